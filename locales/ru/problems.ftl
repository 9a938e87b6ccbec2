
# Panel accounts and the panel itself
problem-login-wrong = Почта или пароль не подходят. Проверьте раскладку и попробуйте ещё раз.
problem-login-too-often = Слишком много попыток. Подождите { $minutes } мин. и попробуйте снова.
problem-account-not-found = Такой учётной записи нет. Возможно, её закрыли: обновите список.
problem-account-closed-already = Учётная запись уже закрыта.
problem-account-open-already = Учётная запись уже открыта.
problem-account-last-administrator = Это последний системный администратор. Сначала откройте учётную запись другому.
problem-account-role-unknown = Такой роли в панели нет. Выберите: куратор, руководитель, психолог или системный администратор.
problem-account-organisation-missing = Укажите организацию: без неё работает только системный администратор.
problem-account-email-taken = На эту почту учётная запись уже открыта. Укажите другую или сбросьте пароль прежней.
problem-email-wrong = Это не похоже на адрес почты. Пример: anna@school5.ru.
problem-password-too-long = Пароль слишком длинный: хватит { $most } знаков.
problem-password-common = Такой пароль легко угадать: он часто встречается, повторяется или похож на почту и название школы. Придумайте другой, хорошо подходят три-четыре слова.
problem-password-same = Это прежний пароль. Придумайте новый.
problem-password-old-wrong = Прежний пароль не подходит. Проверьте раскладку и попробуйте ещё раз.
problem-login-code-wrong = Код не подходит. Возьмите новый в приложении: каждый действует полминуты и один раз.
problem-login-code-on-already = Код при входе уже включён.
problem-login-code-draft-gone = Прошло больше 15 минут. Начните включение кода заново.
problem-login-link-gone = Ссылка больше не действует. Получите новую на странице входа.
problem-login-link-no-chat = Ваш чат с ботом ещё не связан с этим входом. Откройте приглашение в боте и вернитесь сюда.
problem-account-role-same = У учётной записи уже эта роль.
problem-account-role-installation = Роль администратора всей установки не меняется. Откройте для другой работы отдельный доступ.
problem-account-person-missing = Укажите, чей это доступ: у каждого входа есть хозяин. Если человека ещё нет в списке, отметьте это.
problem-password-too-short = Пароль слишком короткий: нужно не меньше { $least } знаков.
problem-forbidden = Для этого действия не хватает прав. Обратитесь к куратору или системному администратору.
problem-history-check-running = Журнал уже проверяется. Подождите немного и откройте страницу снова.
problem-panel-stale = Запись изменили, пока вы её правили. Откройте её заново и внесите правку ещё раз.
problem-panel-required = Заполните это поле.
problem-panel-too-long = Слишком длинно: не больше { $most } знаков.
problem-panel-value = Это значение не подходит. Проверьте его.
problem-panel-choice = Выберите значение из списка.
problem-panel-date = Такой даты нет. Пишите так: 15.09.2026.
problem-panel-date-year = Напишите год целиком: 05.03.1999.
problem-panel-reference = Такой записи в вашей организации нет. Выберите из списка.
problem-panel-duplicate = Такая запись уже есть.
problem-file-too-large = Файл больше { $megabytes } МБ. Приложите поменьше.
problem-file-kind = Такой файл приложить нельзя. Подойдут фото, PDF, документы и таблицы, звук и видео.
problem-file-missing = Приложите файл.

# Linking
problem-person-not-found = Такого человека в вашей организации нет. Проверьте список сотрудников.
problem-person-archived = Человек в архиве. Сначала верните его из архива.
problem-role-not-held = У человека нет этой роли. Сначала дайте ему роль в списке сотрудников.
problem-invitation-unknown = Эта ссылка не подходит. Попросите у куратора новую.
problem-invitation-used = По этой ссылке уже вошли. Если это были не вы, скажите куратору; новую ссылку даст он.
problem-invitation-expired = Срок ссылки закончился. Попросите у куратора новую.
problem-invitation-revoked = Эту ссылку заменили. Откройте последнюю или попросите у куратора новую.
problem-invitation-dead = Ссылка больше не работает: дата не совпала пять раз. Куратор уже знает и пришлёт новую.
problem-birthday-wrong = Дата не совпала. Напишите день и месяц рождения, например 07.03. Осталось попыток: { $left }.
problem-telegram-taken = Этот Telegram уже связан с другим человеком. Скажите куратору, он поможет.

