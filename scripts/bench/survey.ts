import { atLeast, atMost, median, seconds, told, type Bench } from './bench.js'
import { openMonitored } from './monitored-database.js'
import { openSchool } from './school.js'
import { createBareEchoStack, createInboxEchoStack, createProductStack, type Stack } from './stacks.js'

interface SurveyFigures {
  /** bytes written for the answer to question 2 and to question 60, without the inbox */
  early: number
  late: number
  /** database commands of one answer */
  commands: number
  /** by collection and command, for whoever wants to make it faster */
  detail: Record<string, number>
  /** medians of paired rounds */
  toInboxEcho: number
  toBareEcho: number
  perSecond: number
}

const people = 12
const rounds = 5
const linesARound = 6

async function openSurveys(stack: Stack, chatIds: readonly number[]): Promise<void> {
  await stack.converse(chatIds, ['/start'])
  for (const chatId of chatIds) await stack.press(chatId, 'qn:f')
}

/** Runs the survey over the sandbox's Bot API; the two echo bots answer the same number of lines, in turn, in the same run. */
async function measureSurvey(uri: string, name: string): Promise<SurveyFigures> {
  const { connection, watch } = await openMonitored(uri, name)
  const other = await openMonitored(uri, `${name}_echo`)
  const school = await openSchool(connection, people + 1)
  const product = await createProductStack({ connection, ...school })
  const inboxEcho = await createInboxEchoStack({ connection: other.connection, clock: school.clock })
  const bareEcho = await createBareEchoStack(school.clock)
  try {
    const [alone = 0, ...crowd] = school.chatIds
    await openSurveys(product, school.chatIds)
    const sizes = await measureAnswers(product, alone, watch)
    const ratios = await race(product, inboxEcho, bareEcho, crowd)
    return { ...sizes, ...ratios }
  } finally {
    for (const stack of [product, inboxEcho, bareEcho]) await stack.stop()
    for (const opened of [connection, other.connection]) {
      await opened.dropDatabase()
      await opened.close()
    }
  }
}

type Watch = Awaited<ReturnType<typeof openMonitored>>['watch']

async function measureAnswers(product: Stack, chatId: number, watch: Watch) {
  const bytes: number[] = []
  let detail: Record<string, number> = {}
  for (let question = 1; question <= 60; question += 1) {
    watch.start()
    await product.converse([chatId], [`Answer ${String(question).padStart(2, '0')}`])
    await new Promise((resolve) => setTimeout(resolve, 60))
    const seen = watch.stop().filter(({ collection }) => collection !== 'leases')
    bytes[question] = seen.filter(({ collection }) => collection !== 'inbox').reduce((sum, { written }) => sum + written, 0)
    if (question === 30) detail = Object.fromEntries([...new Set(seen.map(({ name, collection }) => `${name} ${collection}`))].map((key) => [key, seen.filter((one) => `${one.name} ${one.collection}` === key).length]))
  }
  return { early: bytes[2] ?? 0, late: bytes[60] ?? 0, detail, commands: Object.values(detail).reduce((sum, count) => sum + count, 0) }
}

async function race(product: Stack, inboxEcho: Stack, bareEcho: Stack, crowd: readonly number[]) {
  const lines = Array.from({ length: linesARound }, (_, at) => `Answer ${at}`)
  const rest: { toInboxEcho: number[]; toBareEcho: number[]; perSecond: number[] } = { toInboxEcho: [], toBareEcho: [], perSecond: [] }
  for (let round = 0; round <= rounds; round += 1) {
    const before = await seconds(() => inboxEcho.converse(crowd, lines))
    const own = await seconds(() => product.converse(crowd, lines))
    const after = await seconds(() => inboxEcho.converse(crowd, lines))
    const bare = await seconds(() => bareEcho.converse(crowd, lines))
    if (round === 0) continue
    rest.toInboxEcho.push((before + after) / 2 / own)
    rest.toBareEcho.push(bare / own)
    rest.perSecond.push((crowd.length * lines.length) / own)
  }
  return { toInboxEcho: median(rest.toInboxEcho), toBareEcho: median(rest.toBareEcho), perSecond: median(rest.perSecond) }
}

/** The needs survey of sixty questions over the sandbox's Bot API, beside two echo bots. */
export const surveyBench: Bench = {
  name: 'survey',
  async run({ uri, show }) {
    const figures = await measureSurvey(uri, 'bench_survey')
    show(atMost('', 'state-growth', 1.2, figures.late / figures.early))
    show(atMost('', 'state-bytes', 2048, figures.late, { digits: 0 }))
    show(told('commands', figures.commands))
    show(atLeast('', 'to-inbox-echo', 0.4, figures.toInboxEcho))
    show(told('to-bare-echo', figures.toBareEcho, 2))
    show(told('per-second', figures.perSecond))
    process.stderr.write(`${JSON.stringify(figures.detail)}\n`)
  },
}
