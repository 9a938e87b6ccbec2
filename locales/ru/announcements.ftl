announcement-message =
    <b>{ $from }</b>

    { $text }
announcement-from-curator = Сообщение куратора
announcement-from-curator-named = Сообщение куратора, { $name }
announcement-from-head = Сообщение руководителя
announcement-from-head-named = Сообщение руководителя, { $name }
announcement-line = { $from }: { $text }
announcement-line-curator = Куратор пишет
announcement-line-head = Руководитель пишет
announcement-read = Прочитать объявление
announcement-of = Объявление, { $day }
announcement-none = Объявлений пока нет.
