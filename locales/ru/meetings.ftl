meeting-when = Встреча: { $moment }
meeting-with = { $kind }: { $name }
meeting-where = Где: { $place }
meeting-topic = О чём: { $topic }
meeting-line = { $moment } · { $name } · { $place }
meeting-confirm = Подтверждаю
meeting-other-time = Предложить другое время
meeting-move = Перенести
meeting-cancel = Отменить встречу
meeting-took-place = Состоялась
meeting-not-held = Не состоялась
meeting-own-confirmed = ✓ Вы подтвердили
meeting-own-move-asked = Вы предложили другое время, наставник ответит
meeting-reply-waiting = { $name }: ответа пока нет
meeting-reply-confirmed = ✓ { $name }: подтверждено
meeting-reply-move-asked = { $name }: просит другое время ({ $wish })
meeting-state-begun = Встреча уже началась
meeting-state-held = ✓ Состоялась{ $hasWords ->
    [yes] : { $words }
   *[no] {""}
  }
meeting-state-missed = Не состоялась{ $hasWords ->
    [yes] : { $words }
   *[no] {""}
  }
meeting-state-cancelled = Отменена
meeting-home-next = Встреча: { $moment }, { $place }
meeting-home-next-mentor = Встреча: { $moment }, { $name }
meeting-home-unclosed = Встреча { $moment } ({ $name }): состоялась?
meeting-home-close = Отметить встречу
meeting-mine-mentee = Наставник и встречи
meeting-mine-mentor = Встречи
meeting-list-mentor = Ваш наставник: { $name }
meeting-list-head = Ближайшие встречи
meeting-list-none = Встреч пока не назначено.
meeting-list-missing = Ещё не было: { $kinds }
meeting-no-pair = Встречу назначает наставник, когда обе стороны согласились. Сейчас у вас таких пар нет.
meeting-ask-pair = С кем встреча?
meeting-ask-kind = Какая это встреча?
meeting-ask-moment = Когда встречаетесь? Нажмите день или напишите, например: 15.09 14:30.
meeting-ask-place = Где? Напишите место (например, каб. 204) или пришлите ссылку.
meeting-ask-confirm = Всё верно?
    <b>{ $moment }</b>
    { $kind }: { $name }
    Где: { $place }
meeting-do-set = Назначить
meeting-do-not-set = Не назначать
meeting-not-set = Встреча не назначена.
meeting-done-set = Встреча назначена. { $name }: сообщение отправлено, перед встречей напомним всем.
meeting-ask-wish = Какое время вам подойдёт? Напишите, например: «в пятницу после 15:00».
meeting-done-wish = Передали. Когда время изменится, вы получите сообщение.
meeting-done-confirmed = Подтверждено
meeting-ask-new-moment = На когда перенести? Сейчас: { $moment }.
meeting-done-moved = Встреча перенесена: { $moment }. Участники получат сообщение.
meeting-ask-cancel = Почему встреча отменяется? Участники увидят эти слова.
meeting-done-cancelled = Встреча отменена, участники получат сообщение.
meeting-ask-present = Кто был на встрече?
meeting-ask-summary = Чем закончилась встреча? Хватит одной строки.
meeting-done-held = Отмечено: встреча состоялась.
meeting-next = Назначить следующую
meeting-ask-missed = Что помешало? Напишите пару слов.
meeting-done-missed = Отмечено: встреча не состоялась. Назначить другую?

delivery-meeting-set = Назначена встреча: { $moment }
delivery-meeting-moved = Встреча перенесена: { $moment }
delivery-meeting-reminder = Напоминаем: встреча { $moment }
delivery-meeting-cancelled = Встреча отменена: { $moment }, { $name }
    { $reason }
delivery-meeting-confirmed = ✓ { $name }: встреча подтверждена ({ $moment })
delivery-meeting-move-asked = { $name }: просьба перенести встречу ({ $moment })
    «{ $wish }»
delivery-meeting-question = Встреча { $moment } ({ $name }): состоялась?
delivery-meeting-summary = Встреча { $moment } ({ $name }) ещё не отмечена. Состоялась?
