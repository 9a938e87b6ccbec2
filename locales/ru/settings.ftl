settings-text = <b>Настройки</b>
    Если напоминаний больше { $budget } в день, остальные придут одной сводкой в { $heldBack ->
        [yes] { $to }, когда закончатся тихие часы (выбрано { $digest })
       *[no] { $digest }
    }
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
        [fewer] о сроках молчу до { $until }; встречи и ответы приходят
       *[usual] как обычно. «Реже»: неделю без напоминаний о сроках; встречи и ответы приходят
    }
settings-to-digest = Время сводки
settings-to-quiet = Тихие часы
settings-to-channel = Как писать
settings-hint-digest = Во сколько присылать сводку?
settings-hint-quiet = В тихие часы бот не беспокоит. Если встреча рано утром, напомнит без звука.
settings-hint-channel = Через куратора: бот сам не пишет, важное передаст куратор. На ваши нажатия бот отвечает как всегда.
settings-quiet-usual = Как у всех: { $from } – { $to }
settings-channel-telegram = Обычные сообщения
settings-channel-telegram-silent = Без звука
settings-channel-curator = Через куратора
settings-usual = Как обычно
settings-saved = Сохранено.
settings-saved-held-back = Сохранено. В { $digest } у вас тихие часы, поэтому сводка придёт, когда они закончатся: в { $to }.
settings-outdated = С тех пор настройки изменились. Показываю, как сейчас.
