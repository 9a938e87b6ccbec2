import { refuse, type Problem, type Result } from '../../core/result.js'
import { canMove } from '../../core/transitions.js'
import { allowWords } from '../../core/wording.js'
import type { ConsentKind } from '../consents/consent-service.js'
import { areChoosable, type Organisation } from '../organisations/organisation.js'
import { rolesOn, shortName, type Person } from '../people/person.js'
import type { ProgrammeState } from '../programmes/programme.js'
import { currentMenteeIds, isOpenPair, pairTransitions, participantIds, sideOf, type Pair, type PairState } from './pair.js'

export interface Proposal {
  mentorId: string
  menteeIds: string[]
  form: string
  kinds: string[]
  direction: string | null
}

export interface ProposalFacts {
  organisation: Organisation
  mentor: Person | null
  mentees: (Person | null)[]
  /** Pairs of this mentor that are not over. */
  mentorPairs: Pair[]
  today: string
  /** Why the mentor may get more mentees than the setting allows (MENTOR-14). */
  overrideReason: string | null
}

/** First reason why a pair cannot be proposed, or null. Age and length of service are never looked at (ROLE-11). */
export function whyNotProposed(proposal: Proposal, facts: ProposalFacts): Problem | null {
  if (proposal.menteeIds.length === 0) return { code: 'pair-no-mentees' }
  if (proposal.menteeIds.includes(proposal.mentorId)) return { code: 'pair-own-mentor' }
  return whyWrongPeople(facts) ?? whyWrongChoice(proposal, facts.organisation) ?? whyTwice(proposal, facts) ?? whyMentorFull(proposal, facts)
}

function whyWrongPeople({ organisation, mentor, mentees, today }: ProposalFacts): Problem | null {
  const isHere = (person: Person | null) => person !== null && person.organisationId === organisation.id && person.archivedAt === null
  if (!isHere(mentor) || !mentees.every(isHere)) return { code: 'pair-person-missing' }
  if (mentor && !rolesOn(mentor, today).includes('mentor')) return { code: 'pair-mentor-role', params: { name: shortName(mentor) } }
  const stranger = mentees.find((mentee) => mentee !== null && !rolesOn(mentee, today).includes('mentee'))
  return stranger ? { code: 'pair-mentee-role', params: { name: shortName(stranger) } } : null
}

/** PAIR-11: form, kinds and direction come from the organisation's dictionaries and are not retired. */
function whyWrongChoice({ form, kinds, direction }: Proposal, organisation: Organisation): Problem | null {
  if (!areChoosable(organisation, 'forms', [form])) return { code: 'pair-form-unknown' }
  if (kinds.length === 0 || !areChoosable(organisation, 'kinds', kinds)) return { code: 'pair-kind-unknown' }
  if (direction !== null && !areChoosable(organisation, 'directions', [direction])) return { code: 'pair-direction-unknown' }
  return null
}

/** PAIR-15: the same two are not a pair twice in the same direction; the other way round they may be (ROLE-11). */
function whyTwice({ menteeIds, direction }: Proposal, { mentorPairs, mentees }: ProposalFacts): Problem | null {
  const taken = new Set(mentorPairs.filter((pair) => isOpenPair(pair) && pair.direction === direction).flatMap(currentMenteeIds))
  const repeated = menteeIds.find((menteeId) => taken.has(menteeId))
  if (repeated === undefined) return null
  const mentee = mentees.find((person) => person?.id === repeated)
  return { code: 'pair-exists', params: { name: mentee ? shortName(mentee) : '' } }
}

/** MENTOR-14: the greatest number of simultaneous mentees is a setting with a warning. */
function whyMentorFull({ menteeIds }: Proposal, { organisation, mentorPairs, overrideReason }: ProposalFacts): Problem | null {
  const count = countMentees(mentorPairs)
  const capacity = organisation.settings.mentorCapacity
  const isFull = new Set([...mentorPairs.filter(isOpenPair).flatMap(currentMenteeIds), ...menteeIds]).size > capacity
  return isFull && !overrideReason ? { code: 'mentor-full', params: { capacity, count } } : null
}

/** How many different people the mentor has in pairs that are not over. */
export function countMentees(mentorPairs: readonly Pair[]): number {
  return new Set(mentorPairs.filter(isOpenPair).flatMap(currentMenteeIds)).size
}

/** True when the mentor and every present mentee said yes (PAIR-03). */
export function haveAllAgreed(pair: Pair): boolean {
  return participantIds(pair).every((personId) => sideOf(pair, personId)?.answer === 'agreed')
}

/** Papers that a participant owes before the order: personal data, duties, and the mentor's own consent (CONS-01..03). */
export function neededConsents(pair: Pair, personId: string): ConsentKind[] {
  return personId === pair.mentorId ? ['personal-data', 'mentoring', 'duties'] : ['personal-data', 'duties']
}

/** What the world outside the pair says about its next step. */
export interface PairFacts {
  missingConsents: number
  programmeState: ProgrammeState | null
}

/** The state that follows by itself, or null: consents arrive or go, and the last of order, consents and approval starts the pair. */
export function nextStateOf(pair: Pair, { missingConsents, programmeState }: PairFacts): PairState | null {
  if (pair.state === 'proposed') return currentMenteeIds(pair).length > 0 && haveAllAgreed(pair) ? 'agreed' : null
  if (pair.state === 'agreed') return missingConsents === 0 ? 'consents' : null
  if (pair.state === 'consents') return missingConsents > 0 ? 'agreed' : null
  if (pair.state === 'active') return missingConsents > 0 ? 'paused' : null
  const isApproved = programmeState === 'approved' || programmeState === 'running'
  return pair.state === 'ordered' && missingConsents === 0 && isApproved ? 'active' : null
}

/** Why the head's order cannot be recorded for the pair, or null (IMPL-10, PAIR-04). */
export function whyNotOrdered(pair: Pair): Problem | null {
  if (canMove(pairTransitions, pair.state, 'ordered')) return null
  if (pair.state === 'proposed') return { code: 'pair-not-agreed' }
  if (pair.state === 'agreed') return { code: 'pair-consents-missing' }
  return isOpenPair(pair) ? { code: 'pair-ordered-already' } : { code: 'pair-over' }
}

const longestReason = 1_000

/** Tidies obligatory words. Problems: the given one for empty words, `text-too-long`. */
export function requireReason(text: string, missing: string): Result<string> {
  const words = allowWords(text, longestReason)
  return words.ok && words.value === '' ? refuse(missing) : words
}
