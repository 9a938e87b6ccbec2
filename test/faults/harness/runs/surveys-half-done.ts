import { systemActor } from '../../../../src/core/actor.js'
import { must } from '../../../../src/core/result.js'
import { lines, openSurveyCrowd } from '../../../support/survey-crowd.js'
import { connectTelegram } from '../../../support/telegram.js'
import { options } from '../options.js'
import { createRandom } from '../process/random.js'

const questions = 60
const patienceMs = 120_000

type Crowd = Awaited<ReturnType<typeof openSurveyCrowd>>

/** What a deploy brings: other questions for everybody who begins now, and a dialogue whose order is another. */
async function changeQuestions({ services, database }: Crowd): Promise<void> {
  const organisationId = (await services.organisations.list())[0]?.id ?? ''
  const content = { title: 'New', intro: 'New', questions: [{ id: 'n1', type: 'text' as const, text: 'New question', optional: false, options: [] }] }
  must(await services.questionnaires.publish(systemActor('command'), organisationId, 'needs', content))
  await database.connection.collection('dialogues').updateMany({}, { $set: { 'state.versions.survey': 0 } })
}

/** R17: people in the middle of a survey, the process killed, the questions changed, another version of the dialogue started. */
export async function deployAmidSurveys({ people, mostBefore, mostAfter }: { people: number; mostBefore: number; mostAfter: number }) {
  const random = createRandom(options.seed, 'R17')
  const crowd = await openSurveyCrowd(people)
  try {
    const first = await crowd.startPolling()
    await crowd.openSurveys()
    const half = crowd.chatIds.map(() => random.between(1, mostBefore))
    const write = (at: number, texts: readonly string[]) => texts.forEach((text) => crowd.messenger.sandbox.acts.sendText({ chatId: crowd.chatIds[at] ?? 0 }, text))
    half.forEach((count, at) => write(at, lines(count)))
    await crowd.settle(patienceMs)
    const before = (await crowd.answers()).map(({ length }) => length)
    await first.stop('SIGKILL')
    await changeQuestions(crowd)
    await crowd.startPolling()
    const telegram = connectTelegram(crowd.messenger.baseUrl, { timeoutMs: 60_000 })
    const stuck: number[] = []
    /** Half of the people simply write on; the others begin from the home screen. Both are offered to go on where they were. */
    const goOn = async (at: number): Promise<void> => {
      const user = telegram.person(crowd.chatIds[at] ?? 0)
      await user.sends(at % 2 === 0 ? 'Answer' : '/start')
      await user.presses(/анкет/i)
      await user.sees(new RegExp(`Question ${(half[at] ?? 0) + 1}\\b`))
    }
    for (let at = 0; at < people; at += 20) {
      const part = crowd.chatIds.slice(at, at + 20).map((_, index) => at + index)
      await Promise.all(part.map((one) => goOn(one).catch(() => void stuck.push(one))))
    }
    const last = half.map((count) => Math.min(questions, count + mostAfter))
    half.forEach((count, at) => write(at, lines((last[at] ?? 0) - count, count + 1)))
    await crowd.settle(patienceMs)
    const after = await crowd.answers()
    return {
      people,
      lostBefore: before.filter((count, at) => count !== half[at]).length,
      lost: after.reduce((sum, given, at) => sum + lines(last[at] ?? 0).filter((line, place) => given[place] !== line).length, 0),
      stuck: new Set([...stuck, ...after.flatMap((given, at) => (given.length === last[at] ? [] : [at]))]).size,
    }
  } finally {
    await crowd.stop()
  }
}
