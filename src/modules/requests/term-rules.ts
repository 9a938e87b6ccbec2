import type { PlanRow } from '../programmes/programme.js'
import { openRequestStates, type MentoringRequest } from './request.js'

/** Whoever a row binds: the mentor, and the mentees who have not finished it (CONS-05). */
export function termParties(row: Pick<PlanRow, 'marks'>, mentorId: string): string[] {
  const doers = row.marks.filter(({ state }) => state !== 'accepted' && state !== 'released')
  return [mentorId, ...doers.map(({ menteeId }) => menteeId)]
}

/** Whose consent to the proposed term is still missing. */
export function awaitedParties(row: Pick<PlanRow, 'marks'>, { mentorId, agreedBy }: Pick<MentoringRequest, 'mentorId' | 'agreedBy'>): string[] {
  return termParties(row, mentorId).filter((id) => !agreedBy.includes(id))
}

/** True when the day that an open request asks for is over: it can only be answered with another day. */
export function isDayOver({ state, proposedOn }: Pick<MentoringRequest, 'state' | 'proposedOn'>, today: string): boolean {
  return openRequestStates.includes(state) && proposedOn !== null && proposedOn < today
}

/** Only the mentor, the curator and the one who asked read why; the others of a group do not. */
export function mayReadReason(personId: string, { menteeId }: Pick<MentoringRequest, 'menteeId'>, row: Pick<PlanRow, 'marks'> | null): boolean {
  return personId === menteeId || (row !== null && !row.marks.some((mark) => mark.menteeId === personId))
}
