import type { Connection } from 'mongoose'
import { renderDelivery } from '../bot/views/deliveries/index.js'
import { createDeliveryLoader } from '../bot/views/deliveries/load-data.js'
import type { TextBook } from '../bot/texts.js'
import type { Clock } from '../core/clock.js'
import { createAddressees } from '../jobs/addressee.js'
import type { DeliveryDesk, Send } from '../jobs/desk.js'
import { createRecipients } from '../jobs/recipients.js'
import { createRelevance } from '../jobs/relevance.js'
import { createSender, type Sender } from '../jobs/sender.js'
import type { Log } from '../log.js'
import { createSendTurns } from '../modules/deliveries/send-turns.js'
import { createLease } from '../modules/receiving/lease.js'
import type { SendingSettings } from '../sending-settings.js'
import type { Services } from '../services.js'
import { openBatchLookups } from '../wiring/batch-lookups.js'

export interface SenderParts {
  connection: Connection
  services: Services
  textBook: TextBook
  clock: Clock
  log: Log
  send: Send
  sending: SendingSettings
  onLook?(): Promise<void>
}

/** A lane is renewed while a request is on its way; a process that died gives it back after so long. */
const longestLaneMs = 15_000
/** What is too late is swept up so often, as a part of the lease. */
const sweepShare = 1 / 2

/** Joins the look-ups of one batch: each record is read once, many together. */
export function openDesk({ services, textBook, clock }: Pick<SenderParts, 'services' | 'textBook' | 'clock'>): DeliveryDesk {
  const lookups = openBatchLookups(services)
  const findPerson = (id: string) => lookups.people.get(id)
  const findOrganisation = (id: string) => lookups.organisations.get(id)
  const isRelevant = createRelevance(lookups)
  async function foldedInto(digestId: string) {
    const rows = await lookups.deliveries.foldedInto(digestId)
    const still = await Promise.all(rows.map(isRelevant))
    return rows.filter((_, at) => still[at])
  }
  const load = createDeliveryLoader({ lookups: { ...lookups, findPerson, findOrganisation }, textBook, clock, foldedInto })
  return {
    addresseeOf: createAddressees(lookups),
    recipientOf: createRecipients({ findPerson, findOrganisation }),
    isRelevant,
    async render(delivery) {
      const data = await load(delivery)
      if (!data) throw new Error('a message lost its person')
      return renderDelivery(data)
    },
  }
}

/** Builds the sender of this process with the pace and the lanes that all processes share. */
export function openSender({ connection, services, textBook, clock, log, send, sending, onLook }: SenderParts): Sender {
  const { leaseMs, perSecond, chatGapMs, climbMs, inFlight, batch, pollMs } = sending
  const laneMs = Math.min(longestLaneMs, leaseMs / 2)
  return createSender({
    deliveries: services.deliveries,
    openDesk: () => openDesk({ services, textBook, clock }),
    send,
    turns: createSendTurns(connection, { perSecond, chatGapMs, climbMs }),
    lanes: Array.from({ length: inFlight }, (_, at) => createLease(connection, `send-lane-${at + 1}`, laneMs)),
    clock,
    log,
    onLook,
    settings: { pollMs, perSecond, chatGapMs, batch, leaseMs, sweepMs: leaseMs * sweepShare },
  })
}