# Consents
problem-not-allowed = Это действие вам недоступно. Обратитесь к куратору.
problem-consent-text-changed = Текст согласия обновили, пока вы читали. Откройте его ещё раз.
problem-consent-settled = Решение по этому согласию уже записано. Обновите страницу.
problem-consent-not-found = Такого согласия уже нет в силе.
problem-consent-text-empty = Заполните название, краткое содержание и полный текст согласия.
problem-text-too-long = Текст слишком длинный: не больше { $limit } знаков.
problem-date-invalid = Такой даты нет. Пример: 15.09.2026.
problem-date-future = Дата ещё не наступила. Укажите день, когда бумагу подписали.

# Bot
problem-unknown = Не получилось. Попробуйте ещё раз или обратитесь к куратору.
problem-file-too-big = Не получилось сохранить файл: он больше { $megabytes } МБ. Пришлите поменьше или добавьте его в панели.
problem-file-not-available = Не получилось забрать файл из мессенджера. Пришлите его ещё раз.

# Deliveries
problem-delivery-not-found = Такого сообщения в вашей организации нет. Обновите список.
problem-delivery-is-digest = Сводка ещё раз не отправляется. Найдите в журнале сообщения, которые в неё входили, и отправьте их по одному.
problem-delivery-not-resendable = Отправить ещё раз можно только то, что не дошло. Обновите список.

# Organisations and people
problem-organisation-not-found = Такой организации нет. Список покажет команда org -- list.
problem-preset-unknown = Заготовки «{ $preset }» нет. Есть: { $choices }.
problem-preset-not-ready = Заготовка «{ $preset }» ещё не готова. Пока можно взять: { $choices }.
problem-organisation-field-wrong = Проверьте поле «{ $field }»: такое значение не подходит.
problem-settings-wrong = Проверьте настройку «{ $field }»: такое значение не подходит.
problem-vocabulary-wrong = Проверьте слово «{ $field }»: нужно от 1 до 60 знаков без фигурных скобок.
problem-dictionary-closed = В этот список нельзя добавить своё значение, можно только изменить слова.
problem-dictionary-code = Код — латинские буквы, цифры и «_», начинается с буквы, не длиннее 24 знаков.
problem-dictionary-code-taken = Код «{ $code }» в этом списке уже есть. Возьмите другой.
problem-dictionary-text-empty = Напишите название значения.
problem-dictionary-text-taken = Значение «{ $text }» в этом списке уже есть.
problem-dictionary-value-unknown = Такого значения в списке нет. Обновите страницу.
problem-dictionary-last-value = Это последнее значение списка. Сначала добавьте другое.
problem-text-unknown = Текста с ключом «{ $key }» нет. Выберите из списка.
problem-text-fixed = Эту подпись менять нельзя: к ней привыкли все участники.
problem-text-empty = Напишите несколько слов.
problem-text-broken = В тексте лишняя или незакрытая фигурная скобка. Проверьте и сохраните ещё раз.
problem-text-placeholder = Подстановки { $name } в этом тексте нет. Можно: { $known }.
problem-text-version-gone = Этой прежней редакции уже нет. Откройте страницу заново.
problem-statements-empty = Оставьте в памятке хотя бы одну строку.
problem-statements-too-many = В памятке больше { $limit } строк. Сократите её.
problem-statement-too-long = Одна из строк длиннее { $limit } знаков. Разделите её на две.
problem-saved-filter-name = Назовите список: от одного до 60 знаков.
problem-saved-filter-query = Этот отбор нельзя сохранить. Сбросьте поиск и выберите заново.
problem-saved-filter-gone = Этого списка уже нет среди сохранённых. Сохраните его заново.
problem-saved-filters-full = Сохранить можно до { $most } списков. Уберите один из прежних.
problem-year-not-found = Такого учебного года нет. Обновите страницу.
problem-year-not-over = Учебный год ещё идёт. Закройте его, когда он закончится.
problem-year-unfinished = Сначала завершите, что осталось: программы — { $programmes }, встречи без итога — { $meetings }, запросы без ответа — { $requests }.
problem-year-closed = Учебный год { $year } закрыт, его записи можно только читать. Открыть год снова может руководитель.
problem-reason-missing = Напишите причину, хватит пары слов.
problem-text-not-changed = Этот текст и так исходный.
problem-person-field-wrong = Проверьте поле «{ $field }»: такое значение не подходит ({ $what }).
problem-person-settings-wrong = Время пишется как 08:30. Проверьте и сохраните ещё раз.
problem-roles-none-chosen = Никто не выбран. Отметьте хотя бы одного человека.
problem-role-held-already = Эта роль в эти дни у человека уже есть.
problem-role-period-wrong = Роль заканчивается раньше, чем начинается. Проверьте дни.
problem-file-unreadable = Файл { $file } не прочитать. Проверьте путь и права.
problem-file-exists = Файл { $file } уже есть. Укажите другое имя.
problem-account-own-role = Свою роль сменить нельзя: попросите другого администратора.
problem-account-own = Свою учётную запись закрыть нельзя: попросите другого администратора.

