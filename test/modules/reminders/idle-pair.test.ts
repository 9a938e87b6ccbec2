import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor } from '../../../src/core/actor.js'
import { must } from '../../../src/core/result.js'
import { dayOf } from '../../../src/core/dates.js'
import { aChatSchool, type ChatSchool } from '../../support/chat-school.js'

let school: ChatSchool
beforeAll(async () => {
  school = await aChatSchool()
})
afterAll(() => school.stop())

it('[IMPL-01] a report that waits, an open question and a consent are life in the pair', async () => {
  const { services, as, people } = school
  const { pair, programmeId } = await school.runningProgramme([people.anna.id])
  const idleFrom = async (day: string) => {
    const found = await services.pairs.get(pair.id)
    return found !== null && services.reminders.isStillIdle(found, day)
  }
  const today = school.today()
  const rowId = (await services.programmes.get(programmeId))?.rows[0]?.id ?? ''
  const about = { programmeId, rowId, menteeId: people.anna.id }
  expect(await idleFrom(today)).toBe(true)
  const asked = must(await services.requests.askHelp(as.anna, { pairId: pair.id, menteeId: people.anna.id, text: 'Вопрос' }))
  expect(await idleFrom(today)).toBe(false)
  await school.pass(48)
  must(await services.requests.answerHelp(as.olga, { requestId: asked.id, text: 'Ответ' }))
  expect(await idleFrom(dayOf(school.clock.now(), school.school.zone))).toBe(true)
  must(await services.programmes.report(as.anna, { ...about, text: 'Сделано', fileIds: [] }))
  expect(await idleFrom(school.today())).toBe(false)
  must(await services.programmes.returnRow(as.olga, { ...about, comment: 'Добавьте, пожалуйста, вывод' }))
  await school.pass(48)
  expect(await idleFrom(school.today())).toBe(false)
  must(await services.consents.registerPaper(as.maria, { personId: people.anna.id, kind: 'mentoring', pairId: null, signedOn: school.today(), fileId: null }))
  expect(await idleFrom(school.today())).toBe(true)
})

it('[MEET-09] at the set interval a quiet pair is told of to the mentor, later to the curator; a mark or a meeting takes the warning away', async () => {
  const { services, as, people, school: organisation } = school
  const reminders = { ...organisation.settings.reminders, 'idle-pair': { offsets: [7 * 24], curatorAfterHours: 10 * 24 } }
  must(await services.organisations.saveSettings(systemActor('command'), organisation.id, { reminders }))
  const { pair, programmeId } = await school.runningProgramme([people.vera.id])
  const warned = async () => (await services.deliveries.list(organisation.id, { kinds: ['pair-idle'] })).filter(({ subject }) => subject.id === pair.id).map(({ personId, state }) => ({ personId, state })).reverse()
  const pass = async (days: number) => {
    await school.pass(days * 24)
    await services.reminders.plan()
  }
  await pass(6)
  expect(await warned()).toEqual([])
  await pass(2)
  await school.deliver()
  expect(await warned()).toEqual([{ personId: people.olga.id, state: 'sent' }])
  await pass(3)
  await school.deliver()
  expect(await warned()).toEqual([{ personId: people.olga.id, state: 'sent' }, { personId: people.maria.id, state: 'sent' }])
  const rows = (await services.programmes.get(programmeId))?.rows ?? []
  const mark = async (at: number) => must(await services.programmes.accept(as.maria, { programmeId, rowId: rows[at]?.id ?? '', menteeId: people.vera.id }))
  await mark(0)
  await pass(6)
  expect(await warned()).toHaveLength(2)
  await pass(2)
  const kind = organisation.dictionaries.meetingKinds[0]?.code ?? ''
  const meeting = must(await services.meetings.set(as.olga, { pairId: pair.id, kind, startsAt: new Date(school.clock.now().getTime() + 9 * 86_400_000), place: 'каб. 204' }))
  await school.deliver()
  expect((await warned())[2]).toEqual({ personId: people.olga.id, state: 'cancelled' })
  await pass(8)
  await pass(2)
  must(await services.meetings.hold(as.olga, { meetingId: meeting.id, presentIds: [people.olga.id, people.vera.id], summary: 'Разобрали урок' }))
  await pass(5)
  expect((await warned()).filter(({ state }) => state !== 'cancelled')).toHaveLength(2)
})
