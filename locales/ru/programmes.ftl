plan-button = План
plan-title = <b>План: { $names }</b> · { $state }
plan-state-draft = черновик
plan-state-shown = показан
plan-state-agreed = согласован
plan-state-approved = утверждён
plan-state-running = идёт
plan-state-completed = выполнен
plan-state-terminated = остановлен
plan-period = Срок: { $from } – { $to }
plan-goal = Цель: { $goal }
plan-goal-none = Цель пока не названа
plan-directions = Направления: { $list }
plan-kinds = Форма и вид: { $form }; { $list }
plan-support = Обеспечение: { $list }
plan-value-none = пока нет
plan-complete = Всё заполнено: можно показать.
plan-gap-goal = Не хватает: цели
plan-gap-directions = Не хватает: направлений
plan-gap-form = Не хватает: формы
plan-gap-kinds = Не хватает: вида работы
plan-gap-participants = Не хватает: участников
plan-gap-rows = Не хватает: дел
plan-gap-difficulty-row = Не хватает: дела над трудностью
plan-gap-strength-row = Не хватает: дела в поддержку сильной стороны
plan-returned = Вернули с пожеланием: «{ $reason }»
plan-correction = { $name } предлагает: «{ $text }»
plan-waits-answer = Ждём ответа: { $names }
plan-waits-curator = Все согласны. Ждём утверждения: куратор
plan-waits-head = Все согласны. Ждём утверждения: { -head }
plan-waits-order = Утверждён. Начнётся, когда будут приказ и все согласия.
plan-progress = Принято дел: { $accepted } из { $total }
plan-summary = Итог: «{ $text }»
plan-home-compose = { $names }: план ещё составляется
plan-home-summary = { $names }: всё выполнено, нужен итог
plan-home-answer = Посмотрите план и ответьте: подходит ли он вам
plan-none = Плана пока нет: он появится, когда обе стороны согласятся на пару.
plan-whose = Чей план открыть?
plan-read = Прочитать план
plan-open-row = Открыть дело
plan-back = ← К плану
plan-back-rows = ← К делам
plan-first = С начала
plan-add-row = Добавить дело
plan-go-on-row = Продолжить начатое дело
plan-forget-row = Убрать начатое дело
plan-row-forgotten = Начатое дело убрано
plan-rows = Дела ({ $count })
plan-rows-head = <b>Дела плана: { $count }</b>
plan-facts = Подробнее о плане
plan-change-facts = Цель, сроки, направления
plan-change-goal = Цель
plan-change-dates = Сроки
plan-change-directions = Направления
plan-change-kinds = Вид работы
plan-change-support = Обеспечение
plan-show = Показать наставляемому
plan-correct = Предложить правку
plan-approve = Утвердить
plan-send-back = Вернуть с пожеланием
plan-summarise = Подвести итог
plan-confirm-completion = Подтвердить завершение
plan-shown-said = План показан
plan-agreed-said = Вы согласились
plan-approved-said = План утверждён
plan-completed-said = Завершено
plan-row-removed = Дело убрано
plan-row-terms = Изменить срок
plan-row-mode = Изменить режим
plan-row-words = Изменить слова
plan-row-remove = Убрать
plan-row-remove-ask = Убрать дело «{ $what }» из плана?
plan-row-remove-yes = Убрать
plan-row-keep = Оставить
plan-mark-done = Отметить выполненным
plan-mark-done-of = Выполнено: { $name }
plan-review = Посмотреть отметку
plan-review-of = Отметка: { $name }

plan-by-day = до { $day }
plan-until = До { $day }
plan-intermediate = промежуточный: до { $day }
plan-result = Что покажете: { $result }
plan-why-difficulty = Зачем: { $need }
plan-why-strength = Опора на сильную сторону: { $need }
plan-mode-online = онлайн
plan-mode-offline = очно
plan-mode-mixed = очно и онлайн

plan-ask-goal = Какая цель у плана? Одно-два предложения.
plan-ask-goal-now = Цель сейчас: «{ $goal }»
    Напишите свою или оставьте эту.
