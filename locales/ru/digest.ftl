digest-head = Сводка на сегодня: { $count ->
    [one] { $count } дело
    [few] { $count } дела
   *[other] { $count } дел
  }
digest-today = На сегодня: { $today }
digest-meetings = { $count ->
    [one] встреча в { $meetings }
   *[other] встречи в { $meetings }
  }
digest-checks = { $count ->
    [one] проверить { $count } отметку
    [few] проверить { $count } отметки
   *[other] проверить { $count } отметок
  }
digest-line = • { $line }
digest-more = и ещё { $count }
digest-check = Проверить
digest-open-plan = Открыть план
digest-consent = Согласие ждёт вашего решения
digest-survey = Анкета ждёт ваших ответов
digest-pair-answer = { $name }: пара ждёт вашего ответа
digest-meeting = Встреча { $moment }: { $names }
digest-meeting-set = Назначена встреча { $moment }: { $names }
digest-meeting-moved = Встреча теперь { $moment }: { $names }
