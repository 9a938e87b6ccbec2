import type { Transitions } from '../../core/transitions.js'

export const pairStates = ['proposed', 'agreed', 'consents', 'ordered', 'active', 'paused', 'completed', 'terminated', 'replaced'] as const
export type PairState = (typeof pairStates)[number]

/** PAIR-15; paused: IMPL-09; a withdrawn consent takes `consents` back to `agreed` (CONS-08). */
export const pairTransitions = {
  proposed: ['agreed', 'terminated'],
  agreed: ['consents', 'terminated'],
  consents: ['ordered', 'agreed', 'terminated'],
  ordered: ['active', 'terminated', 'replaced'],
  active: ['paused', 'completed', 'terminated', 'replaced'],
  paused: ['active', 'completed', 'terminated', 'replaced'],
  completed: [],
  terminated: [],
  replaced: [],
} as const satisfies Transitions<PairState>

export const pairAnswers = ['waiting', 'agreed', 'declined', 'talk'] as const
export type PairAnswer = (typeof pairAnswers)[number]

/** An answer of one side; the reason is the curator's only (voice §1.5). */
export interface SideAnswer {
  answer: PairAnswer
  reason: string | null
  answeredAt: Date | null
  /** Account of the curator who answered for someone without Telegram (IMPL-29). */
  recordedBy: string | null
}

/** Membership of a group has dates per mentee (PAIR-15, END-09). */
export interface PairMember extends SideAnswer {
  menteeId: string
  from: string
  to: string | null
}

export type EndSide = 'mentor' | 'mentee' | 'mutual' | 'curator'

/** A mentoring pair, or a group with two or more mentees (PAIR-05). */
export interface Pair {
  id: string
  organisationId: string
  yearId: string
  mentorId: string
  mentor: SideAnswer
  members: PairMember[]
  /** Codes of the organisation's dictionaries. */
  form: string
  kinds: string[]
  direction: string | null
  /** Positive words «почему подходит», shown to both sides. */
  why: string
  curatorId: string | null
  state: PairState
  order: { documentId: string; number: string; on: string } | null
  pauseReason: string | null
  end: { reason: string; side: EndSide; text: string; at: Date; summary: string | null } | null
  replacedById: string | null
  replacesId: string | null
  activeSince: Date | null
  createdAt: Date
  updatedAt: Date
}

/** States in which the pair still lives: it counts for capacity and may not be proposed twice. */
export const openPairStates = ['proposed', 'agreed', 'consents', 'ordered', 'active', 'paused'] as const satisfies readonly PairState[]

/** True while the pair is not over. */
export function isOpenPair(pair: Pick<Pair, 'state'>): boolean {
  return openPairStates.some((state) => state === pair.state)
}

/** Why a pair was paused by the system: a consent was withdrawn (CONS-08). Other reasons are the curator's words. */
export const pausedByWithdrawal = 'consent-withdrawn'

/** Mentees of the pair today: neither left nor declined. */
export function currentMenteeIds(pair: Pair): string[] {
  return pair.members.filter((member) => member.to === null && member.answer !== 'declined').map((member) => member.menteeId)
}

/** Mentor and present mentees. */
export function participantIds(pair: Pair): string[] {
  return [pair.mentorId, ...currentMenteeIds(pair)]
}

/** The answer of one side, also of a mentee who left; null for a stranger. */
export function sideOf(pair: Pair, personId: string): SideAnswer | null {
  if (pair.mentorId === personId) return pair.mentor
  return pair.members.find((member) => member.menteeId === personId) ?? null
}
