delivery-survey-open = Открыта анкета. Отвечать можно по частям.
delivery-survey-reminder = Анкета ждёт ваших ответов. Начатое сохранено.
delivery-survey-open-until = Открыта анкета, ответы ждём до { $day }. Отвечать можно по частям.
delivery-survey-reminder-until = Анкета ждёт ваших ответов до { $day }. Начатое сохранено.
delivery-person-unreachable = { $name }: сообщения бота больше не доходят. Позвоните, пожалуйста.
