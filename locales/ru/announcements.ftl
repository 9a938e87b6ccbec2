announcement-message =
    <b>{ $from }</b>

    { $text }
announcement-from-curator = Сообщение куратора
announcement-from-curator-named = { $name }, куратор:
announcement-from-head = Сообщение руководителя
announcement-from-head-named = { $name }, руководитель:
announcement-line = { $from }: { $text }
announcement-line-curator = Куратор пишет
announcement-line-head = Руководитель пишет
announcement-read = Прочитать объявление
announcement-of = Объявление, { $day }
announcement-none = Объявлений пока нет.
