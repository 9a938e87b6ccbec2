import type { ConsentKind, ConsentWay } from '../consents/consent-service.js'

/** Who approves a personalised programme: no regulation names one (SRC-13, PROG-24). */
export type ProgrammeApprover = 'curator' | 'head'

/** What a reminder is about; each has its own offsets (section 29). */
export const reminderTriggers = [
  'meeting',
  'plan-row',
  'row-unchecked',
  'help-request',
  'request-undecided',
  'survey-open',
  'consent-pending',
  'pair-without-order',
  'order-without-programme',
  'programme-end',
  'unpaired-mentee',
  'idle-pair',
] as const
export type ReminderTrigger = (typeof reminderTriggers)[number]

/** When reminders of one trigger go out; hours, negative before the moment, positive after it. */
export interface ReminderRule {
  /** Hours from the moment to each message: -24 is a day before, 0 at the moment. */
  offsets: number[]
  /** Further messages every so many hours while the cause stays; absent means none. */
  repeatHours?: number
  /** Hours after the moment when the curator is told. */
  curatorAfterHours?: number
}

/** Days; a longer one is a year typed wrong: nobody would be reminded of anything. */
export const longestHoliday = 120

export interface AttachmentLimits {
  maxMegabytes: number
  maxPerReport: number
  /** File name endings without the dot, lower case. */
  extensions: string[]
}

/** School holidays: first and last day, both without nudges. */
export interface Holiday {
  from: string
  to: string
  name?: string
}

/** Rules that each organisation sets for itself; the preset gives the first values. */
export interface OrganisationSettings {
  programmeMinMonths: number
  programmeMaxMonths: number
  /** `term`: a new programme is proposed for the shortest term; `academic-year`: to the end of the year (VAR-05). */
  programmeCycle: 'term' | 'academic-year'
  /** A programme of the fast kind may be one meeting, the least term does not block it (PROG-15). */
  speedMayBeOneMeeting: boolean
  programmeApprover: ProgrammeApprover
  /** Greatest number of simultaneous mentees of one mentor, a warning above it (MENTOR-14). */
  mentorCapacity: number
  consentWay: Record<ConsentKind, ConsentWay>
  /** Ask day and month of birth when linking, of those who have it on record. */
  secondDatum: boolean
  invitationHours: number
  /** Up to so many years of service a teacher is a young specialist (SURVEY-09). */
  youngYears: number
  /** First day of the academic year, 'MM-DD' (ORG-08). */
  yearStartsOn: string
  /** Last day of lessons, proposed as the end of programmes with the cycle `academic-year`, 'MM-DD'. */
  lessonsEndOn: string
  /** Quiet hours of everybody, 'HH:mm', in the organisation's zone (IMPL-02). */
  quietFrom: string
  quietTo: string
  /** Days without reminders: 1 is Monday, 7 is Sunday. */
  quietWeekdays: number[]
  /** Days without reminders, beside the weekly ones. */
  holidays: Holiday[]
  digestAt: string
  /** Greatest number of reminders to one person a day. */
  reminderBudget: number
  reminders: Record<ReminderTrigger, ReminderRule>
  /** Every so many days each mentor of an active pair is asked how it goes; 0 means never. */
  mentorMessageDays: number
  attachments: AttachmentLimits
  /** `strict` replaces names and wording in the chat by a button (design §7). */
  chatPrivacy: 'normal' | 'strict'
}

/** Reads settings that were stored before a field of theirs was invented. */
export function completeSettings(stored: OrganisationSettings): OrganisationSettings {
  return { ...laterSettings, ...stored }
}

const laterSettings: Pick<OrganisationSettings, 'holidays' | 'mentorMessageDays'> = { holidays: [], mentorMessageDays: 30 }
