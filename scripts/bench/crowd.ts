import mongoose, { type Connection, type mongo } from 'mongoose'
import { createApp } from '../../src/app.js'
import { systemActor } from '../../src/core/actor.js'
import { createClock } from '../../src/core/clock.js'
import { dayOf } from '../../src/core/dates.js'
import { must } from '../../src/core/result.js'
import { createIndexes } from '../../src/db/indexes.js'
import { defineModels } from '../../src/define-models.js'
import { deliveryKinds, type DeliveryKind } from '../../src/modules/deliveries/delivery.js'

const { ObjectId } = mongoose.Types
const operator = systemActor('command')
const hourMs = 3_600_000
const part = 5_000

export interface Crowd {
  organisationId: string
  personIds: string[]
  /** By person: the meeting that he is reminded of. */
  meetingIds: string[]
}

async function insertAll(connection: Connection, collection: string, documents: mongo.Document[]): Promise<void> {
  for (let from = 0; from < documents.length; from += part) await connection.collection(collection).insertMany(documents.slice(from, from + part), { ordered: false })
}

/** A school that never sleeps with so many linked people, each with a meeting tomorrow: one goes through the services, the others are its copies. */
export async function openCrowd(connection: Connection, size: number): Promise<Crowd> {
  const clock = createClock()
  const { services } = createApp({ connection, clock, defaultZone: 'Europe/Moscow', botName: () => Promise.resolve('bench_bot') })
  await defineModels(connection)
  await createIndexes(connection)
  const school = must(await services.organisations.createFromPreset(operator, { preset: 'school', name: 'Bench' }))
  must(await services.organisations.saveSettings(operator, school.id, { quietFrom: '00:00', quietTo: '00:00', quietWeekdays: [] }))
  const made = must(await services.people.create(operator, school.id, { surname: 'Bench', name: 'Ann' }))
  must(await services.people.giveRole(operator, made.id, { role: 'mentee', from: dayOf(clock.now(), 'Europe/Moscow') }))
  const first = await connection.collection('people').findOne({ _id: new ObjectId(made.id) })
  if (!first) throw new Error('the first person was not stored')
  const now = clock.now()
  const people = Array.from({ length: size }, (_, at) => ({ ...first, _id: new ObjectId(), telegramId: 10_000 + at, linkedAt: now }))
  await insertAll(connection, 'people', people)
  const personIds = people.map(({ _id }) => String(_id))
  const pairs = personIds.map((id) => ({
    _id: new ObjectId(), organisationId: school.id, yearId: 'y', mentorId: made.id, mentor: { answer: 'agreed', reason: null, answeredAt: now, recordedBy: null },
    members: [{ menteeId: id, from: '2026-09-01', to: null, answer: 'agreed', reason: null, answeredAt: now, recordedBy: null }],
    form: 'one-to-one', kinds: [], direction: null, why: '', curatorId: null, state: 'paused', order: null, pauseReason: null, end: null, replacedById: null, replacesId: null, activeSince: now, createdAt: now, updatedAt: now, __v: 0,
  }))
  await insertAll(connection, 'pairs', pairs)
  const meetings = personIds.map((id, at) => ({
    _id: new ObjectId(), organisationId: school.id, pairId: String(pairs[at]?._id), kind: 'consultation', startsAt: new Date(now.getTime() + 24 * hourMs), minutes: 45, place: '204', link: null, topic: '', rowIds: [],
    attendees: [made.id, id].map((personId) => ({ personId, reply: 'confirmed', present: null, wish: null })), state: 'planned', summary: null, reason: null, sequence: 0, createdAt: now, updatedAt: now, __v: 0,
  }))
  await insertAll(connection, 'meetings', meetings)
  return { organisationId: school.id, personIds, meetingIds: meetings.map(({ _id }) => String(_id)) }
}

/** Plans one message a person, due so many milliseconds from now; `which` keeps the keys of several rounds apart. */
export async function planFor(connection: Connection, { organisationId, personIds, meetingIds }: Crowd, kind: Extract<DeliveryKind, 'meeting-reminder' | 'invitation-dead'>, which: { round: string; people: [from: number, to: number]; dueIn(at: number): number }): Promise<void> {
  const now = createClock().now().getTime()
  const [from, to] = which.people
  const rows = personIds.slice(from, to).map((personId, at) => {
    const subject = kind === 'meeting-reminder' ? { type: 'meeting', id: meetingIds[from + at] } : { type: 'person', id: personId }
    const dueAt = new Date(now + which.dueIn(at))
    return {
      key: `${kind}:${which.round}:${personId}`, kind, organisationId, personId, subject, occurrence: '0', offset: which.round, params: {}, class: deliveryKinds[kind].class, state: 'pending', open: true,
      dueAt, nextTryAt: dueAt, expiresAt: new Date(dueAt.getTime() + 24 * hourMs), leaseUntil: null, fence: 0, attempt: 0, startedAt: null, unknownTried: false, sentAt: null, messageId: null, error: null,
      digestOf: null, closedAt: null, createdAt: new Date(now),
    }
  })
  await insertAll(connection, 'deliveries', rows)
}
