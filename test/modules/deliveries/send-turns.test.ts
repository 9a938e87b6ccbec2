import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createSendTurns } from '../../../src/modules/deliveries/send-turns.js'
import { testDatabase, type TestDatabase } from '../../support/database.js'
import { pause } from './support.js'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())
const rows = () => database.connection.collection<{ _id: string; slowRate?: number; slowSince?: number; rate?: number }>('sendturns')
beforeEach(() => rows().deleteMany({}))

const two = (perSecond = 20) => {
  const settings = { perSecond, chatGapMs: 1_000, climbMs: 60_000 }
  return [createSendTurns(database.connection, settings), createSendTurns(database.connection, settings)] as const
}

describe('the pace that processes share', () => {
  it('turns of two processes follow one another, and nobody takes what lies more than a second ahead', async () => {
    const [one, other] = two()
    expect(await one.reserve(10)).toMatchObject({ granted: 10, waitMs: 0, gapMs: 50 })
    const next = await other.reserve(20)
    expect(next.granted).toBe(20)
    expect(next.waitMs).toBeGreaterThan(300)
    expect(next.waitMs).toBeLessThanOrEqual(500)
    expect((await one.reserve(1)).granted).toBe(0)
  })

  it('both at once from nothing: no turn is given twice', async () => {
    const [one, other] = two(4)
    const taken = await Promise.all([one.reserve(1), other.reserve(1), one.reserve(1), other.reserve(1)])
    expect(taken.every(({ granted }) => granted === 1)).toBe(true)
    const waits = taken.map(({ waitMs }) => waitMs).sort((a, b) => a - b)
    expect(waits.slice(1).map((wait, at) => wait - (waits[at] ?? 0)).every((gap) => gap > 100)).toBe(true)
  })

  it('a pause holds everybody, then the speed is half and climbs back to the setting', async () => {
    const [one, other] = two()
    await one.reserve(1)
    await Promise.all([one.pauseAll(5), one.pauseAll(5), other.pauseAll(3)])
    const held = await other.reserve(5)
    expect(held.granted).toBe(0)
    expect(held.waitMs).toBeGreaterThan(4_000)
    await rows().updateOne({ _id: 'all' }, { $set: { pausedUntil: 0, next: 0, slowSince: 0 } })
    const stored = await rows().findOne({ _id: 'all' })
    expect(stored?.slowRate).toBe(10)
    await rows().updateOne({ _id: 'all' }, [{ $set: { slowSince: { $toLong: '$$NOW' } } }])
    expect((await one.reserve(1)).gapMs).toBeCloseTo(100, 0)
    await rows().updateOne({ _id: 'all' }, [{ $set: { next: 0, slowSince: { $subtract: [{ $toLong: '$$NOW' }, 5 * 60_000] } } }])
    expect((await one.reserve(1)).gapMs).toBeCloseTo(1_000 / 14, 0)
    await rows().updateOne({ _id: 'all' }, { $set: { next: 0, slowSince: 0 } })
    expect((await other.reserve(1)).gapMs).toBe(50)
  })

  it('one chat gets one a second, whoever sends', async () => {
    const [one, other] = two()
    const first = await one.reserveInChats(new Map([[7, 9], [8, 1]]))
    expect(first.get(7)).toEqual({ granted: 2, waitMs: 0, gapMs: 1_000 })
    expect(first.get(8)).toEqual({ granted: 1, waitMs: 0, gapMs: 1_000 })
    const second = await other.reserveInChats(new Map([[7, 1], [8, 1]]))
    expect(second.get(7)?.granted).toBe(0)
    expect(second.get(8)?.waitMs).toBeGreaterThan(700)
    const racing = await Promise.all([one, other, one, other].map((turns) => turns.reserveInChats(new Map([[9, 1]]))))
    const waits = racing.flatMap((taken) => (taken.get(9)?.granted ? [taken.get(9)?.waitMs ?? 0] : [])).sort((a, b) => a - b)
    expect(waits.slice(1).every((wait, at) => wait - (waits[at] ?? 0) > 700)).toBe(true)
    await pause(10)
  })
})
