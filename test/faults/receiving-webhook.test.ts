import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { heavy } from '../support/database.js'
import { lines, openSurveyCrowd, type SurveyCrowd } from '../support/survey-crowd.js'

const people = 6
const patienceMs = 60_000
let crowd: SurveyCrowd

heavy('two webhook processes on one database', () => {
  beforeAll(async () => {
    crowd = await openSurveyCrowd(people)
    await Promise.all([crowd.startWebhook(), crowd.startWebhook()])
    await crowd.openSurveys()
  })
  afterAll(() => crowd.stop())

  const expectAnswers = async (count: number) => expect(await crowd.answers()).toEqual(Array.from({ length: people }, () => lines(count)))

  it('[IMPL-02] each chat in order, nothing lost, one effect each, and both take part', async () => {
    crowd.write(lines(10))
    await crowd.settle(patienceMs)
    await expectAnswers(10)
  })

  it('[IMPL-02] the same update five times, side by side and again later, is one effect (R13)', async () => {
    crowd.write(lines(1, 11))
    const pending = crowd.messenger.sandbox.world.updates.waiting()
    const post = (update: unknown) => fetch(`${crowd.splitter.url}/telegram/webhook`, {
      method: 'POST', body: JSON.stringify(update), headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': crowd.secret },
    })
    expect(pending).toHaveLength(people)
    const answers = await Promise.all(pending.flatMap((update) => Array.from({ length: 5 }, () => post(update))))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    await crowd.settle(patienceMs)
    await expectAnswers(11)
    for (const update of pending) expect((await post(update)).status).toBe(200)
    await crowd.settle(patienceMs)
    await expectAnswers(11)
  })

  it('[IMPL-02] one is killed in the middle of its work: the other does all the rest, in order', async () => {
    crowd.write(lines(20, 12))
    await wait(400)
    process.kill(crowd.programs[0]?.pid ?? 0, 'SIGKILL')
    await crowd.settle(patienceMs)
    await expectAnswers(31)
  })

  it('[IMPL-02] one is frozen until its chats are taken over, and works none of them when it comes back', async () => {
    crowd.splitter.ports.splice(0, 1)
    const second = await crowd.startWebhook()
    crowd.write(lines(20, 32))
    await wait(300)
    process.kill(second.pid, 'SIGSTOP')
    await wait(13_000)
    process.kill(second.pid, 'SIGCONT')
    await crowd.settle(patienceMs)
    await expectAnswers(51)
  })

  it('[IMPL-02] told to stop under load, both end in order within thirty seconds and leave no chat held; the next start does the rest (R14)', async () => {
    crowd.write(lines(9, 52))
    await wait(300)
    const began = performance.now()
    const ended = await Promise.all(crowd.programs.slice(1).map((program) => program.stop('SIGTERM')))
    expect(ended.map(({ code }) => code)).toEqual([0, 0])
    expect(performance.now() - began).toBeLessThan(30_000)
    expect(await crowd.database.connection.collection('chatleases').countDocuments({})).toBe(0)
    crowd.splitter.ports.splice(0)
    await crowd.startWebhook()
    await crowd.settle(patienceMs)
    await expectAnswers(60)
  })
})
