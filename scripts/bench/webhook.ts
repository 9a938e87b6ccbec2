import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Connection } from 'mongoose'
import type { Actor } from '../../src/core/actor.js'
import { must } from '../../src/core/result.js'
import { openConnection } from '../../src/db/connection.js'
import { atLeast, atMost, told, type Bench } from './bench.js'
import { benchSecret, startAgreeableMessenger, startWebhookBot, type BotProcess } from './bot-process.js'
import { openSchool } from './school.js'

const wantedRate = 300
const wantedMs = 500
/** A rate counts as held when so much of it was stored in time. */
const kept = 0.95
const [usualSeconds, fullSeconds] = [20, 600]
const chats = 200
const stepSeconds = 5
const tickMs = 10
const drainWithinMs = 45 * 60_000

interface Sent {
  latencies: number[]
  /** Not stored at once: they came again. */
  refused: number
  /** Stored a second, from the first to the last. */
  rate: number
  /** How many of each chat were answered with 200. */
  stored: Map<number, number>
}

interface Source {
  chatIds: readonly number[]
  /** Number of the next update, and of the next line of each chat. */
  next: { update: number; line: Map<number, number> }
}

/** As many connections as Telegram opens by default. */
const agent = new Agent({ keepAlive: true, maxSockets: 40 })

/** Posts once; the answer's status, and the time from the moment when the update had a connection. */
function postOnce(url: string, body: string): Promise<{ status: number; ms: number }> {
  return new Promise((resolve) => {
    let began = performance.now()
    const done = (status: number) => resolve({ status, ms: performance.now() - began })
    const sent = request(`${url}/telegram/webhook`, { method: 'POST', agent, headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': benchSecret } }, (response) => {
      response.resume().once('end', () => done(response.statusCode ?? 0))
    })
    sent.once('socket', () => (began = performance.now()))
    sent.once('error', () => done(0))
    sent.end(body)
  })
}

/** One chat's next line; it goes again until it is answered with 200, as Telegram does. */
async function post(url: string, chatId: number, { next }: Source, sent: Sent): Promise<void> {
  const line = (next.line.get(chatId) ?? 0) + 1
  next.line.set(chatId, line)
  const who = { id: chatId, first_name: 'Ann' }
  const id = (next.update += 1)
  const body = JSON.stringify({ update_id: id, message: { message_id: id, date: 1, text: `Line ${line}`, chat: { ...who, type: 'private' }, from: { ...who, is_bot: false } } })
  for (;;) {
    const { status, ms } = await postOnce(url, body)
    sent.latencies.push(ms)
    if (status === 200) break
    sent.refused += 1
    await wait(100)
  }
  sent.stored.set(chatId, line)
}

/** Sends so many updates a second for so long, whatever the answers do; a chat's next one waits for the answer to its last. */
async function pour(url: string, source: Source, rate: number, seconds: number): Promise<Sent> {
  const sent: Sent = { latencies: [], refused: 0, rate: 0, stored: new Map() }
  const chains = new Map<number, Promise<void>>()
  const began = performance.now()
  const total = Math.round(rate * seconds)
  for (let count = 0; count < total; await wait(tickMs)) {
    const due = Math.min(total, Math.floor(((performance.now() - began) / 1_000) * rate))
    for (; count < due; count += 1) {
      const chatId = source.chatIds[count % source.chatIds.length] ?? 0
      chains.set(chatId, (chains.get(chatId) ?? Promise.resolve()).then(() => post(url, chatId, source, sent)))
    }
  }
  await Promise.all(chains.values())
  sent.rate = total / ((performance.now() - began) / 1_000)
  return sent
}

const quantile = (values: readonly number[], share: number): number => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0

async function untilWorkedThrough(connection: Connection): Promise<void> {
  const inbox = connection.collection('inbox')
  const end = performance.now() + drainWithinMs
  while ((await inbox.countDocuments({ state: 'new' })) > 0 && performance.now() < end) await wait(500)
}

