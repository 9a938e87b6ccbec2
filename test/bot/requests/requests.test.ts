import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays } from '../../../src/core/dates.js'
import { aChatSchool, type ChatSchool } from '../../support/chat-school.js'

let school: ChatSchool
let programmeId: string
beforeAll(async () => {
  school = await aChatSchool()
  programmeId = (await school.runningProgramme([school.people.anna.id])).programmeId
  await school.deliver()
})
afterAll(() => school.stop())

const rowTerm = async (rowId = 'r1') => (await school.services.programmes.get(programmeId))?.rows.find(({ id }) => id === rowId)?.finalOn
/** «15.09» of so many days from today. */
const typed = (days: number) => addDays(school.today(), days).split('-').reverse().slice(0, 2).join('.')

describe('«Попросить помощи»', () => {
  it('[REQ-01] a few words reach the mentor at once, the answer comes back, the question stays answered in place', async () => {
    const { olga, anna, vera } = school.chats
    await anna.sends('/start')
    await anna.presses('Попросить помощи')
    await anna.sees('Ольга Ивановна получит ваше сообщение сразу')
    await anna.sends('Как вести <журнал>?')
    await anna.sees('Отправлено. Ольга Ивановна ответит здесь же')
    await school.deliver()
    const question = await olga.sees('Анна Сергеевна: нужна помощь\n«Как вести <журнал>?»')
    await vera.pressesData(vera.lastMessage!.id, question.buttons[0]?.[0]?.data ?? '')
    await vera.seesPopup('Такого запроса нет')
    await olga.presses('Ответить')
    await olga.sees('Напишите ответ')
    await olga.sends('Покажу завтра после уроков')
    await olga.sees('Ответ отправлен: Анна Сергеевна')
    expect(olga.screen().some((text) => text.includes('Отвечено'))).toBe(true)
    await school.deliver()
    await anna.sees(/Ольга Ивановна: ответ на ваш вопрос «Как вести <журнал>\?»\nПокажу завтра после уроков/)
    await olga.pressesData(question.id, question.buttons[0]?.[0]?.data ?? '')
    await olga.seesPopup('На это уже ответили')
    expect(await school.refusals()).toEqual([])
  })

  it('[REQ-01] bad input says what to do, a restart and /cancel lose nothing', async () => {
    const { anna } = school.chats
    await anna.sends('/start')
    await anna.presses('Попросить помощи')
    await anna.sendsSticker()
    await anna.sees('напишите ответ словами')
    await school.restartBot()
    await anna.sends('x'.repeat(1_500))
    await anna.sees('Слишком длинно')
    await anna.sends('/cancel')
    await anna.sees('Отменено, ничего не изменилось')
    expect(await school.services.requests.openOf(school.people.anna.id)).toEqual([])
  })

  it('[REQ-01] without an answer the mentor is reminded, the curator is told and may answer', async () => {
    const { olga, anna, maria } = school.chats
    await anna.sends('/start')
    await anna.presses('Попросить помощи')
    await anna.sends('Где бланки?')
    await school.pass(5)
    await olga.sees('Анна Сергеевна: вопрос ещё без ответа')
    await school.pass(20)
    await school.services.requests.escalate()
    await school.deliver()
    await maria.sees(/Анна Сергеевна: вопрос пока без ответа \(наставник: Ольга Ивановна\)\n«Где бланки\?»/)
    await olga.sends('/start')
    await olga.presses('Ответить на вопросы')
    await olga.presses('Ответить')
    await olga.sends('В учительской')
    await olga.sees('Ответ отправлен')
    await maria.presses('Ответить')
    await maria.seesPopup('На это уже ответили')
  })

  it('[REQ-01] a person without a mentor gets a kind line', async () => {
    const { vera } = school.chats
    await vera.sends('/start')
    expect(vera.hasButton('Попросить помощи')).toBe(false)
    await vera.pressesData(vera.lastMessage!.id, 'req:a')
    await vera.sees('Наставник появится здесь')
  })
})

