import { afterAll, beforeAll, expect, it } from 'vitest'
import { must } from '../../../src/core/result.js'
import { addDays } from '../../../src/core/dates.js'
import { aChatSchool, type ChatSchool } from '../../support/chat-school.js'
import { enrol } from '../../support/staff.js'

let school: ChatSchool
beforeAll(async () => {
  school = await aChatSchool()
})
afterAll(() => school.stop())

it('[END-09][REQ-01] a question and a wish for another term go on with the new mentor, who hears of them once the pair has agreed', async () => {
  const { services, people, as, telegram } = school
  const boris = await enrol(services, school.school.id, { surname: 'Белов', name: 'Борис', patronymic: 'Петрович', roles: ['mentor'], telegramId: 109 })
  const chat = telegram.user(109)
  await chat.sends('/start')
  const { pair, programmeId } = await school.runningProgramme([people.anna.id])
  const help = must(await services.requests.askHelp(as.anna, { pairId: pair.id, menteeId: people.anna.id, text: 'Как начать урок?' }))
  const term = must(await services.requests.askTerm(as.anna, { programmeId, rowId: 'r1', menteeId: people.anna.id, proposedOn: addDays(school.today(), 25) }))
  const next = must(await services.pairs.replaceMentor(as.maria, { pairId: pair.id, mentorId: boris.id, reason: 'Переезд' }))
  must(await services.pairs.answer(as.maria, { pairId: next.id, personId: people.anna.id, answer: 'agreed' }))
  expect(await services.requests.get(help.id)).toMatchObject({ pairId: pair.id, state: 'asked' })
  must(await services.pairs.answer(as.maria, { pairId: next.id, personId: boris.id, answer: 'agreed' }))
  expect(await services.requests.get(help.id)).toMatchObject({ pairId: next.id, mentorId: boris.id, state: 'asked', round: 1 })
  expect(await services.requests.get(term.id)).toMatchObject({ pairId: next.id, mentorId: boris.id, state: 'asked', agreedBy: [people.anna.id] })
  await school.deliver()
  await chat.sees('Как начать урок?')
  const asked = await services.deliveries.list(school.school.id, { kinds: ['help-asked', 'help-reminder', 'term-asked'], personId: boris.id })
  expect(asked.filter(({ state }) => state === 'sent').map(({ kind }) => kind).sort()).toEqual(['help-asked', 'term-asked'])
  const toOlga = await services.deliveries.list(school.school.id, { kinds: ['help-asked', 'help-reminder', 'term-asked'], personId: people.olga.id, states: ['pending'] })
  expect(toOlga).toEqual([])
})