# Pairs
problem-pair-not-found = Такой пары нет. Обновите список.
problem-pair-no-mentees = Выберите хотя бы одного наставляемого.
problem-pair-own-mentor = Человек не может быть наставником самому себе. Выберите другого.
problem-pair-person-missing = Этого человека нет в вашей организации или он в архиве. Выберите другого.
problem-pair-mentor-role = { $name }: нет роли наставника. Сначала дайте её на странице человека.
problem-pair-mentee-role = { $name }: нет роли наставляемого. Сначала дайте её на странице человека.
problem-pair-curator-role = У этого человека нет роли куратора. Сначала дайте её на странице человека.
problem-pair-exists = { $name }: такая пара по этому направлению уже есть. Откройте её или выберите другое направление.
problem-pair-form-unknown = Такой формы нет среди действующих. Выберите из списка.
problem-pair-kind-unknown = Выберите хотя бы один вид из списка.
problem-pair-direction-unknown = Такого направления нет среди действующих. Выберите из списка.
problem-mentor-full = У наставника уже { $count } { $count ->
        [one] наставляемый
        [few] наставляемых
       *[other] наставляемых
    }, а предел — { $capacity }. Выберите другого наставника или напишите, почему можно больше.
problem-pair-answer-late = Ответ уже не нужен: предложение закрыто.
problem-pair-not-agreed = Ещё не все ответили согласием. Дождитесь ответов или отметьте их сами.
problem-pair-consents-missing = Ещё не все согласия на месте. Посмотрите на странице пары, каких не хватает.
problem-pair-ordered-already = По этой паре приказ уже внесён.
problem-pair-over = Эта пара уже завершена.
problem-pair-not-active = Так можно сделать только с парой, которая работает.
problem-pair-not-paused = Пара не на паузе.
problem-pair-reason-missing = Напишите причину, хватит пары слов.
problem-pair-summary-missing = Напишите строку итога, хватит пары слов.
problem-pair-end-reason = Такой причины нет среди действующих. Выберите из списка.
problem-pair-programme-open = Сначала завершите программу этой пары.
problem-pair-last-mentee = Это последний наставляемый в паре. Завершите пару целиком.
problem-pair-not-replaceable = Сменить наставника можно после приказа. До него просто предложите другую пару.
problem-pair-same-mentor = Это и есть нынешний наставник. Выберите другого.
problem-order-number = Укажите номер приказа, не длиннее 40 знаков.
problem-order-date = Такой даты нет. Укажите день приказа, например 15.09.2026.
problem-order-number-taken = Приказ с номером { $number } в этом году уже есть. Проверьте номер.

# Questionnaires
problem-consent-missing = Сначала нужно согласие на обработку персональных данных: без него ответы не сохраняются. Откройте «Мои данные и согласия».
problem-questionnaire-not-found = Такой анкеты сейчас нет. Напишите куратору.
problem-response-not-found = Эта анкета не найдена. Откройте главный экран и начните оттуда.
problem-response-sent-already = Анкета уже отправлена.
problem-response-incomplete = Остался вопрос без ответа: «{ $question }».
problem-question-not-asked = Этот вопрос больше не нужен: изменился один из предыдущих ответов.
problem-answer-required = На этот вопрос нужен ответ.
problem-answer-empty = Напишите, пожалуйста, хотя бы пару слов или отметьте хотя бы один вариант.
problem-answer-choice = Выберите, пожалуйста, один из предложенных вариантов.
problem-answer-too-long = Слишком длинно: { $length } { $length ->
    [one] знак
    [few] знака
   *[many] знаков
  }, а помещается { $max }. Сократите, пожалуйста, и пришлите ещё раз.
problem-answer-date = Такой даты нет. Напишите, например: 15.09.2026.