describe('«Не успеваю»', () => {
  async function openTask() {
    const { anna } = school.chats
    await anna.sends('/tasks')
    await anna.presses('1')
    await anna.presses('Не успеваю')
  }

  it('[REQ-06][CONS-05] a date and a skipped reason; the mentor accepts and the term moves', async () => {
    const { olga, anna } = school.chats
    const before = await rowTerm()
    await openTask()
    await anna.sees('До какого дня успеете?')
    await anna.sends('31.02')
    await anna.sees('Такого дня нет в календаре')
    await anna.sends(typed(2))
    await anna.sees('Можно не раньше')
    await anna.sends(typed(30))
    await anna.sees('Что мешает?')
    await anna.presses('← Назад')
    await anna.sees('До какого дня успеете?')
    await anna.sends(typed(31))
    await school.restartBot()
    await anna.presses('Пропустить')
    await anna.sees('Отправлено. Срок изменится, когда Ольга Ивановна согласится')
    expect(await rowTerm()).toBe(before)
    await school.deliver()
    await olga.sees(/Анна Сергеевна: предложение перенести срок\nПосетить урок в 7 «Б»\nСейчас: .* → /)
    await olga.presses('Принять')
    await olga.sees('Принято: новый срок')
    expect(await rowTerm()).toBe(addDays(school.today(), 31))
    await school.deliver()
    await anna.sees('Срок перенесён')
    expect(anna.last.buttons).toEqual(['Открыть задачу'])
  })

  it('[REQ-06] the mentor proposes another date, the mentee accepts it', async () => {
    const { olga, anna } = school.chats
    const { services, as, people } = school
    const asked = await services.requests.askTerm(as.anna, { programmeId, rowId: 'r1', menteeId: people.anna.id, proposedOn: addDays(school.today(), 60), text: 'Каникулы' })
    expect(asked.ok).toBe(true)
    await school.deliver()
    const question = await olga.sees('Почему: «Каникулы»')
    await olga.presses('Предложить другую дату')
    await olga.sees('Какую дату предлагаете?')
    await olga.sends('не знаю')
    await olga.sees('Не удалось понять дату')
    await olga.sends(typed(40))
    await olga.sees('Отправлено. Срок изменится, когда согласятся все')
    await school.deliver()
    await anna.sees('Ольга Ивановна: предложение перенести срок')
    await anna.presses('Принять')
    await anna.sees('Принято: новый срок')
    expect(await rowTerm()).toBe(addDays(school.today(), 40))
    await olga.pressesData(question.id, question.buttons[0]?.[0]?.data ?? '')
    await olga.seesPopup('На это уже ответили')
  })

  it('[REQ-06] a refusal keeps the term; outside the programme the curator decides', async () => {
    const { olga, anna, maria } = school.chats
    const { services, as, people } = school
    const ask = (days: number) => services.requests.askTerm(as.anna, { programmeId, rowId: 'r2', menteeId: people.anna.id, proposedOn: addDays(school.today(), days) })
    await ask(50)
    await school.deliver()
    await olga.presses('Оставить прежний срок')
    await olga.presses('Пропустить')
    await olga.sees('Срок остался прежним')
    await school.deliver()
    await anna.sees('Срок остался прежним')

    const { endsOn } = (await services.programmes.get(programmeId))!
    const outside = addDays(endsOn, 10)
    expect((await services.requests.askTerm(as.anna, { programmeId, rowId: 'r2', menteeId: people.anna.id, proposedOn: outside })).ok).toBe(true)
    await school.deliver()
    await olga.presses('Принять')
    await olga.sees('Дата за пределами программы, поэтому решает куратор')
    await school.deliver()
    await maria.sees('срок за пределами программы, обе стороны согласны')
    await maria.presses('Принять')
    await maria.sees('Принято: новый срок')
    expect(await rowTerm('r2')).toBe(outside)
    expect(await school.refusals()).toEqual([])
  })
})
