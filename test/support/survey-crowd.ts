import { createServer, request as httpRequest } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { openSchool } from '../../scripts/bench/school.js'
import type { Actor } from '../../src/core/actor.js'
import { createClock } from '../../src/core/clock.js'
import { must } from '../../src/core/result.js'
import { startSandboxServer } from '../../src/sandbox/start-sandbox-server.js'
import { testDatabase } from './database.js'
import { removeData, startProgram, type Program, type Variables } from './process.js'
import { connectTelegram } from './telegram.js'

const token = '7000001:crowd-token-0123456789'
const secret = 'crowd-secret-0123456789'

/** Hands requests to the listed ports in turn; one whose process is gone is answered with 502, as a balancer does. */
async function startSplitter() {
  const ports: number[] = []
  let turn = 0
  const server = createServer((request, response) => {
    const port = ports[(turn += 1) % ports.length]
    const handed = httpRequest({ host: '127.0.0.1', port, path: request.url, method: request.method, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502)
      answer.pipe(response)
    })
    handed.on('error', () => void (response.headersSent ? response.destroy() : response.writeHead(502).end()))
    request.pipe(handed)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { ports, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => (server.closeAllConnections(), server.close()) }
}

/**
 * People who each answer a survey of sixty text questions in their chats, before real bot processes on one database. The answers
 * show what became of the updates: one lost, doubled or out of turn shifts all that follow.
 */
export async function openSurveyCrowd(size: number) {
  const database = await testDatabase()
  const school = await openSchool(database.connection, size)
  const { services, chatIds } = school
  for (const chatId of chatIds) {
    const person = await services.people.byTelegram(chatId)
    if (!person) throw new Error('nobody in the chat')
    const actor: Actor = { organisationId: person.organisationId, personId: person.id, accountId: null, roles: ['mentee'], channel: 'bot' }
    must(await services.questionnaires.start(actor, { personId: person.id, kind: 'needs' }))
  }
  const messenger = await startSandboxServer({ port: 0, token, clock: createClock() })
  const telegram = connectTelegram(messenger.baseUrl)
  const splitter = await startSplitter()
  const programs: Program[] = []
  const responses = database.connection.collection('responses')

  async function start(variables: Variables = {}): Promise<Program> {
    const program = await startProgram({ ROLE: 'bot', MONGODB_URI: database.uri, MONGODB_DB: database.name, BOT_TOKEN: token, TELEGRAM_API_ROOT: messenger.apiRoot, LOG_LEVEL: 'warn', ...variables })
    programs.push(program)
    return program
  }

  /** Answers of everybody, in the order of the questions. */
  async function answers(): Promise<string[][]> {
    const found = await responses.find({}).sort({ _id: 1 }).toArray()
    return found.map(({ answers: given }) => Object.entries((given ?? {}) as Record<string, { value: string }>)
      .sort(([one], [other]) => Number(one.slice(1)) - Number(other.slice(1)))
      .map(([, { value }]) => value))
  }

  return {
    ...school, database, messenger, splitter, programs, answers, secret, token,
    startPolling: () => start(),
    /** A process that receives by webhook; the splitter gives it its share. */
    async startWebhook(): Promise<Program> {
      const program = await start({ WEBHOOK_URL: splitter.url, WEBHOOK_SECRET: secret })
      splitter.ports.push(program.port)
      return program
    },
    /** Everybody stands before the first question. */
    async openSurveys(): Promise<void> {
      const users = chatIds.map((id) => telegram.user(id))
      for (const user of users) await user.sends('/start')
      await Promise.all(users.map(async (user) => user.presses(/анкет/i)))
      await Promise.all(users.map((user) => user.sees('Question 1')))
    },
    /** Everybody writes these lines at once, without waiting for the bot. */
    write(lines: readonly string[]): void {
      for (const line of lines) for (const chatId of chatIds) messenger.sandbox.acts.sendText({ chatId }, line)
    },
    redeliver: (updateId: number) => messenger.sandbox.world.updates.redeliver(updateId),
    inbox: () => database.connection.collection<{ _id: number; state: string }>('inbox'),
    /** Waits until everything that was written is confirmed and finished. */
    async settle(withinMs: number): Promise<void> {
      const end = performance.now() + withinMs
      const isDone = async () => messenger.sandbox.world.updates.pendingCount() === 0 && (await database.connection.collection('inbox').countDocuments({ state: 'new' })) === 0
      while (!(await isDone())) {
        if (performance.now() > end) throw new Error(`not all was worked through in time; ${programs.map((program) => program.stderr().slice(-500)).join('\n')}`)
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    },
    async stop(): Promise<void> {
      for (const program of programs) {
        await program.stop('SIGKILL')
        removeData(program.dataDir)
      }
      splitter.stop()
      await messenger.stop()
      await database.drop()
    },
  }
}

export type SurveyCrowd = Awaited<ReturnType<typeof openSurveyCrowd>>

/** «Answer 01», «Answer 02» … */
export const lines = (count: number, from = 1): string[] => Array.from({ length: count }, (_, at) => `Answer ${String(from + at).padStart(2, '0')}`)
