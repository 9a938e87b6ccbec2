import { randomUUID } from 'node:crypto'
import { Schema, type Connection, type Model, type PipelineStage } from 'mongoose'
import { isDuplicateKey } from '../../db/lost-race.js'

interface TurnDocument {
  _id: string
  /** Milliseconds of the database's clock: the present of this write, the first turn taken by it, the first that is free. */
  now: number
  from: number
  next: number
  by: string
  granted?: number
  rate?: number
  pausedUntil?: number
  slowRate?: number
  slowSince?: number
  goneAt?: Date
}

export interface TurnSettings {
  /** Messages a second of the whole installation. */
  perSecond: number
  /** Between two messages to one chat; 0 means no limit. */
  chatGapMs: number
  /** After a pause a twenty-fifth of the pace is given back so often. */
  climbMs: number
}

/** So many turns from now on: the first after `waitMs`, then one every `gapMs`. */
export interface Turns {
  granted: number
  waitMs: number
  gapMs: number
}

export interface SendTurns {
  /** Takes the next turns of the pace that all processes share; none when others have taken what lies a second ahead. */
  reserve(count: number): Promise<Turns>
  /** Takes turns in chats, a second ahead at most; by chat. */
  reserveInChats(wanted: ReadonlyMap<number, number>): Promise<Map<number, Turns>>
  /** The messenger asked for silence (429): nobody sends for so long, then all go on at half speed. */
  pauseAll(seconds: number): Promise<void>
  /** Milliseconds of silence that are left. */
  pausedFor(): Promise<number>
}

const second = 1_000
const minute = 60 * second
const aheadMs = second
/** Of the full pace: what is given back at each step after a pause, and the slowest it gets. */
const climbStep = 1 / 25
const slowest = 1 / 4
const chatKeptMs = 10 * minute
const tries = 4

const turnSchema = new Schema<TurnDocument>(
  {
    _id: { type: String, required: true },
    now: Number,
    from: Number,
    next: Number,
    by: String,
    granted: Number,
    rate: Number,
    pausedUntil: Number,
    slowRate: Number,
    slowSince: Number,
    goneAt: Date,
  },
  { collection: 'sendturns', versionKey: false },
)
turnSchema.index({ goneAt: 1 }, { expireAfterSeconds: 0 })

/** Registers the shared pace on the connection, or returns it when it is there. */
export function defineSendTurnModel(connection: Connection): Model<TurnDocument> {
  return connection.models['SendTurn'] ?? connection.model<TurnDocument>('SendTurn', turnSchema)
}

type Update = PipelineStage.AddFields[]
const set = (fields: Record<string, unknown>) => ({ $set: fields }) as unknown as PipelineStage.AddFields
const or = (field: string, otherwise: unknown) => ({ $ifNull: [`$${field}`, otherwise] })

/** The pace now: full, or what a pause has left of it and the minutes since have given back. */
function currentRate({ perSecond, climbMs }: TurnSettings) {
  const climbed = { $multiply: [{ $max: [0, { $subtract: ['$now', or('slowSince', 0)] }] }, (perSecond * climbStep) / climbMs] }
  return { $min: [perSecond, { $add: [or('slowRate', perSecond), climbed] }] }
}

function takingTurns(count: number, by: string, settings: TurnSettings): Update {
  return [
    set({ now: { $toLong: '$$NOW' }, by }),
    set({ rate: currentRate(settings), from: { $max: ['$now', or('next', 0), or('pausedUntil', 0)] } }),
    set({ granted: { $cond: [{ $gt: [{ $subtract: ['$from', '$now'] }, aheadMs] }, 0, count] } }),
    set({ next: { $add: ['$from', { $multiply: ['$granted', { $divide: [second, '$rate'] }] }] } }),
  ]
}