plan-keep-goal = Оставить эту
plan-ask-directions = На какие направления обратить внимание? Можно несколько.
plan-ask-form = Какая форма наставничества?
plan-ask-kinds = Как будете работать? Можно несколько.
plan-ask-support = Что поможет в работе? Можно несколько или ничего.
plan-ask-start = С какого дня начнёте?
plan-ask-end = До какого дня продлится план? Нажмите или напишите дату.
plan-row-goes-on = Продолжим дело, которое вы начали: «{ $what }».
plan-ask-aim = Над чем это дело?
plan-aim-difficulty = Убрать трудность
plan-aim-strength = Поддержать сильную сторону
plan-choose-need-difficulty = Какую трудность убираем?
plan-choose-need-strength = Какую сильную сторону поддерживаем?
plan-ask-need-difficulty = Какую трудность убираем? Напишите, например: проведение урока.
plan-ask-need-strength = Какую сильную сторону поддерживаем? Напишите, например: умение увлечь класс.
plan-own-words = Своими словами
plan-ask-measures = Что именно сделать? Например: посетить урок в 7 «Б».
plan-ask-mode = В каком режиме?
plan-ask-final = До какого дня? Нажмите или напишите дату, например 15.10.
plan-ask-intermediate = Нужен ли промежуточный срок?
plan-ask-intermediate-day = Какой промежуточный срок?
plan-name-day = Назвать день
plan-ask-result = Что будет результатом? Например: лист наблюдений.
plan-check-row = Проверьте:
plan-add-it = Добавить в план
plan-ask-which-words = Что изменить?
plan-words-measures = Что сделать
plan-words-need = Зачем
plan-words-result = Результат
plan-ask-words = Сейчас: «{ $now }»
    Напишите по-новому.
plan-ask-correction = Что изменить в плане? Напишите, наставник увидит ваши слова.
plan-ask-send-back = Что доработать в плане? Наставник увидит ваши слова.
plan-ask-summary = Подведите итог одной-двумя строками: что получилось. Его увидит куратор.

# Signs of a mark's state: one table for lists and cards.
mark-sign-open = ▫️
mark-sign-reported = 🕓
mark-sign-accepted = ✅
mark-sign-returned = ↩️
mark-sign-released = ➖
mark-state-open = ещё не отмечено
mark-state-reported = отмечено { $day }, ждёт проверки
mark-state-accepted = принято { $day }{ $hasComment ->
    [yes] : «{ $comment }»
   *[no] {""}
  }
mark-state-returned = возвращено { $day }: «{ $comment }»
mark-state-released = делать не нужно{ $hasComment ->
    [yes] : «{ $comment }»
   *[no] {""}
  }

delivery-programme-shown = { $name }: план готов
    Прочитайте его и ответьте: подходит или что-то изменить.
delivery-programme-correction = { $name } предлагает правку к плану
    «{ $text }»
delivery-programme-agreed-mentor = План согласован: { $names }
    { $approver ->
    [head] Ждём утверждения: { -head }.
   *[curator] Ждём утверждения: куратор.
  }
delivery-programme-agreed-approver = План ждёт утверждения: { $mentor } – { $names }
    Обе стороны согласны.
delivery-programme-returned = План вернули с пожеланием: { $names }
    «{ $reason }»
delivery-programme-completed = План выполнен: { $names }
    Спасибо за работу! Это большой путь.
delivery-completion-offered = Все дела плана приняты: { $names }
    Осталась одна строка итога.
delivery-completion-asked = План выполнен: { $mentor } – { $names }
    Итог наставника: «{ $text }»
delivery-row-accepted = Принято: «{ $what }»
delivery-row-accepted-first = Первое дело принято: «{ $what }»
    Хорошее начало!
delivery-row-comment = «{ $comment }»
delivery-row-returned = Нужно дополнить: «{ $what }»
    «{ $comment }»
delivery-row-nudge-soon = До { $day }: «{ $what }»
delivery-row-nudge-today = Сегодня срок: «{ $what }»
delivery-row-nudge-intermediate = Промежуточный срок до { $day }: «{ $what }»
delivery-row-nudge-late = Срок был { $day }: «{ $what }»
    Перенести или отметить?
delivery-row-nudge-mentor = { $names }: «{ $what }», срок: { $day }
delivery-row-nudge-mentor-late = { $names }: «{ $what }», срок был { $day }
    Может быть, нужна помощь: договоритесь о встрече. Другой срок просят под задачей: «Не успеваю».
delivery-row-overdue = { $mentor } – { $names }: срок дела прошёл { $day }
    «{ $what }»
delivery-row-unchecked = { $name }: отметка ждёт вас с { $day }
    «{ $what }»
delivery-row-unchecked-curator = { $mentor }: отметка ждёт проверки с { $day }
    { $name }: «{ $what }»
