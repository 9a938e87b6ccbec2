import { Api } from 'grammy'
import type { Connection } from 'mongoose'
import pino from 'pino'
import type { Screen } from '../../src/core/screen.js'
import type { DeliveryDesk, Send } from '../../src/jobs/desk.js'
import { createSender, type SenderSettings } from '../../src/jobs/sender.js'
import { createTelegramMessenger } from '../../src/messenger/telegram-messenger.js'
import type { DeliveryService } from '../../src/modules/deliveries/delivery-service.js'
import type { SendingRules } from '../../src/modules/deliveries/retry-rules.js'
import type { Recipient } from '../../src/modules/deliveries/send-rules.js'
import { createSendTurns } from '../../src/modules/deliveries/send-turns.js'
import { createLease } from '../../src/modules/receiving/lease.js'
import { aDeliveryBench } from '../modules/deliveries/support.js'
import { startTelegram } from '../support/telegram.js'

export const chatId = 501

/** Open at every hour, so that a test does not depend on the time of the day. */
export const always: Recipient = {
  chatId, isUnreachable: false, budget: 100, digestAt: '08:00', fewerUntil: null, channel: 'telegram',
  quiet: { zone: 'Europe/Moscow', quietFrom: '00:00', quietTo: '00:00', quietWeekdays: [] },
}

interface Own extends Partial<SenderSettings> {
  inFlight?: number
  chatGapMs?: number
  laneMs?: number
  send?: Send
  /** Of the pace and the lanes. */
  connection?: Connection
}

/** Deliveries in a real database, a sender, and a strict Bot API server that counts what arrived. */
export async function aSenderBench(rules?: SendingRules) {
  const bench = await aDeliveryBench(rules)
  const telegram = await startTelegram({ clock: bench.clock, patienceMs: 50 })
  const user = telegram.user(chatId)
  await user.sends('/start')
  const api = new Api(telegram.token, { apiRoot: telegram.apiRoot, timeoutSeconds: 1 })
  const messenger = createTelegramMessenger(api)
  const desk: DeliveryDesk = {
    recipientOf: async () => always,
    isRelevant: async () => true,
    render: async (delivery): Promise<Screen> => ({ text: `${delivery.kind} ${delivery.occurrence}` }),
  }
  const log = pino({ level: 'silent' })
  const build = (own: Partial<DeliveryDesk> = {}, deliveries: DeliveryService = bench.deliveries, { inFlight = 3, chatGapMs = 0, laneMs = 5_000, send, connection = bench.database.connection, ...settings }: Own = {}) =>
    createSender({
      deliveries,
      openDesk: () => ({ ...desk, ...own }),
      send: send ?? ((chat, screen) => messenger.send(chat, screen)),
      turns: createSendTurns(connection, { perSecond: settings.perSecond ?? 500, chatGapMs, climbMs: 60_000 }),
      lanes: Array.from({ length: inFlight }, (_, at) => createLease(connection, `send-lane-${at + 1}`, laneMs)),
      clock: bench.clock,
      log,
      settings: { pollMs: 50, perSecond: 500, leaseMs: 5_000, chatGapMs, ...settings },
    })
  /** What stands in the person's chat, whatever our records say. */
  const arrived = async () => (await telegram.http.chat(chatId)).messages.filter((message) => message.fromBot).map((message) => message.text)
  return { ...bench, telegram, build, arrived, stop: () => Promise.all([telegram.stop(), bench.database.drop()]) }
}
