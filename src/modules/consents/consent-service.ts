import type { Actor } from '../../core/actor.js'
import type { Result } from '../../core/result.js'

/** Three separate papers (152-ФЗ art. 9; CONS-01..03); publication comes later. */
export const consentKinds = ['personal-data', 'mentoring', 'duties'] as const
export type ConsentKind = (typeof consentKinds)[number]

/** `declared`: «готов(а) подписать», the paper is awaited; `given`: in force. */
export type ConsentState = 'declared' | 'given' | 'refused' | 'withdrawn'

export type ConsentWay = 'button' | 'paper'

export interface ConsentText {
  kind: ConsentKind
  version: number
  title: string
  /** Two lines: what and why. */
  summary: string
  text: string
  /** SHA-256 of the text shown, hex. */
  hash: string
}

export interface Consent {
  id: string
  organisationId: string
  personId: string
  kind: ConsentKind
  /** Set for `duties`: each pair has its own paper. */
  pairId: string | null
  state: ConsentState
  way: ConsentWay
  version: number
  text: string
  hash: string
  /** Day on the paper. */
  signedOn: string | null
  fileId: string | null
  decidedAt: Date
  registeredBy: string | null
  withdrawnAt: Date | null
  reason: string | null
}

export interface ConsentService {
  /** The text in force, with the organisation's names filled in. */
  textOf(organisationId: string, kind: ConsentKind): Promise<ConsentText>
  publishText(actor: Actor, organisationId: string, kind: ConsentKind, input: { title: string; summary: string; text: string }): Promise<Result<ConsentText>>
  /** «Согласен(на)» in the bot: `given` or, where the organisation wants paper, `declared`. */
  agree(actor: Actor, input: { personId: string; kind: ConsentKind; pairId?: string | null; hash: string }): Promise<Result<Consent>>
  refuse(actor: Actor, input: { personId: string; kind: ConsentKind; pairId?: string | null; reason?: string }): Promise<Result<Consent>>
  /** The curator registers a signed paper with its date and scan. */
  registerPaper(actor: Actor, input: { personId: string; kind: ConsentKind; pairId?: string | null; signedOn: string; fileId: string | null }): Promise<Result<Consent>>
  withdraw(actor: Actor, input: { consentId: string; reason?: string }): Promise<Result<Consent>>
  /** True when such a consent is in force now. */
  has(personId: string, kind: ConsentKind, pairId?: string | null): Promise<boolean>
  /** Newest consent of a kind, whatever its state. */
  latest(personId: string, kind: ConsentKind, pairId?: string | null): Promise<Consent | null>
  listOf(personId: string): Promise<Consent[]>
}
