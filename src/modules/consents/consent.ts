import type { Transitions } from '../../core/transitions.js'

/** Three separate papers (152-FZ art. 9; CONS-01..03); publication comes later. */
export const consentKinds = ['personal-data', 'mentoring', 'duties'] as const
export type ConsentKind = (typeof consentKinds)[number]

/** `paper`: the button means readiness to sign and a scan is registered; `button`: the bot's answer suffices (CONS-07). */
export type ConsentWay = 'paper' | 'button'

export const consentStates = ['declared', 'given', 'refused', 'withdrawn'] as const
/** `declared`: «готов(а) подписать», the paper is awaited; `given`: in force. */
export type ConsentState = (typeof consentStates)[number]

/** What may become of a decision; a new decision after a refusal or withdrawal is a new record (CONS-07, CONS-08). */
export const consentTransitions = {
  declared: ['given', 'refused', 'withdrawn'],
  given: ['withdrawn'],
  refused: ['declared', 'given'],
  withdrawn: ['declared', 'given'],
} as const satisfies Transitions<ConsentState>

/** A paper as it is shown: text with the organisation's names filled in, and the hash of exactly that text. */
export interface ConsentText {
  kind: ConsentKind
  version: number
  title: string
  /** One or two lines: what and why. */
  summary: string
  text: string
  /** SHA-256 of title and text, hex. */
  hash: string
}

/** One decision about one paper (CONS-07): text, version, hash, way and time stay for ever. */
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
  title: string
  text: string
  hash: string
  /** Day on the paper. */
  signedOn: string | null
  fileId: string | null
  decidedAt: Date
  /** Account of the curator who registered it, null when the person pressed the button. */
  registeredBy: string | null
  withdrawnAt: Date | null
  reason: string | null
  createdAt: Date
  updatedAt: Date
}

/** Fills `{organisation}` and the like; a name that is not given is left as it stands, so that an editor sees it. */
export function fillText(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole)
}

/** What stops when a consent is withdrawn, as codes for texts: shown before the person confirms (CONS-08). */
export const withdrawalConsequences = {
  'personal-data': ['survey-closed', 'pairs-pause'],
  mentoring: ['no-new-pairs', 'pairs-pause'],
  duties: ['pair-pauses'],
} as const satisfies Record<ConsentKind, readonly string[]>
