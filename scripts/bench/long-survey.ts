import type { Connection } from 'mongoose'
import { atMost, median, type Bench } from './bench.js'
import { openMonitored } from './monitored-database.js'
import { openSchool } from './school.js'
import { createProductStack, type Stack } from './stacks.js'

const far = 500
const pairs = 15
const thrownAway = 3
const questions = far + pairs + thrownAway + 5
const settleMs = 60

type Watch = Awaited<ReturnType<typeof openMonitored>>['watch']

/** The draft of this chat's person, answered up to the question before that number. */
async function answerUpTo(connection: Connection, chatId: number, number: number): Promise<void> {
  const person = await connection.collection('people').findOne({ telegramId: chatId })
  const answers = Object.fromEntries(Array.from({ length: number - 1 }, (_, at) => [`answers.q${at + 1}`, { question: `Question ${at + 1}`, value: `Answer ${at + 1}`, text: `Answer ${at + 1}`, answeredAt: person?.createdAt as Date }]))
  await connection.collection('responses').updateOne({ personId: String(person?._id) }, { $set: answers })
}

/** One answer: bytes written apart from the inbox, and milliseconds of processor of bot, driver and messenger together. */
async function answerOnce(product: Stack, chatId: number, watch: Watch, line: string): Promise<{ bytes: number; cpuMs: number }> {
  watch.start()
  const before = process.cpuUsage()
  await product.converse([chatId], [line])
  const { user, system } = process.cpuUsage(before)
  await new Promise((resolve) => setTimeout(resolve, settleMs))
  const seen = watch.stop().filter(({ collection }) => collection !== 'inbox' && collection !== 'leases')
  return { bytes: seen.reduce((sum, { written }) => sum + written, 0), cpuMs: (user + system) / 1_000 }
}

/** F6: an answer costs the same at the first question and at the five hundredth; the two alternate in one run. */
export const longSurveyBench: Bench = {
  name: 'long-survey',
  async run({ uri, show }) {
    const { connection, watch } = await openMonitored(uri, 'bench_long_survey')
    const school = await openSchool(connection, 2, questions)
    const product = await createProductStack({ connection, ...school })
    const [beginner = 0, veteran = 0] = school.chatIds
    try {
      for (const chatId of school.chatIds) {
        await product.converse([chatId], ['/start'])
        await product.press(chatId, 'qn:f')
      }
      await answerUpTo(connection, veteran, far)
      await product.converse([veteran], ['to the open question'])
      const bytes: number[] = []
      const cpu: number[] = []
      for (let pair = 0; pair < pairs + thrownAway; pair += 1) {
        const line = `Answer ${String(pair).padStart(2, '0')}`
        const order = pair % 2 === 0 ? [beginner, veteran] : [veteran, beginner]
        const taken = new Map<number, { bytes: number; cpuMs: number }>()
        for (const chatId of order) taken.set(chatId, await answerOnce(product, chatId, watch, line))
        const [early, late] = [taken.get(beginner), taken.get(veteran)]
        if (!early || !late || pair < thrownAway) continue
        bytes.push(late.bytes / early.bytes)
        cpu.push(late.cpuMs / early.cpuMs)
      }
      show(atMost('F6', 'long-bytes', 1.1, median(bytes)))
      show(atMost('F6', 'long-cpu', 1.2, median(cpu)))
    } finally {
      await product.stop()
      await connection.dropDatabase()
      await connection.close()
    }
  },
}
