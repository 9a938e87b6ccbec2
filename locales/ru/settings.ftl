settings-text = <b>Настройки</b>
    Утренняя сводка: { $digest }
    Тихие часы: с { $from } до { $to }
    Напоминания: { $often ->
        [fewer] реже
       *[usual] как обычно
    }
settings-usual = Как обычно
settings-saved = Сохранено.
settings-outdated = С тех пор настройки изменились. Показываю, как сейчас.
