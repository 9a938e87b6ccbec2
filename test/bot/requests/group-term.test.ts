import { afterAll, beforeAll, expect, it } from 'vitest'
import { addDays, dayOf } from '../../../src/core/dates.js'
import { must } from '../../../src/core/result.js'
import { aChatSchool, type ChatSchool } from '../../support/chat-school.js'

let school: ChatSchool
let programmeId: string
beforeAll(async () => {
  school = await aChatSchool()
  programmeId = (await school.runningProgramme([school.people.anna.id, school.people.vera.id])).programmeId
  await school.deliver()
})
afterAll(() => school.stop())

const typed = (days: number) => addDays(school.today(), days).split('-').reverse().slice(0, 2).join('.')
const openRequest = async () => (await school.services.requests.openOf(school.people.vera.id)).find(({ kind }) => kind === 'term')

it('[REQ-06][CONS-05] in a group all are named, all may answer from home and task, only the mentor reads why', async () => {
  const { olga, anna, vera } = school.chats
  await anna.sends('/tasks')
  await anna.presses('1')
  await anna.presses('Не успеваю')
  await anna.sends(typed(30))
  await anna.sees('Что мешает?')
  await anna.sends('Болеет ребёнок')
  await anna.sees('Отправлено. Срок изменится, когда согласятся все: Ольга Ивановна, Вера')
  await anna.sends('/tasks')
  await anna.presses('1')
  await anna.sees(/Вы попросили .*, ждём ответа: Ольга Ивановна, Вера/)
  expect(anna.last.buttons).toEqual(['Выполнено', 'Задать вопрос', 'Мои задачи'])
  await school.deliver()
  await olga.sees('Почему: «Болеет ребёнок»')
  expect(vera.describe()).not.toContain('Болеет')
  await vera.sends('/start')
  await vera.sees('Вашего ответа ждёт 1 просьба')
  await vera.sends('/tasks')
  await vera.presses('1')
  await vera.sees(/Предложен новый срок: .*, ждём ответа: Ольга Ивановна, Вера/)
  await vera.presses('Ответить о сроке')
  await vera.presses('Принять')
  await vera.sees('Вы согласились. Ждём остальных')
  expect(vera.describe()).not.toContain('Болеет')
  must(await school.services.requests.acceptTerm(school.as.olga, (await openRequest())?.id ?? ''))
  expect(await school.refusals()).toEqual([])
})

it('[REQ-06] a day that went by before the answer leads on to another one', async () => {
  const { olga, anna } = school.chats
  const proposedOn = addDays(school.today(), 2)
  const { id } = must(await school.services.requests.askTerm(school.as.anna, { programmeId, rowId: 'r2', menteeId: school.people.anna.id, proposedOn }))
  await school.deliver()
  const question = await olga.sees('Анна Сергеевна: предложение перенести срок')
  await school.pass(4 * 24)
  await olga.sees('Предложенный день уже прошёл')
  await school.services.requests.tendTerms()
  await school.deliver()
  await anna.sees('Предложенный день уже прошёл')
  await olga.pressesData(question.id, `req:y:${id}`)
  await olga.seesPopup('Предложите, пожалуйста, другой')
  await olga.sees('Какую дату предлагаете?')
  await olga.sends(typed(9))
  await olga.sees('Срок изменится, когда согласятся все')
  expect(await openRequest()).toMatchObject({ id, proposedOn: addDays(dayOf(school.clock.now(), school.school.zone), 9), agreedBy: [school.people.olga.id] })
  expect(await school.refusals()).toEqual([])
})
