import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aRow, strengthRow } from '../../support/programme-bench.js'
import { startPlanChat, type PlanChat } from '../../support/plan-chat.js'

let chat: PlanChat
let programmeId: string
beforeAll(async () => {
  chat = await startPlanChat()
  programmeId = await chat.running([chat.ids.anna], [aRow({ finalOn: '2026-09-18' }), strengthRow(), ...[1, 2, 3, 4].map((n) => aRow({ measures: `Дело ${n}`, finalOn: `2026-10-0${n}` }))])
  await chat.deliver()
})
afterAll(() => chat.harness.stop())

describe('tasks of the mentee', () => {
  it('[PROG-07] shows five by their terms and «Ещё», and opens one by its number', async () => {
    const { anna } = chat
    await anna.sends('/start')
    await anna.sees('Задачи: 1 на этой неделе')
    await anna.presses('Мои задачи')
    const list = await anna.sees('Мои задачи: 6')
    expect(list.text.split('\n').slice(1)).toEqual([
      '1. ▫️ Посетить урок Ольги Ивановны в 7 «Б» · до пт, 18 сентября',
      '2. ▫️ Дело 1 · до 1 октября', '3. ▫️ Дело 2 · до 2 октября', '4. ▫️ Дело 3 · до 3 октября', '5. ▫️ Дело 4 · до 4 октября',
    ])
    await anna.presses('Ещё')
    await anna.sees('6. ▫️ Провести открытый урок · до 20 ноября')
    await anna.presses('С начала')
    await anna.presses('1')
    expect((await anna.sees('Посетить урок')).text).toBe(
      'Посетить урок Ольги Ивановны в 7 «Б»\nЗачем: Методика занятия\nДо пт, 18 сентября · очно\nЧто покажете: Лист наблюдений',
    )
    expect(anna.last.buttons).toEqual(['Выполнено', 'Не успеваю', 'Задать вопрос', 'Мои задачи'])
  })

  it('[PROG-06] [IMPL-14] «Выполнено» gathers an album and words until «Готово», survives a restart, and is confirmed in place', async () => {
    const { anna, olga, harness } = chat
    await anna.presses('Выполнено')
    await anna.sees('Приложите: Лист наблюдений')
    expect(anna.last.buttons).toEqual(['Без приложения', 'Отменить'])
    await anna.sendsSticker()
    await anna.sees('Стикеры не подходят')
    await anna.uploads([{ name: 'a.exe', mime: 'application/octet-stream', content: 'MZ' }])
    await anna.sees('Такой файл приложить нельзя')
    await anna.uploads([{ name: 'a.jpg', mime: 'image/jpeg', content: 'x' }, { name: 'b.jpg', mime: 'image/jpeg', content: 'y' }])
    await anna.sees('Принято: 2 вложения')
    await harness.restartBot()
    await anna.sends('Больше всего помогла <b>структура</b> опроса 🙂')
    await anna.presses('Готово')
    await anna.sees('Отмечено, спасибо')
    expect(anna.screen().some((text) => /Посетить урок[\s\S]*🕓 отмечено 14 сентября, ждёт проверки/.test(text))).toBe(true)
    await chat.deliver()
    const told = await olga.sees('Анна Сергеевна: сделано «Посетить урок Ольги Ивановны в 7 „Б“»')
    expect(told.text).toContain('«Больше всего помогла <b>структура</b> опроса 🙂»\nПриложено: 2 файла')
    expect(olga.last.buttons).toEqual(['Принять', 'Вернуть с комментарием', 'Открыть вложения (2)'])
  })

  it('says what an old button is about, and refuses the button of another person', async () => {
    const { anna, vera } = chat
    const data = `task:d:${programmeId}:r1`
    await anna.pressesData(anna.lastMessage?.id ?? 0, data)
    await anna.seesPopup('Это уже отмечено и ждёт проверки')
    await anna.sees('🕓 отмечено 14 сентября')
    await vera.pressesData(vera.lastMessage?.id ?? 0, data)
    await vera.seesPopup('Для этого действия не хватает прав')
    await vera.pressesData(vera.lastMessage?.id ?? 0, `task:a:${programmeId}:r1:${chat.ids.anna}`)
    await vera.seesPopup('не хватает прав')
    await vera.pressesData(vera.lastMessage?.id ?? 0, 'task:d:nonsense:r1')
    await vera.seesPopup('Этого дела в плане уже нет')
  })
})

