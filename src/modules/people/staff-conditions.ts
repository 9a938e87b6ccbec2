import type { Role } from '../../core/actor.js'
import { plainWord } from './staff-table.js'

/** Staff conditions that the regulation names (ORG-09): head and deputies, curator, mentors with confirmed results, psychologist. */
export const staffConditionCodes = ['head', 'deputies', 'curator', 'mentors', 'psychologist'] as const
export type StaffConditionCode = (typeof staffConditionCodes)[number]

export interface StaffMember {
  id: string
  roles: readonly Role[]
  position: string | null
  qualification: string | null
  /** Has sent the mentor's questionnaire, where experience and achievements are named. */
  hasMentorSurvey: boolean
}

export interface StaffCondition {
  code: StaffConditionCode
  isMet: boolean
  /** Those who meet it. */
  met: string[]
  /** Those who almost do: mentors whose results nothing confirms yet. */
  unmet: string[]
}

/** Words of the organisation's language that say whose position and which qualification counts. */
export interface ConditionWords {
  deputy: readonly string[]
  /** Words for a qualification that is none. */
  noQualification: readonly string[]
}

const saysOneOf = (text: string | null, words: readonly string[]): boolean => text !== null && words.some((word) => plainWord(text).includes(plainWord(word)))

/** Tells whether something confirms the results of a mentor: a qualification, or his own questionnaire with achievements. */
export function hasConfirmedResults({ qualification, hasMentorSurvey }: StaffMember, words: ConditionWords): boolean {
  const isQualified = qualification !== null && plainWord(qualification) !== '' && !saysOneOf(qualification, words.noQualification)
  return hasMentorSurvey || isQualified
}

/** Judges the staff conditions of an organisation (ORG-09): every condition with those who meet it and those who almost do. */
export function judgeStaffConditions(staff: readonly StaffMember[], words: ConditionWords): StaffCondition[] {
  const holding = (role: Role): StaffMember[] => staff.filter(({ roles }) => roles.includes(role))
  const mentors = holding('mentor')
  const confirmed = mentors.filter((mentor) => hasConfirmedResults(mentor, words))
  const meeting: Record<StaffConditionCode, StaffMember[]> = {
    head: holding('head'),
    deputies: staff.filter(({ position }) => saysOneOf(position, words.deputy)),
    curator: holding('curator'),
    mentors: confirmed,
    psychologist: holding('psychologist'),
  }
  const unmet = mentors.filter((mentor) => !confirmed.includes(mentor)).map(({ id }) => id)
  return staffConditionCodes.map((code) => ({ code, isMet: meeting[code].length > 0, met: meeting[code].map(({ id }) => id), unmet: code === 'mentors' ? unmet : [] }))
}
