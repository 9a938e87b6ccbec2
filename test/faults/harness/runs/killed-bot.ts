import { setTimeout as wait } from 'node:timers/promises'
import { lines, openSurveyCrowd } from '../../../support/survey-crowd.js'
import { options, type Guard } from '../options.js'
import { createRandom } from '../process/random.js'
import { until } from '../until.js'
import { createWorkers } from '../workers.js'

const stillMs = 3_000

/** R13: everybody writes many answers at once; the bot is killed among them and another one goes on. Each answer has one effect, in order. */
export async function killAmidAnswers({ people, answers, kills, without = [] }: { people: number; answers: number; kills: number; without?: readonly Guard[] }) {
  const random = createRandom(options.seed, 'R13')
  const crowd = await openSurveyCrowd(people)
  const { database, messenger } = crowd
  const judge = { token: crowd.token, apiRoot: () => messenger.apiRoot }
  const workers = createWorkers({ uri: database.uri, name: database.name, judge })
  const given = async () => (await crowd.answers()).reduce((sum, { length }) => sum + length, 0)
  try {
    let bot = workers.startBot({ without })
    await bot.said('ready')
    await crowd.openSurveys()
    crowd.write(lines(answers))
    for (let kill = 0; kill < kills; kill += 1) {
      const target = Math.floor((people * answers * (kill + random.next())) / (kills + 1)) + 1
      const isGone = () => without.length + options.without.length > 0 && kill > 0
      /** Without the inbox answers are gone for good after the first kill. */
      await until('so many are answered', async () => isGone() || (await given()) >= target, { everyMs: 20 })
      await bot.kill()
      bot = workers.startBot({ without })
      await bot.said('ready')
    }
    await crowd.settle(120_000)
    for (let last = -1, at = performance.now(); performance.now() - at < stillMs; await wait(200)) {
      const now = await given()
      if (now !== last) [last, at] = [now, performance.now()]
    }
    const wanted = lines(answers)
    const found = await crowd.answers()
    return { wanted: people * answers, wrong: found.reduce((sum, one) => sum + wanted.filter((line, at) => one[at] !== line).length + Math.max(0, one.length - answers), 0) }
  } finally {
    await workers.endAll()
    await crowd.stop()
  }
}
