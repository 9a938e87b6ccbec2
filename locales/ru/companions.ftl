companions-mentor = Ваш наставник — { $names }
companions-mentees = { $count ->
    [1] С вами работает: { $names }
   *[other] С вами работают: { $names }
  }
companions-paused = (на паузе)
