reminder-what-waits = Что ждёт решения
reminder-and-more = { $names } и ещё { $count }
reminder-pair-without-order = Пара ждёт приказа: { $pair }
    Согласована { $day }. Что для него осталось — в списке.
reminder-order-without-programme = Пора составить план: { $names }
    Приказ уже есть. Начать можно с цели, остальное подскажу.
reminder-programme-ending = Программа заканчивается: { $day }
    { $names }. Посмотрите в плане, что осталось.
reminder-programme-ending-curator = Программа заканчивается: { $day }
    { $pair }. Итоги и отметки — в плане.
reminder-pair-idle = Давно не было встреч и отметок: { $names }
    Назначим встречу?
reminder-pair-idle-curator = В паре давно тихо: { $pair }
    Последнее событие было { $day }. Возможно, нужна помощь.
reminder-mentees-unpaired = Ждут наставника: { $names }
    Подобрать пару можно в панели.
reminder-mentees-unpaired-psychologist = Пока без наставника: { $names }
    Возможно, кому-то сейчас нужна ваша поддержка.
reminder-mentor-check-in = { $names }: как идут дела?
    Можно договориться о встрече или заглянуть в план.