describe('checking by the mentor', () => {
  it('[PROG-06] opens the evidence, returns with a comment, and gets the mark again', async () => {
    const { anna, olga, harness } = chat
    await olga.presses(/Открыть вложения/)
    expect((await harness.telegram.calls({ method: 'sendPhoto', chatId: olga.id })).length).toBe(2)
    await olga.presses('Вернуть с комментарием')
    await olga.sees('Что дополнить?')
    await olga.sendsSticker()
    await olga.sees('словами')
    await olga.sends('я'.repeat(3000))
    await olga.sees(/3.000 знаков/)
    await olga.presses('Отменить')
    await olga.sees('Отменено')
    await olga.presses('Вернуть с комментарием')
    await olga.sends('Добавьте вывод')
    await olga.sees('Возвращено с комментарием')
    expect(olga.screen().some((text) => text.includes('↩️ возвращено 14 сентября: «Добавьте вывод»'))).toBe(true)
    await chat.deliver()
    await anna.sees('Нужно дополнить: «Посетить урок')
    await anna.presses('Открыть задачу')
    await anna.sees('↩️ возвращено 14 сентября: «Добавьте вывод»')
    await anna.presses('Выполнено')
    await anna.presses('Без приложения')
    await anna.sees('Отмечено, спасибо')
  })

  it('[PROG-06] accepts in place; a second press and «Проверить» show where it stands', async () => {
    const { anna, olga } = chat
    await olga.sends('/start')
    await olga.sees('1 отметка ждёт вашей проверки')
    await olga.presses('Проверить')
    await olga.sees('1. Анна Сергеевна: Посетить урок')
    await olga.presses('1')
    await olga.sees('сделано')
    const message = olga.lastMessage?.id ?? 0
    await olga.presses('Принять')
    await olga.sees('✅ принято 14 сентября')
    await olga.pressesData(message, `task:a:${programmeId}:r1:${chat.ids.anna}`)
    await olga.seesPopup('Это уже принято')
    await olga.pressesData(message, `task:r:${programmeId}:r1:${chat.ids.anna}`)
    await olga.seesPopup('Это уже принято')
    await chat.deliver()
    await anna.sees('Первое дело принято: «Посетить урок')
    await anna.sees('Хорошее начало')
  })

  it('[PROG-06] marks by a personal check after one more question', async () => {
    const { olga } = chat
    await olga.sends('/start')
    await olga.presses('План')
    await olga.sees('Принято дел: 1 из 6')
    await olga.presses(/^Дела/)
    await olga.presses('2')
    await olga.sees('Дело 1')
    await olga.presses('Отметить выполненным')
    await olga.sees('без отчёта')
    await olga.presses('Отметить выполненным')
    await olga.sees('✅ принято 14 сентября')
  })

  it('[PROG-07] nudges kindly on the term and after it, and tells the curator after a week', async () => {
    const { anna, olga, maria } = chat
    chat.setTime('2026-10-02T13:30:00Z')
    await chat.deliver()
    await anna.sees('Сегодня срок: «Дело 2»')
    chat.setTime('2026-10-05T13:30:00Z')
    await chat.services.programmes.planNudges()
    await chat.deliver()
    await anna.sees(/Срок был 2 октября: «Дело 2»\nПеренести или отметить\?/)
    expect(anna.last.buttons).toEqual(['Выполнено', 'Не успеваю', 'Напомнить завтра', 'Реже'])
    await olga.sees('Анна Сергеевна: «Дело 2», срок был 2 октября')
    chat.setTime('2026-10-09T13:30:00Z')
    await chat.services.programmes.planNudges()
    await chat.deliver()
    await maria.sees(/Ольга Ивановна – Анна Сергеевна: срок дела прошёл 2 октября/)
    await anna.sends('/tasks')
    await anna.sees('1. ▫️ Дело 2')
    await anna.presses('1')
    await anna.sees('Срок уже прошёл. Перенести или отметить?')
    await anna.presses('Выполнено')
    await anna.sees('Приложите')
    await anna.presses('Без приложения')
    chat.setTime('2026-10-12T13:30:00Z')
    await chat.services.programmes.planNudges()
    await chat.deliver()
    await olga.sees(/Анна Сергеевна: отметка ждёт вас с 9 октября/)
  })
})
