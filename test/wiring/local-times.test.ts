import { afterAll, beforeAll, expect, it } from 'vitest'
import { must } from '../../src/core/result.js'
import { defineDeliveryModel, type DeliveryModel } from '../../src/modules/deliveries/delivery-model.js'
import { defineMeetingModel } from '../../src/modules/meetings/meeting-model.js'
import { wall } from '../modules/deliveries/independent-clock.js'
import { keepLocalTimes } from '../../src/wiring/local-times.js'
import { aPerson, aSchool, testApp, type School, type TestApp } from '../support/app.js'

const hour = 3_600_000
let app: TestApp
let school: School
let rows: DeliveryModel
let meetingId: string
/** Half past two on a Thursday, by the wall of the school. */
const startsAt = new Date('2026-10-15T11:30:00Z')

beforeAll(async () => {
  app = await testApp()
  school = await aSchool(app)
  rows = defineDeliveryModel(app.database.connection)
  const { services } = app
  const [mentor, mentee, curator] = [await aPerson(app, school, ['mentor']), await aPerson(app, school, ['mentee']), await aPerson(app, school, ['curator'])]
  const as = school.as(curator, 'curator')
  const pair = must(await services.pairs.propose(as, { mentorId: mentor.id, menteeIds: [mentee.id], form: school.dictionaries.forms[0]?.code ?? '', kinds: [school.dictionaries.kinds[0]?.code ?? ''] }))
  for (const personId of [mentor.id, mentee.id]) must(await services.pairs.answer(as, { pairId: pair.id, personId, answer: 'agreed' }))
  meetingId = must(await services.meetings.set(as, { pairId: pair.id, kind: school.dictionaries.meetingKinds[0]?.code ?? '', startsAt, place: 'каб. 204' })).id
})
afterAll(() => app.database.drop())

const future = () => rows.find({ organisationId: school.id, 'subject.id': meetingId, dueAt: { $gt: app.clock.now() } }).sort({ dueAt: 1, personId: 1 }).lean()
const past = () => rows.find({ organisationId: school.id, dueAt: { $lte: app.clock.now() } }).sort({ _id: 1 }).lean()
const instants = async () => (await future()).map(({ dueAt, nextTryAt, expiresAt }) => [dueAt, nextTryAt, expiresAt].map((at) => at?.getTime()))
const walls = async (zone: string) => (await future()).map(({ dueAt, expiresAt }) => [dueAt, expiresAt].map((at) => (at ? wall(at.getTime(), zone) : null)))
const meeting = () => app.services.meetings.get(meetingId)

/** Rows and meetings as a machine whose data had the zone two hours further east would have stored them. */
async function storeAsFormerly(): Promise<void> {
  const meetings = defineMeetingModel(app.database.connection)
  const earlier = (at: Date | null) => at && new Date(at.getTime() - 2 * hour)
  for (const { _id, dueAt, nextTryAt, expiresAt } of await future()) await rows.updateOne({ _id }, { $set: { dueAt: earlier(dueAt), nextTryAt: earlier(nextTryAt), expiresAt: earlier(expiresAt) } })
  await meetings.updateOne({ _id: meetingId }, { $set: { startsAt: earlier(startsAt) } })
}

it('[IMPL-02] R10: what was planned with older data about zones goes at the same hour of the wall, what is due already is left alone; twice is harmless', async () => {
  const { connection } = app.database
  expect(await keepLocalTimes({ connection, services: app.services, zoneData: '2025a' })).toBe(true)
  const [before, onWall, due] = [await instants(), await walls(school.zone), await past()]
  expect(before.length).toBeGreaterThanOrEqual(6)
  await storeAsFormerly()
  expect(await instants()).not.toEqual(before)
  expect(await keepLocalTimes({ connection, services: app.services, zoneData: '2025a' })).toBe(false)
  expect(await instants()).not.toEqual(before)
  for (let start = 0; start < 2; start += 1) {
    expect(await keepLocalTimes({ connection, services: app.services, zoneData: `2025c ${start}` })).toBe(true)
    expect(await instants()).toEqual(before)
    expect(await walls(school.zone)).toEqual(onWall)
    expect((await meeting())?.startsAt).toEqual(startsAt)
  }
  expect(await past()).toEqual(due)
})

it('[IMPL-02] R10: when the organisation\'s zone changes, meetings and reminders keep the hour of its wall', async () => {
  const [onWall, due, sequence] = [await walls(school.zone), await past(), (await meeting())?.sequence]
  must(await app.services.organisations.update(app.operator, school.id, { zone: 'Asia/Yekaterinburg' }))
  expect(await walls('Asia/Yekaterinburg')).toEqual(onWall)
  expect([(await meeting())?.startsAt, (await meeting())?.sequence]).toEqual([new Date(startsAt.getTime() - 2 * hour), sequence])
  must(await app.services.organisations.update(app.operator, school.id, { zone: 'Europe/Moscow' }))
  expect(await walls('Europe/Moscow')).toEqual(onWall)
  expect((await meeting())?.startsAt).toEqual(startsAt)
  expect(await past()).toEqual(due)
})

it('[IMPL-02] R18: rows of the version before, without an hour of the wall, are read in the zone that planned them', async () => {
  const onWall = await walls(school.zone)
  await rows.updateMany({ organisationId: school.id }, { $unset: { local: 1, zone: 1, localExpiry: 1 } })
  must(await app.services.organisations.update(app.operator, school.id, { zone: 'Europe/Kaliningrad' }))
  expect(await walls('Europe/Kaliningrad')).toEqual(onWall)
})