# Meetings and requests
problem-words-missing = Напишите пару слов.
problem-meeting-not-found = Такой встречи нет. Обновите список.
problem-meeting-pair-not-ready = Встречу можно назначить, когда обе стороны согласились и наставничество не на паузе и не завершено.
problem-meeting-kind-unknown = Такого вида встреч в организации нет. Выберите из списка.
problem-meeting-time-wrong = Не получилось понять день и время. Пример: 15.09 14:30.
problem-meeting-past = Это время уже прошло. Выберите другое.
problem-meeting-begun = Встреча уже началась. Если что-то не складывается, напишите, пожалуйста, наставнику.
problem-meeting-place-missing = Укажите место или ссылку на встречу.
problem-meeting-link-wrong = Ссылка должна начинаться с https://. Проверьте её и пришлите ещё раз.
problem-meeting-length-wrong = Длительность указывается в минутах: от 1 до { $longest }.
problem-meeting-is-planned = Встреча ещё впереди.
problem-meeting-is-held = Эта встреча уже отмечена как состоявшаяся.
problem-meeting-is-missed = Уже отмечено, что эта встреча не состоялась.
problem-meeting-is-cancelled = Эта встреча отменена.
problem-meeting-not-yet = Встреча ещё не началась. Отметить её можно после начала.
problem-meeting-stranger = В списке есть человек не из этой встречи. Обновите список.
problem-meeting-nobody-present = Отметьте хотя бы одного участника. Если никто не пришёл, нажмите «Не состоялась».

# Programmes and attachments
problem-programme-not-found = Такого плана нет. Откройте его ещё раз с главного экрана.
problem-programme-pair-not-agreed = План составляют, когда обе стороны согласились на пару. Дождитесь ответов.
problem-programme-order-missing = Приказа ещё нет: план начнётся после него.
problem-programme-is-draft = План сейчас правят. Когда его покажут снова, можно будет ответить.
problem-programme-is-shown = План уже показан, ждём ответа.
problem-programme-is-agreed = План уже согласован, ждём утверждения.
problem-programme-is-approved = План уже утверждён. Изменить его может куратор.
problem-programme-is-running = План уже выполняется. Срок меняют кнопкой «Не успеваю», остальное – через куратора.
problem-programme-is-completed = План уже выполнен и закрыт.
problem-programme-is-terminated = Работа по этому плану уже закончена.
problem-programme-agreed-already = Вы уже согласились. Ждём остальных или утверждения.
problem-programme-dates-order = Конец раньше начала. Выберите другую дату.
problem-programme-too-short = По правилам план длится не меньше { $months } мес. Выберите дату позже или попросите куратора объяснить короткий срок.
problem-programme-too-long = По правилам план длится не больше { $months } мес. Выберите дату раньше или попросите куратора объяснить долгий срок.
problem-programme-rows-outside = В плане есть дела за пределами этих дат. Сначала перенесите их.
problem-programme-choice = Такого значения в списке организации нет. Выберите из предложенных.
problem-programme-gap-goal = В плане не хватает цели. Добавьте её и покажите план снова.
problem-programme-gap-directions = В плане не выбраны направления. Отметьте хотя бы одно.
problem-programme-gap-form = В плане не выбрана форма. Отметьте её.
problem-programme-gap-kinds = В плане не выбран вид работы. Отметьте хотя бы один.
problem-programme-gap-participants = В плане нет участников. Скажите куратору.
problem-programme-gap-rows = В плане ещё нет дел. Добавьте хотя бы два: над трудностью и в поддержку сильной стороны.
problem-programme-gap-difficulty-row = В плане нет дела над трудностью. Добавьте хотя бы одно.
problem-programme-gap-strength-row = В плане нет дела в поддержку сильной стороны. Добавьте хотя бы одно.
problem-day-wrong = Такого дня нет. Пример: 15.09.
problem-term-past = Этот день уже прошёл. Выберите сегодня или позже.
problem-term-outside-programme = Этот день за пределами плана. Выберите день внутри его дат или попросите куратора продлить план.
problem-term-intermediate-late = Промежуточный срок позже итогового. Выберите день раньше.
problem-row-not-found = Этого дела в плане уже нет. Откройте план ещё раз.
problem-row-same = Такое дело в плане уже есть, второй раз не добавлено.
problem-row-aim = Выберите: над трудностью или в поддержку сильной стороны.
problem-row-mode = Выберите режим: очно, онлайн или смешанно.
problem-row-remove-approved = План утверждён: дело не удаляют, а освобождают от него с объяснением.
problem-reason-required = Напишите, почему: причина останется в истории плана.
problem-mark-not-reported = Отметки пока нет: проверять нечего.
problem-mark-reported-already = Это уже отмечено и ждёт проверки.
problem-mark-accepted-already = Это уже принято.
problem-mark-returned-already = Это уже возвращено с комментарием.
problem-mark-released-already = От этого дела уже освободили.
problem-report-too-many-files = К одному делу можно приложить не больше { $most } файлов.
problem-completion-rows-open = Итог подводят, когда приняты все дела плана.
problem-completion-summary-missing = Сначала нужен итог наставника: одна-две строки.
problem-completion-pair-not-active = Пара сейчас не работает, завершать нечего.
problem-file-empty = Файл пустой. Пришлите его ещё раз.
problem-file-not-found = Такого файла нет или он вам недоступен.
problem-duties-changed = Текст обновили, пока вы читали. Откройте его ещё раз.
problem-request-not-found = Такого запроса нет. Обновите список.
problem-request-answered-already = На это уже ответили.
problem-request-day-over = Этот день уже прошёл. Предложите, пожалуйста, другой.
problem-request-open-already = По этому пункту уже ждёт ответа другой запрос о сроке.
problem-request-pair-over = Это наставничество завершено или ещё не согласовано. Обратитесь к куратору.
problem-term-same = Срок и так такой. Выберите другой день.

