import type { WaitingCode, WaitingItem } from './waiting.js'
import { labelOf, type Collect } from './waiting-facts.js'

/** What waits of the kinds that have a way of their own: personal files (DATA-03) and talks with the psychologist (PSY-03). */
export const ownWayCollectors = {
  'files-asked': (facts) => facts.files.map(({ id, mentorId, menteeId, askedAt }): WaitingItem => ({ label: labelOf(facts, [mentorId, menteeId]), subject: { type: 'FileAccess', id }, since: askedAt, personIds: [mentorId] })),
  'consultations-asked': (facts) => facts.talks.map(({ id, personId, askedAt }): WaitingItem => ({ label: labelOf(facts, [personId]), subject: { type: 'PsychologyNote', id }, since: askedAt, personIds: [personId] })),
} as const satisfies Partial<Record<WaitingCode, Collect>>
