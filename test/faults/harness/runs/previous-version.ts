import { ObjectId } from 'mongodb'
import type { Bench } from '../bench.js'
import { signIn, type Due } from '../school.js'
import { until } from '../until.js'
import { rowsOf } from '../verdict.js'

const hourMs = 3_600_000
/** States in which version 0.1 left a row for ever. */
export const closedBefore = ['sent', 'unknown', 'failed', 'dead', 'cancelled', 'expired'] as const

/** A row as version 0.1 wrote it: no closing time, no summary it was folded into, classes of then, some without an end. */
function rowOfThen({ planned, sort }: Due, fields: object) {
  const { kind, organisationId, personId, subject, occurrence, offset, params, dueAt, expiresAt } = planned
  return {
    _id: new ObjectId(), key: [kind, subject.type, subject.id, occurrence, personId, offset].join(':'), kind, organisationId, personId, subject, occurrence, offset, params,
    class: sort === 'reminder' ? 'meeting' : 'answer', state: 'pending', open: true, dueAt, expiresAt, nextTryAt: dueAt, leaseUntil: null, fence: 0, attempt: 0, startedAt: null,
    unknownTried: false, sentAt: null, messageId: null, error: null, createdAt: dueAt, ...fields,
  }
}

const past = () => new Date(Date.now() - 2 * hourMs)

/** How version 0.1 could leave an open row: waiting, tried, held by a process that is no more, not sure. */
function openRows(dues: readonly Due[]) {
  const shapes: ((due: Due) => object)[] = [
    () => ({}),
    () => ({ expiresAt: null }),
    () => ({ attempt: 5, error: 'server-502' }),
    () => ({ state: 'sending', fence: 3, leaseUntil: past() }),
    ({ sort }) => (sort === 'reminder' ? { state: 'unknown', fence: 1, startedAt: past(), error: 'timeout' } : { expiresAt: null, attempt: 2 }),
    ({ sort }) => (sort === 'reminder' ? { state: 'sending', fence: 2, startedAt: past(), leaseUntil: past() } : {}),
  ]
  return dues.map((due, index) => rowOfThen(due, shapes[Math.floor(index / 2) % shapes.length]?.(due) ?? {}))
}

/** R18: the outbox as the previous version left it, with its people and its school's settings; then a sender of today. */
export async function sendRowsOfPreviousVersion({ school, judge, workers, connection }: Bench) {
  const deliveries = connection.collection('deliveries')
  const open = await school.draw({ count: 24, sorts: ['reminder', 'news'] })
  const closed = await school.draw({ count: closedBefore.length, sorts: ['reminder', 'news'] })
  await connection.collection('people').updateMany({}, { $set: { settings: { quietFrom: null, quietTo: null, digestAt: null, fewerReminders: true } } })
  await connection.collection('organisations').updateMany({}, { $unset: { 'settings.holidays': 1, 'settings.offices': 1 } })
  await deliveries.insertMany(openRows(open))
  const sentThen = { sentAt: past(), messageId: 7 }
  const closedRows = closed.map((due, index) => rowOfThen(due, { open: false, state: closedBefore[index], ...(closedBefore[index] === 'sent' ? sentThen : {}) }))
  await deliveries.insertMany(closedRows)
  const worker = workers.start()
  const stillOpen = async () => (await rowsOf(connection)).filter((row) => row.open)
  await until('the rows of then are handled', async () => (await stillOpen()).length === 0, { everyMs: 100, atMostMs: 60_000 }).catch(() => undefined)
  await worker.stop()
  const told = new Set(judge.accepted.map(({ text }) => signIn(text)))
  const rows = new Map((await rowsOf(connection)).map((row) => [row.key, row]))
  return {
    planned: open.length + closed.length,
    open: (await stillOpen()).map(({ key, state }) => `${key} ${state}`),
    toTell: open.length,
    told: open.filter(({ sign }) => told.has(sign)).length,
    touched: closed.filter(({ sign }) => told.has(sign)).length + closedRows.filter(({ key }, index) => rows.get(key)?.state !== closedBefore[index]).length,
    closed: closedRows.length,
  }
}
