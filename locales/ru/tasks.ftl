task-none = Задач сейчас нет. Они появятся, когда план начнётся.
task-list-head = <b>Мои задачи: { $count }</b>
task-ask = Задать вопрос
task-late-line = Срок уже прошёл. Перенести или отметить?
task-ask-report = Приложите: { $result } (фото или файл) или напишите пару слов.
task-reported = Отмечено, спасибо. Наставник увидит сразу.
task-home = Задачи: { $week ->
    [0] всего { $all }
   *[other] { $week } на этой неделе
  }{ $late ->
    [0] {""}
   *[other] , срок прошёл: { $late }
  }{ $returned ->
    [0] {""}
   *[other] , нужно дополнить: { $returned }
  }{ $waiting ->
    [0] {""}
    [one] , { $waiting } ждёт проверки
   *[other] , { $waiting } ждут проверки
  }
review-button = Проверить ({ $count })
review-home = { $count ->
    [one] { $count } отметка ждёт вашей проверки
    [few] { $count } отметки ждут вашей проверки
   *[other] { $count } отметок ждут вашей проверки
  }
review-none = Проверять пока нечего.
review-list-head = <b>Проверить: { $count }</b>
review-head = { $name }: сделано «{ $what }»
review-words = «{ $text }»
review-attached = Приложено: { $count } { $count ->
    [one] файл
    [few] файла
   *[many] файлов
  }
review-open-files = Открыть вложения ({ $count })
review-ask-comment = Что дополнить? Ваш комментарий увидит наставляемый.
review-returned-said = Возвращено с комментарием.
review-personal-ask = { $name }: отметить «{ $what }» выполненным без отчёта? Отменить будет нельзя.
review-personal-yes = Отметить выполненным
