request-answer = Ответить
request-decline = Оставить прежний срок
request-other-date = Предложить другую дату
request-state-asked = Ждёт ответа
request-state-countered = Ждёт ответа
request-state-curator = Решает куратор
request-state-accepted = Принято { $day }
request-state-declined = Прежний срок остался { $day }
request-state-answered = Отвечено { $day }
request-state-cancelled = Запрос отозван { $day }
request-waits-own = Вы попросили { $day }, ждём ответа: { $names }.
request-waits-other = Предложен новый срок: { $day }, ждём ответа: { $names }.
request-waits-curator-own = Вы попросили { $day }, решает куратор.
request-waits-curator-other = Предложен новый срок: { $day }, решает куратор.
request-day-over = Предложенный день уже прошёл. Выберите, пожалуйста, другой.
request-answer-term = Ответить о сроке
request-term-asked = { $name }: предложение перенести срок
request-term-proposed = Предложение перенести срок
request-term-instead = { $name }: предложение перенести срок. Решите, пожалуйста, за тех, кому бот не может написать: { $names }
request-term-curator = { $name }: срок за пределами программы, обе стороны согласны
request-term-days = Сейчас: { $from } → { $to }
request-term-reason = Почему: «{ $text }»
request-home = { $count ->
    [one] Вашего ответа ждёт { $count } просьба
    [few] Вашего ответа ждут { $count } просьбы
   *[many] Вашего ответа ждут { $count } просьб
  }
request-home-button = Ответить на вопросы ({ $count })
request-none = Сейчас никто не ждёт вашего ответа.

help-no-mentor = Наставник появится здесь, когда обе стороны согласятся. Пока обратитесь к куратору.
help-ask-pair = Кому вопрос?
help-ask-text = { $name } получит ваше сообщение сразу. Напишите, в чём нужна помощь.
help-done-asked = Отправлено. { $name } ответит здесь же; если ответа не будет, мы напомним.
help-ask-answer = { $name } спрашивает: «{ $text }»
    Напишите ответ.
help-done-answered = Ответ отправлен: { $name }.
help-already-answered = На это уже ответили.

term-ask-day = До какого дня успеете? Сейчас срок: { $day }.
term-ask-reason = Что мешает? Можно пропустить.
term-done-asked = Отправлено. Срок изменится, когда { $name } согласится.
term-done-asked-all = Отправлено. Срок изменится, когда согласятся все: { $names }.
term-done-asked-curator = Отправлено. Решение о сроке примет куратор.
term-ask-counter = Какую дату предлагаете? { $name } предлагает: { $day }.
term-done-countered = Отправлено. Срок изменится, когда согласятся все.
term-ask-decline = Почему лучше оставить прежний срок? Можно пропустить.
term-done-declined = Отправлено. Срок остался прежним.
term-done-accepted = Принято: новый срок { $day }.
term-done-to-curator = Вы согласились. Дата за пределами программы, поэтому решает куратор.
term-done-to-curator-instead = Вы согласились. За тех, кому бот не может написать, ответит куратор.
term-done-agreed = Вы согласились. Ждём остальных участников.

delivery-help-asked = { $name }: нужна помощь
    «{ $text }»
delivery-help-reminder = { $name }: вопрос ещё без ответа
    «{ $text }»
delivery-help-escalated = { $name }: вопрос пока без ответа (наставник: { $mentor })
    «{ $text }»
delivery-help-answered = { $name }: ответ на ваш вопрос «{ $text }»
    { $answer }
delivery-term-accepted = Срок перенесён: { $day }
    { $what }
delivery-term-declined = Срок остался прежним
    { $what }{ $hasAnswer ->
    [yes] {"\u000A"}«{ $answer }»
   *[no] {""}
  }
delivery-term-open = Открыть задачу