# Staff file
problem-staff-file-empty = Файл пустой. Возьмите образец: npm run -s people -- template --file сотрудники.xlsx
problem-staff-file-too-large = Файл слишком большой: разрешено до { $megabytes } МБ. Оставьте только лист с сотрудниками, без картинок.
problem-staff-file-old = Это старый формат .xls или файл с паролем. Откройте его, снимите пароль и сохраните как .xlsx или .csv.
problem-staff-file-unpacked = Внутри файла слишком много лишнего: после распаковки разрешено до { $megabytes } МБ. Скопируйте людей на новый лист и сохраните его отдельным файлом.
problem-staff-sheet-missing = Такого листа в файле нет. Выберите другой.
problem-staff-too-many-columns = Слишком много столбцов: разрешено до { $limit }. Оставьте только нужные.
problem-employment-dates-wrong = Последний день отпуска раньше первого. Проверьте оба.
problem-staff-full-name = Напишите фамилию, имя и отчество через пробел, без лишних слов.
problem-staff-employment-unknown = Напишите одно из: { $states }. После «в отпуске» можно добавить день: в отпуске до 01.09.2027.
problem-staff-file-broken = Файл не прочитать: нужна таблица .xlsx или .csv. Откройте её и сохраните заново.
problem-staff-no-heading = Не нашлась строка с названиями столбцов. Обязательны: { $headings }.
problem-staff-no-rows = В файле есть названия столбцов, но нет ни одной строки с людьми.
problem-staff-too-many-rows = Слишком много строк: за раз до { $limit }. Разделите файл.
problem-staff-value-missing = Заполните ячейку.
problem-staff-value-too-long = Слишком длинно. Сократите текст.
problem-staff-value-wrong = Такое значение не подходит.
problem-staff-name-signs = В имени допустимы буквы, дефис, апостроф и пробел. Уберите другие знаки.
problem-staff-text-signs = Уберите значки, смайлики и знаки < >.
problem-staff-date-wrong = Такой даты нет. Пишите так: 07.03.1998.
problem-staff-date-year = Напишите год целиком: 05.03.1999.
problem-staff-date-future = Эта дата ещё не наступила. Проверьте год.
problem-staff-date-not-here = Здесь стоит дата. Проверьте, тот ли это столбец.
problem-staff-hired-before-birth = Дата приёма раньше даты рождения. Проверьте обе.
problem-staff-number-wrong = Нужно целое число лет от 0 до 75.
problem-staff-phone-wrong = Это не похоже на телефон. Пример: +7 900 123-45-67.
problem-staff-email-wrong = Это не похоже на адрес почты. Пример: anna@school5.ru.
problem-staff-role-unknown = Такой роли нет. Можно: { $roles }.
problem-staff-role-forbidden = Эту роль даёт руководитель или системный администратор.
problem-staff-cell-formula = В ячейке формула. Вставьте вместо неё значение; в файле с отметками оно уже стоит.
problem-staff-cell-merged = Ячейки объединены. Разъедините их и заполните каждую.
problem-staff-cell-error = В ячейке ошибка. Исправьте её или очистите ячейку.
problem-staff-twin = Этот человек уже есть в строке { $row }. Оставьте одну или добавьте обоим дату рождения и почту.
problem-staff-same-row = Это та же строка, что { $row }, ещё раз: удалите одну.
problem-staff-ambiguous = В списке несколько людей с таким именем. Добавьте дату рождения или почту.
problem-staff-too-many-alike = Слишком много людей похожи на тех, кто уже есть: больше { $limit }. Добавьте в файл дату рождения или почту.
problem-staff-person-guarded = Сведения о тех, кто принимает решения (руководитель, куратор, психолог, администратор), меняет системный администратор. Уберите эту строку.
problem-person-guarded = Этот человек сам принимает решения, поэтому такое изменение вносит системный администратор. Попросите его.
problem-settings-duties = Кто утверждает программы и о чём спрашивать при входе в бот, меняет системный администратор: так куратор не решает сам за себя.
problem-office-leading = Руководителя и исполняющего обязанности вписывает руководитель или системный администратор.
problem-invitation-guarded = Этот человек принимает решения и уже связан с ботом. Новую ссылку ему выдаёт руководитель.
problem-staff-import-changed = Пока вы смотрели, список людей изменился. Ничего не записано: посмотрите ещё раз, что получится.
problem-staff-too-much-at-once = База данных не вмещает столько людей за один раз. Ничего не записано: разделите список на две части.
problem-staff-choice-missing = Выберите, тот же это человек или другой, у каждого из похожих.
problem-staff-archived = Человек в архиве. Верните его из архива или удалите строку.
problem-survey-close-wrong = Укажите день окончания анкеты: не раньше завтра и не позже чем через год.
problem-announcement-not-found = Такого объявления нет. Откройте список объявлений заново.
problem-announcement-gone = Объявление уже разослано, отозвано или удалено. Откройте его заново.
problem-announcement-nobody = Бот никому из них не может написать: передайте лично.
problem-announcement-all-sent = Сообщения уже ушли, отозвать нечего. Напишите новое объявление с поправкой.
problem-announcement-pair-missing = Выберите пару или группу, которой пишете.
problem-reminder-not-now = Работа по плану сейчас не идёт, напоминать не о чем. Когда она продолжится, напоминания придут сами.
problem-delivery-not-undelivered = Отметить можно только то, что не дошло. Обновите список.

