help-text = Я помогаю вести наставничество: анкеты, пары, план, отметки и встречи.
    /start — главный экран, /tasks — мои задачи
    /data — мои данные и согласия, /settings — настройки
    /cancel — выйти из начатого действия
help-mentorDuties = Обязанности наставника
help-mentorRights = Права наставника
help-menteeDuties = Обязанности наставляемого
help-menteeRights = Права наставляемого
help-terms = Кто есть кто
help-which-term = Что пояснить?