/** The answers that came into the drafts: how many are missing, and in how many chats they are not in order. */
async function judge(connection: Connection, chatIds: readonly number[], wanted: ReadonlyMap<number, number>): Promise<{ lost: number; disordered: number }> {
  const people = await connection.collection('people').find({ telegramId: { $in: [...chatIds] } }).toArray()
  let [lost, disordered] = [0, 0]
  for (const person of people) {
    const response = await connection.collection('responses').findOne({ personId: String(person._id) })
    const given = Object.entries((response?.answers ?? {}) as Record<string, { value: string }>).sort(([one], [other]) => Number(one.slice(1)) - Number(other.slice(1)))
    lost += Math.max(0, (wanted.get(person.telegramId as number) ?? 0) - given.length)
    if (given.some(([, { value }], at) => value !== `Line ${at + 1}`)) disordered += 1
  }
  return { lost, disordered }
}

/** Everybody has an open draft of the long survey and stands before its first question. */
async function openDrafts(bot: BotProcess, school: Awaited<ReturnType<typeof openSchool>>, source: Source): Promise<void> {
  const { services, chatIds } = school
  for (const chatId of chatIds) {
    const person = await services.people.byTelegram(chatId)
    if (!person) throw new Error('nobody in the chat')
    const actor: Actor = { organisationId: person.organisationId, personId: person.id, accountId: null, roles: ['mentee'], channel: 'bot' }
    must(await services.questionnaires.start(actor, { personId: person.id, kind: 'needs' }))
    const who = { id: chatId, first_name: 'Ann' }
    const message = { message_id: 1, date: 1, text: '-', chat: { ...who, type: 'private' } }
    const press = { update_id: (source.next.update += 1), callback_query: { id: String(chatId), from: { ...who, is_bot: false }, chat_instance: '1', data: 'qn:f:needs', message } }
    if ((await postOnce(bot.url, JSON.stringify(press))).status !== 200) throw new Error('the webhook takes nothing')
  }
}

/** F7: answers to a survey through the webhook of one real process. */
export const webhookBench: Bench = {
  name: 'webhook',
  async run({ uri, dataDir, isFull, show }) {
    const name = 'bench_webhook'
    const connection = must(await openConnection(uri, name))
    const seconds = isFull ? fullSeconds : usualSeconds
    const most = Math.ceil((wantedRate * seconds) / chats) + 400
    const school = await openSchool(connection, chats, most)
    const messenger = await startAgreeableMessenger()
    const bot = await startWebhookBot({ MONGODB_URI: uri, MONGODB_DB: name, TELEGRAM_API_ROOT: messenger.apiRoot, DATA_DIR: join(dataDir, 'webhook') })
    const source: Source = { chatIds: school.chatIds, next: { update: 1, line: new Map() } }
    try {
      await openDrafts(bot, school, source)
      await untilWorkedThrough(connection)
      const began = performance.now()
      const sent = await pour(bot.url, source, wantedRate, seconds)
      const handled = sent.latencies.length - sent.refused - (await connection.collection('inbox').countDocuments({ state: 'new' }))
      show({ ...told('webhook-median', quantile(sent.latencies, 0.5)), id: 'F7' })
      show(atMost('F7', 'webhook-slowest', wantedMs, quantile(sent.latencies, 0.99), { digits: 0, params: { rate: wantedRate, seconds } }))
      show(atLeast('F7', 'webhook-stored', wantedRate * kept, sent.rate, { digits: 0 }))
      show({ ...told('webhook-refused', sent.refused), id: 'F7' })
      show({ ...told('webhook-handled', handled / ((wantedRate * seconds) / sent.rate)), id: 'F7' })
      await untilWorkedThrough(connection)
      show({ ...told('webhook-through', (wantedRate * seconds) / ((performance.now() - began) / 1_000)), id: 'F7' })
      const { lost, disordered } = await judge(connection, school.chatIds, sent.stored)
      show(atMost('F7', 'webhook-lost', 0, lost, { digits: 0 }))
      show(atMost('F7', 'webhook-disorder', 0, disordered, { digits: 0 }))
      const isHeld = (run: Sent, rate: number) => quantile(run.latencies, 0.99) <= wantedMs && run.rate >= rate * kept
      let held = isHeld(sent, wantedRate) ? wantedRate : 0
      for (let rate = held === 0 ? wantedRate / 4 : wantedRate * 1.5; rate <= 3_000; rate *= 1.5) {
        if (!isHeld(await pour(bot.url, source, rate, stepSeconds), rate)) break
        held = rate
      }
      show({ ...told('webhook-held', held), id: 'F7' })
    } finally {
      await bot.stop()
      messenger.stop()
      await connection.dropDatabase()
      await connection.close()
    }
  },
}