/** Of several refusals during one pause only the first halves the pace. */
function pausing(seconds: number, settings: TurnSettings): Update {
  const isFirst = { $lte: [or('pausedUntil', 0), '$now'] }
  return [
    set({ now: { $toLong: '$$NOW' } }),
    set({ rate: currentRate(settings) }),
    set({ slowRate: { $cond: [isFirst, { $max: [settings.perSecond * slowest, { $divide: ['$rate', 2] }] }, '$slowRate'] } }),
    set({ pausedUntil: { $max: [or('pausedUntil', 0), { $add: ['$now', Math.ceil(seconds * second)] }] } }),
    set({ slowSince: '$pausedUntil', next: '$pausedUntil' }),
  ]
}

function takingChat(count: number, by: string, gapMs: number): Update {
  return [
    set({ now: { $toLong: '$$NOW' }, by }),
    set({ from: { $max: ['$now', or('next', 0)] } }),
    set({ granted: { $cond: [{ $gt: [{ $subtract: ['$from', '$now'] }, Math.max(aheadMs, gapMs)] }, 0, count] } }),
    set({ next: { $add: ['$from', { $multiply: ['$granted', gapMs] }] } }),
    set({ goneAt: { $toDate: { $add: ['$next', chatKeptMs] } } }),
  ]
}

/** Two processes make the same document at once: the later one finds it there. */
async function onceMade<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
    return work()
  }
}

/** Builds the pace of sending that all processes share through the database, counted by its clock. */
export function createSendTurns(connection: Connection, settings: TurnSettings): SendTurns {
  const { perSecond, chatGapMs } = settings
  const model = defineSendTurnModel(connection)
  const chatKey = (chatId: number) => `chat:${chatId}`
  /** In a chat at most what fits into the second ahead. */
  const most = (count: number) => Math.min(count, 1 + Math.floor(aheadMs / chatGapMs))

  async function takeChats(wanted: ReadonlyMap<number, number>): Promise<Map<number, Turns>> {
    const by = randomUUID()
    const writes = [...wanted].map(([chatId, count]) => ({ updateOne: { filter: { _id: chatKey(chatId) }, update: takingChat(most(count), by, chatGapMs), upsert: true } }))
    await onceMade(() => model.bulkWrite(writes, { ordered: false }))
    const rows = await model.find({ _id: { $in: [...wanted.keys()].map(chatKey) }, by }).lean<TurnDocument[]>()
    return new Map(rows.map(({ _id, granted = 0, from, now }) => [Number(_id.slice('chat:'.length)), { granted, waitMs: from - now, gapMs: chatGapMs }]))
  }

  return {
    async reserve(count) {
      const taken = await onceMade(() =>
        model.findOneAndUpdate({ _id: 'all' }, takingTurns(count, randomUUID(), settings), { upsert: true, returnDocument: 'after' }).lean<TurnDocument>(),
      )
      if (!taken) throw new Error('the shared pace could not be read')
      return { granted: taken.granted ?? 0, waitMs: taken.from - taken.now, gapMs: second / (taken.rate ?? perSecond) }
    },

    async reserveInChats(wanted) {
      const turns = new Map<number, Turns>()
      if (chatGapMs === 0) return new Map([...wanted].map(([chatId, granted]) => [chatId, { granted, waitMs: 0, gapMs: 0 }]))
      for (let attempt = 1; attempt <= tries && turns.size < wanted.size; attempt += 1) {
        const missing = new Map([...wanted].filter(([chatId]) => !turns.has(chatId)))
        for (const [chatId, taken] of await takeChats(missing)) turns.set(chatId, taken)
      }
      return turns
    },

    async pausedFor() {
      const [all] = await model.aggregate<{ left: number }>([{ $match: { _id: 'all' } }, { $project: { left: { $subtract: [or('pausedUntil', 0), { $toLong: '$$NOW' }] } } }])
      return Math.max(0, all?.left ?? 0)
    },

    async pauseAll(seconds) {
      await onceMade(() => model.updateOne({ _id: 'all' }, pausing(seconds, settings), { upsert: true }))
    },
  }
}
