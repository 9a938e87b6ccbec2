import { afterAll, beforeAll, expect, it } from 'vitest'
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
