consents-paper = <b>{ $title }</b>
    { $summary }
consents-paper-way = Подписывать будете на бумаге, лист подготовит куратор. Кнопка значит, что вы готовы подписать.
consents-read-whole = Прочитать полностью
consents-hide = Свернуть
consents-given = Согласие дано { $date }.
consents-declared = Вы готовы подписать, отмечено { $date }. Лист для подписи даст куратор.
consents-refused = Вы не согласились, отмечено { $date }. Это ваше право, никаких последствий по работе нет.
    Передумать можно в любой день: «Мои данные и согласия».
consents-withdrawn = Согласие отозвано { $date }.
consents-kind-personal-data = Обработка данных
consents-kind-mentoring = Согласие быть наставником
consents-kind-duties = Дополнительные обязанности в паре
consents-state-given = дано { $date }
consents-state-declared = ждёт подписи на бумаге
consents-state-refused = не дано
consents-state-withdrawn = отозвано { $date }
consents-state-none = ещё не спрашивали
consents-mine = <b>Мои данные</b>
    { $name }, { $position }
    Роли: { $roles }
    Предмет: { $subject }
    Дата рождения: { $birthday }, телефон: { $phone }, почта: { $email }
    Ответы на анкеты: { $responses }
    Ошибку исправит куратор.
consents-mine-list = <b>Мои согласия</b>
consents-line = { $title }: { $state }
consents-withdraw = Отозвать: { $title }
consents-sign = Решить: { $title }
consents-withdraw-ask = <b>{ $title }</b>
    Отозвать можно в любой день, без объяснений и взысканий. После этого:
consents-after-survey-closed = • анкета закроется, бот перестанет спрашивать
consents-after-pairs-pause = • ваши пары остановятся, план сохранится
consents-after-pair-pauses = • эта пара остановится, план сохранится
consents-after-no-new-pairs = • новых пар вам не предложат
consents-withdraw-yes = Отозвать
consents-withdraw-no = Оставить
consents-kept = Согласие остаётся в силе.
consents-none-to-sign = Все согласия на месте.
consents-home-needed = Сначала нужно согласие на обработку данных.
consents-home-declared = Ждём вашу подпись на согласии: лист у куратора.
consents-home-button = Прочитать и решить
consents-home-pending = Ждёт вашего решения: { $title }
consents-value-none = нет
consents-role-mentee = наставляемый
consents-role-mentor = наставник
consents-role-curator = куратор
consents-role-head = { -head }
consents-role-psychologist = психолог
consents-role-council = член совета наставников
consents-role-sysadmin = системный администратор
delivery-consent-asked = Чтобы начать работу в паре, нужно ваше согласие.
    { $title }
delivery-consent-reminder = Напоминаем: ждёт вашего решения согласие.
    { $title }
delivery-consent-open = Прочитать и решить
delivery-consent-withdrawn = { $name }: согласие отозвано. Пара остановлена, план сохранён.
    Подробности в панели.
delivery-link-replaced = К вашему имени привязали другой телефон. Этот чат больше не получает сообщений.
    Если это были не вы, скажите куратору.
delivery-invitation-dead = { $name }: ссылка больше не работает, пять раз не совпала дата рождения.
    Выдайте новую в панели.
consents-next = Спасибо. Следующий шаг на главном экране.
consents-next-needs = Спасибо. Дальше короткий опрос: что вам сейчас нужно. Его можно прервать и продолжить позже.
consents-next-mentor = Спасибо. Дальше анкета наставника: чем вы можете помочь. Её можно прервать и продолжить позже.
