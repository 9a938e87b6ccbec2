settings-text = <b>Настройки</b>
    Утренняя сводка: { $digest }
    Тихие часы: { $quiet ->
        [none] нет
       *[some] с { $from } до { $to }
    }
    Сообщения: { $channel ->
        [telegram-silent] без звука
        [curator] через куратора
       *[telegram] обычные
    }
    Напоминания: { $often ->
        [fewer] реже до { $until }
       *[usual] как обычно
    }
settings-to-digest = Утренняя сводка
settings-to-quiet = Тихие часы
settings-to-channel = Как писать
settings-hint-digest = Во сколько присылать утреннюю сводку?
settings-hint-quiet = В тихие часы бот не беспокоит. Если встреча рано утром, напомнит без звука.
settings-hint-channel = Через куратора: бот сам не пишет, важное передаст куратор. На ваши нажатия бот отвечает как всегда.
settings-quiet-usual = Как у всех
settings-channel-telegram = Обычные сообщения
settings-channel-telegram-silent = Без звука
settings-channel-curator = Через куратора
settings-usual = Как обычно
settings-saved = Сохранено.
settings-outdated = С тех пор настройки изменились. Показываю, как сейчас.
