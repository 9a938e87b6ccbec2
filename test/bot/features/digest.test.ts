import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor } from '../../../src/core/actor.js'
import { addDays, instantAt } from '../../../src/core/dates.js'
import { must } from '../../../src/core/result.js'
import { aChatSchool, type ChatSchool } from '../../support/chat-school.js'

let school: ChatSchool
let programmeId: string
let tuesday: string

/** One nudge a day; two terms on one day, so that each side has one over it. */
beforeAll(async () => {
  school = await aChatSchool()
  const { services, people, as } = school
  must(await services.organisations.saveSettings(systemActor('command'), school.school.id, { reminderBudget: 1 }))
  const running = await school.runningProgramme([people.anna.id])
  programmeId = running.programmeId
  tuesday = addDays(school.today(), 14)
  const startsAt = instantAt(tuesday, 14, 30, school.school.zone)
  must(await services.meetings.set(as.olga, { pairId: running.pair.id, kind: school.school.dictionaries.meetingKinds[0]?.code ?? '', startsAt, place: 'каб. 204' }))
  await school.deliver()
})
afterAll(() => school.stop())

const rows = (personId: string) => school.services.deliveries.list(school.school.id, { personId, kinds: ['row-nudge', 'digest'], limit: 500 })
const states = async (personId: string) => (await rows(personId)).filter(({ dueAt }) => dueAt <= school.clock.now() || dueAt.getTime() - school.clock.now().getTime() < 16 * 3_600_000).map(({ kind, state }) => `${kind} ${state}`).sort()

it('[IMPL-01] what is over the daily number waits for the morning and does not come by itself', async () => {
  await school.pass(13 * 24 + 6)
  expect(await states(school.people.anna.id)).toEqual(['digest pending', 'row-nudge pending', 'row-nudge sent'])
  await school.pass(10)
  expect(await states(school.people.anna.id)).toContain('digest pending')
})

it('[IMPL-01] the morning\'s summary names today\'s meeting, a line for each thing, and leads to it', async () => {
  await school.pass(6)
  await school.chats.anna.look()
  const summary = school.chats.anna.lastMessage
  expect(summary?.text).toMatch(/^На сегодня: встреча в 14:30 \(Ольга Ивановна\)\n• До .*: «.*»$/)
  expect(school.chats.anna.last.buttons).toEqual(['Мои задачи', 'Реже'])
  await school.chats.olga.look()
  expect(school.chats.olga.last.text).toMatch(/^На сегодня: встреча в 14:30 \(Анна Сергеевна\)\n• Анна Сергеевна: «.*», срок: .*$/)
  expect(school.chats.olga.last.buttons).toEqual(['Открыть план', 'Реже'])
  const told = (await rows(school.people.anna.id)).filter(({ state, sentAt }) => state === 'sent' && sentAt && school.clock.now().getTime() - sentAt.getTime() < 60_000)
  expect(told.map(({ kind }) => kind).sort()).toEqual(['digest', 'row-nudge'])
  expect(new Set(told.map(({ messageId }) => messageId)).size).toBe(1)
})

it('[IMPL-01] its buttons lead on, «fewer» is said in place', async () => {
  await school.chats.anna.presses('Мои задачи')
  await school.chats.anna.sees('Мои задачи: 2')
  await school.chats.olga.presses('Открыть план')
  await school.chats.olga.sees('План')
})

it('[IMPL-02] what is done by then is not in it, and a summary of nothing does not come', async () => {
  const { services, people, as } = school
  await school.pass(5 * 24 + 8)
  expect(await states(people.anna.id)).toContain('digest pending')
  const programme = must({ ok: true, value: await services.programmes.get(programmeId) })
  for (const row of programme?.rows ?? []) must(await services.programmes.report(as.anna, { programmeId, rowId: row.id, menteeId: people.anna.id, text: 'Сделано', fileIds: [] }))
  await school.pass(16)
  const digests = (await rows(people.anna.id)).filter(({ kind }) => kind === 'digest')
  expect(digests.map(({ state }) => state).sort()).toEqual(['cancelled', 'sent'])
  expect(digests.find(({ state }) => state === 'cancelled')?.error).toBe('cause-gone')
})
