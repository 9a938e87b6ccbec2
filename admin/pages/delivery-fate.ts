import type { Delivery, DeliveryState } from '../../src/modules/deliveries/delivery.js'
import { deliveryStates } from '../../src/modules/deliveries/delivery.js'
import type { PanelTexts } from '../texts.js'
import { sayMoment } from './format.js'

/** What became of a message, finer than its state: the words of the journal. */
export const fates = [...deliveryStates, 'retrying', 'folded', 'in-digest', 'by-hand', 'stopped', 'handled'] as const
export type Fate = (typeof fates)[number]

/** A row of the journal, as it is stored or as JSON; rows of an older version have no `digestOf`. */
export interface FateFacts {
  state: DeliveryState
  error?: string | null
  digestOf?: string | null
  handledAt?: Date | string | null
  /** When the digest goes that it was folded into. */
  digestAt?: Date | string | null
  attempt?: number
  dueAt: Date | string
  nextTryAt: Date | string
  sentAt?: Date | string | null
}

const resendable: readonly DeliveryState[] = ['failed', 'dead']
const waiting: readonly DeliveryState[] = ['pending', 'sending']

/** Tells more than the state: tried again, folded into the morning digest, to be told by the curator himself, or held back since the bot was stopped. */
export function fateOf({ state, error, digestOf, handledAt, attempt = 0 }: FateFacts): Fate {
  if (handledAt) return 'handled'
  if (state === 'pending' && digestOf) return 'folded'
  if (state === 'sent' && digestOf) return 'in-digest'
  if (state === 'pending' && attempt > 0) return 'retrying'
  if (state === 'cancelled' && error === 'unreachable') return 'stopped'
  return state === 'failed' && error === 'by-curator' ? 'by-hand' : state
}

/** True when a person may send it again, with a warning where it may have arrived. */
export const mayResend = (fate: string) => fate === 'unknown' || resendable.some((state) => state === fate)

/** No longer wanted when its turn came: nobody missed anything. */
const idle = { states: ['cancelled', 'expired'], errors: ['cause-gone', 'superseded'] }
export const notIdle = { $nor: [{ state: { $in: idle.states }, error: { $in: idle.errors } }] }
export const isIdle = ({ state, error }: Pick<Delivery, 'state' | 'error'>) => idle.states.includes(state) && idle.errors.includes(error ?? '')

/** True when a person has to act: it did not arrive, or the bot may not write. */
export const isUndelivered = (fate: string) => [...resendable, 'by-hand'].some((known) => known === fate)

/** Codes of the sender and the messenger that have words of their own; the others fall into a group. */
const named = ['unreachable', 'not-linked', 'by-curator', 'person-gone', 'cause-gone', 'superseded', 'asked-less', 'expired', 'lease-lost', 'too-many', 'too-slow', 'our-error', 'digest', 'restored'] as const
const groups: [RegExp, string][] = [
  [/^server-\d+$/, 'server'],
  [/^refused-\d+$/, 'refused'],
  [/^(E[A-Z_]+|UND_ERR_\w+|\w*Timeout\w*|\w*Abort\w*|HttpError|FetchError|TypeError|unknown)$/i, 'network'],
]

/** The name of the words for a code; no code is ever shown bare. */
export function reasonOf(code: string): string {
  return named.find((known) => known === code) ?? groups.find(([pattern]) => pattern.test(code))?.[1] ?? 'other'
}

/** Makes the words of the journal: what became of a message, when, and why not. */
export function createFateWords(texts: PanelTexts) {
  const said = (key: string, params?: Record<string, string | number>) => texts.text(`words.Delivery.${key}`, params)

  return {
    word: (facts: FateFacts) => said(`state.${fateOf(facts)}`),
    about: (kind: Delivery['kind'], subject: string) => [texts.maybe(`words.Delivery.kind.${kind}`) ?? said('otherKind'), subject].filter(Boolean).join(': '),
    kind: (kind: Delivery['kind']) => texts.maybe(`words.Delivery.kind.${kind}`) ?? said('otherKind'),

    /** Sent at, waits until, or should have gone at. */
    when(facts: FateFacts, now: Date, zone: string): string {
      const at = facts.handledAt ?? (facts.state === 'sent' ? (facts.sentAt ?? facts.dueAt) : waiting.includes(facts.state) ? (facts.digestAt ?? facts.nextTryAt) : facts.dueAt)
      return sayMoment(new Date(at), now, zone, texts)
    },

    /** Why it did not arrive, or has not yet; empty when there is nothing to say. */
    why(facts: FateFacts): string {
      const { state, error, attempt = 0 } = facts
      if (state === 'sent' || ['folded', 'handled'].includes(fateOf(facts))) return ''
      if (state === 'unknown') return said('reasonOf.unknown')
      const reason = error ? said(`reason.${reasonOf(error)}`) : (texts.maybe(`words.Delivery.reasonOf.${state}`) ?? '')
      return state === 'pending' && attempt > 0 ? said('tried', { reason, count: attempt }) : reason
    },
  }
}
