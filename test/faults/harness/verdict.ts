import type { ObjectId } from 'mongodb'
import type { Connection } from 'mongoose'
import type { Accepted } from './judge.js'
import { signIn, type Due } from './school.js'

interface StoredRow {
  _id: ObjectId
  key: string
  subject: { id: string }
  state: string
  open: boolean
  fence: number
  attempt: number
  messageId: number | null
  error: string | null
  dueAt: Date
  expiresAt: Date | null
  nextTryAt: Date
  sentAt: Date | null
  digestOf?: string | null
  leaseUntil: Date | null
}

export const rowsOf = (connection: Connection): Promise<StoredRow[]> => connection.collection<StoredRow>('deliveries').find().toArray() as Promise<StoredRow[]>

export type Verdict = Awaited<ReturnType<typeof judgeRun>>

/** Compares what was to be told with what the messenger took; our own rows are only looked at for what never came. */
export async function judgeRun(connection: Connection, dues: readonly Due[], accepted: readonly Accepted[]) {
  const arrived = new Map<string, Accepted[]>()
  for (const sent of accepted) {
    const sign = signIn(sent.text) ?? 'no sign'
    arrived.set(sign, [...(arrived.get(sign) ?? []), sent])
  }
  const known = new Set(dues.map(({ sign }) => sign))
  const rows = new Map((await rowsOf(connection)).map((row) => [row.subject.id, row]))
  const copies = (sort?: Due['sort']) =>
    dues.filter((due) => !sort || due.sort === sort).reduce((sum, { sign }) => sum + Math.max(0, (arrived.get(sign)?.length ?? 0) - 1), 0)
  const silent = dues.filter(({ sign }) => !arrived.has(sign))
  const stateOf = ({ meetingId }: Due) => rows.get(meetingId)?.state ?? 'no row'
  const wrongChat = dues.filter(({ sign, chatId }) => arrived.get(sign)?.some((sent) => sent.chatId !== chatId)).length
  const falselySent = silent.filter((due) => stateOf(due) === 'sent').length
  return {
    arrived: dues.length - silent.length,
    /** Came to nobody, and the program does not even say that it is not sure. */
    lost: silent.filter((due) => due.sort === 'reminder' || stateOf(due) !== 'unknown').map((due) => `${due.sign} ${due.sort} ${stateOf(due)} ${rows.get(due.meetingId)?.error ?? ''}`),
    /** Came to nobody, named as «unknown» to the curator: kinds that are never tried again. */
    namedUnknown: silent.filter((due) => due.sort === 'news' && stateOf(due) === 'unknown').length,
    duplicates: copies(),
    duplicatesOfNews: copies('news'),
    strange: [...arrived.keys()].filter((sign) => !known.has(sign)).length + wrongChat,
    falselySent,
  }
}

const finals = ['sent', 'expired', 'failed', 'dead', 'cancelled', 'unknown', 'open'] as const

/** R20: what was planned is at each instant exactly what is sent, expired, failed, dead, cancelled, unknown or open; digests come on top. */
export async function countRows(connection: Connection): Promise<Record<string, number>> {
  const planned = { kind: { $ne: 'digest' } }
  const grouped = await connection.collection('deliveries').aggregate([{ $match: planned }, { $group: { _id: { state: '$state', open: '$open' }, count: { $sum: 1 } } }]).toArray()
  const counts: Record<string, number> = Object.fromEntries(finals.map((name) => [name, 0]))
  for (const { _id, count } of grouped as { _id: { state: string; open: boolean }; count: number }[]) {
    const name = _id.open ? 'open' : _id.state
    counts[name] = (counts[name] ?? 0) + count
  }
  return counts
}

/** Looks again and again while a run goes on, and remembers each look whose sum is not what was planned. */
export function watchSums(connection: Connection, planned: () => number, everyMs = 300) {
  const differences: string[] = []
  let looks = 0
  let isOver = false
  const watching = (async () => {
    while (!isOver) {
      try {
        const wanted = planned()
        const counts = await countRows(connection)
        const sum = finals.reduce((total, name) => total + (counts[name] ?? 0), 0)
        looks += 1
        if (sum !== wanted && wanted === planned()) differences.push(`${wanted} ≠ ${JSON.stringify(counts)}`)
      } catch {
        /** The database is away by order: that is no look. */
      }
      await new Promise((resolve) => setTimeout(resolve, everyMs))
    }
  })()
  return async () => {
    isOver = true
    await watching
    return { looks, differences }
  }
}
