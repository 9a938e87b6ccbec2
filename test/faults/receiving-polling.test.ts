import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { heavy } from '../support/database.js'
import { lines, openSurveyCrowd, type SurveyCrowd } from '../support/survey-crowd.js'

const people = 4
const patienceMs = 60_000
const pollerLeaseMs = 15_000
let crowd: SurveyCrowd

heavy('two polling processes on one database', () => {
  beforeAll(async () => {
    crowd = await openSurveyCrowd(people)
    await crowd.startPolling()
    await crowd.openSurveys()
  })
  afterAll(() => crowd.stop())

  const expectAnswers = async (count: number) => expect(await crowd.answers()).toEqual(Array.from({ length: people }, () => lines(count)))

  it('[IMPL-02] one of them polls; killed at work, the other takes over within the lease and ten seconds, in order and once (R3, R13)', async () => {
    const conflicts: unknown[] = []
    await crowd.startPolling()
    crowd.write(lines(10))
    await crowd.settle(patienceMs)
    await expectAnswers(10)
    for (const program of crowd.programs) conflicts.push(...(program.stdout().match(/"status":409/g) ?? []))
    expect(conflicts).toEqual([])

    crowd.write(lines(20, 11))
    await wait(300)
    const began = performance.now()
    process.kill(crowd.programs[0]?.pid ?? 0, 'SIGKILL')
    const before = (await crowd.answers()).flat().length
    while ((await crowd.answers()).flat().length === before && performance.now() - began < patienceMs) await wait(100)
    expect(performance.now() - began).toBeLessThan(pollerLeaseMs + 10_000)
    await crowd.settle(patienceMs)
    await expectAnswers(30)
  })

  it('[IMPL-02] updates that come five times are one effect each, after a crash too (R13)', async () => {
    const ids = (await crowd.inbox().find({}).sort({ _id: -1 }).limit(people).toArray()).map(({ _id }) => _id)
    for (const id of ids) for (let time = 0; time < 5; time += 1) crowd.redeliver(id)
    await crowd.settle(patienceMs)
    await expectAnswers(30)
  })

  it('[IMPL-02] told to stop under load it ends with code 0 within thirty seconds; the next start does the rest at once (R14)', async () => {
    crowd.write(lines(20, 31))
    await wait(300)
    const began = performance.now()
    expect((await crowd.programs[1]?.stop('SIGTERM'))?.code).toBe(0)
    expect(performance.now() - began).toBeLessThan(30_000)
    expect(await crowd.database.connection.collection('leases').findOne({ _id: 'poller' as never })).toMatchObject({ holder: null })
    await crowd.startPolling()
    await crowd.settle(patienceMs)
    await expectAnswers(50)
  })
})