problem-calendar-not-found = Адреса календаря сейчас нет: закрывать нечего.
problem-note-not-found = Такой записи нет или она не в вашей организации.
problem-note-day-wrong = Укажите день не позже сегодняшнего.
problem-note-about-nobody = Выберите пару или хотя бы одного человека.
problem-note-test-missing = Напишите название теста.
problem-note-person-unknown = Такого человека нет в списке сотрудников. Выберите другого.
problem-note-conclusion-missing = Сначала запишите заключение: куратор увидит только его.
problem-note-released-already = Заключение уже открыто куратору, запись больше не меняют. Если есть новое, добавьте ещё одну запись.
problem-psychologist-none = Психолога пока не назначили. Обратитесь, пожалуйста, к куратору.
problem-file-no-ground = Познакомиться с личным делом можно, когда по паре есть приказ и она работает.
problem-file-decided-already = По этой просьбе уже решили. Обновите страницу, чтобы увидеть, что именно.
problem-file-time-past = Это время уже прошло. Назначьте, пожалуйста, другое.
problem-file-not-approved = Сначала разрешите знакомство и назначьте время.
problem-file-day-wrong = Укажите день от разрешения до сегодняшнего.
problem-office-not-found = Такой записи о должности нет. Обновите страницу.
problem-office-field-wrong = Проверьте поле: что-то в нём не подходит.
problem-office-nobody = Выберите человека или напишите имя так, как его пишут в документах.
problem-office-deputy-no-curator = Заместителю нужна роль куратора на эти дни: иначе он не увидит того, что видит куратор. Сначала дайте ему роль.
problem-office-overlaps = На эти дни уже записан другой человек (с { $from }). Сначала закройте ту запись.
problem-reminded-today = Сегодня уже напоминали. Завтра можно ещё раз или позвоните.
problem-reminder-nothing = Напоминать больше не о чем: это уже сделано.
problem-reminder-by-phone = Бот не может написать: { $names }. Позвоните, пожалуйста.
problem-conflict-of-duties = Это ваша собственная пара, поэтому решает второй человек. Обратитесь, пожалуйста: { $names }.
problem-conflict-of-duties-alone = Это ваша собственная пара, а другого человека с таким правом в организации нет. Решите в панели и напишите, почему решаете сами: это останется в истории.
