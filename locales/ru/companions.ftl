companions-mentor = Ваш наставник — { $names }
companions-mentees = С вами работает: { $names }
companions-paused = (на паузе)
