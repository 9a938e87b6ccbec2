# Card of a proposed pair
pair-head-mentor = Вам предлагают стать наставником:
pair-head-group = Вам предлагают вести группу:
pair-head-mentee = Вам предлагают наставника:
pair-person-subject = { $name }, { $subject }
pair-and-more = { $names } и ещё { $count }
pair-why = Почему подходит: { $why }
pair-talk = Сначала поговорить
pair-decline = Отказаться
pair-talk-mentor = Хорошо, сначала поговорите. Предложите время встречи, а завтра я спрошу ещё раз.
pair-talk-mentee = Хорошо, сначала поговорите: наставник предложит время. Завтра я спрошу ещё раз.
pair-answered-agreed = Вы согласились { $day }.
pair-answered-declined = Вы отказались { $day }. Это ни на что не повлияет.
pair-closed = Это предложение закрыто, делать ничего не нужно.
pair-ask-reason = Можно написать причину: её увидит только куратор. Или просто пропустите.
pair-still-open = Ответ не изменился, предложение ждёт вас выше.
pair-declined-thanks = Спасибо, что ответили. Куратор подберёт другой вариант.
pair-home = { $count ->
    [one] Вам предложили пару, ждём вашего ответа
   *[other] Вам предложили пары ({ $count }), ждём ваших ответов
  }
pair-home-button = Предложение пары
pair-home-button-number = Предложение { $number }

# Messages about a pair
delivery-pair-reminder = Напоминаем: вас ждёт предложение
delivery-pair-declined = Эта пара не сложилась. Куратор подберёт другой вариант, делать ничего не нужно.
delivery-pair-declined-curator = Пара не сложилась: { $pair }. Ответы — в панели на странице пары.
delivery-pair-agreed = Пара согласована: { $pair }. Дальше будет приказ, о начале сообщу.
delivery-pair-agreed-curator = Пара согласована: { $pair }. Дальше — согласия и приказ.
delivery-pair-talk-mentor = { $name }: хочется сначала познакомиться. Предложите время встречи.
delivery-pair-talk-mentee = { $name }: хочется сначала познакомиться. Время встречи предложит наставник.
delivery-pair-talk-others = В группе хотят сначала познакомиться. Время встречи предложит наставник.
delivery-pair-talk-curator = Сначала хотят поговорить: { $pair }. Пара остаётся предложенной.
delivery-pair-started-mentor = Пара начала работу: { $pair }. Приказ № { $number } от { $day }, программа утверждена. Удачи!
delivery-pair-started-mentee = Ваша работа с наставником началась: { $name }. Приказ № { $number } от { $day }, программа утверждена. Удачи!
delivery-pair-paused = Работа пары на паузе: { $pair }. План и отметки сохраняются, напоминаний не будет.
delivery-pair-paused-curator = Пара на паузе: { $pair }. Отозвано одно из согласий; какое — на странице пары в панели.
delivery-pair-resumed = Работа пары продолжается: { $pair }. План на месте.
delivery-pair-ended = Работа пары завершена. Спасибо вам за участие! С вопросами обращайтесь к куратору.
delivery-pair-left-mentee = Ваше участие в группе завершено. Спасибо! С вопросами обращайтесь к куратору.
delivery-pair-left-mentor = { $name } больше не в группе. С остальными работа идёт дальше, план сохраняется.
delivery-mentor-replaced = У вас будет другой наставник, план и отметки сохраняются. Вам предлагают:
delivery-mentor-replaced-mentor = { $name }: дальше будет другой наставник. План передан, от вас ничего не нужно. Спасибо за вашу работу!
delivery-mentor-replaced-group = У вашей группы дальше будет другой наставник. План передан, от вас ничего не нужно. Спасибо за вашу работу!
delivery-curator-changed = Вашу пару теперь сопровождает другой куратор: { $name }.
delivery-curator-changed-curator = Вам передана пара: { $pair }.
