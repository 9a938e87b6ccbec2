import type { Transitions } from '../../core/transitions.js'

export const fileAccessStates = ['asked', 'approved', 'acquainted', 'declined', 'cancelled'] as const
export type FileAccessState = (typeof fileAccessStates)[number]

/** DUTY-03, DATA-03 (000 §7.1; 004 §7.1(2)): a mentor asks, the curator or head decides, the mentor comes to read, the curator writes down what was shown. */
export const fileAccessTransitions = {
  asked: ['approved', 'declined', 'cancelled'],
  approved: ['acquainted', 'cancelled'],
  acquainted: [],
  declined: [],
  cancelled: [],
} as const satisfies Transitions<FileAccessState>

export const openFileAccessStates: FileAccessState[] = ['asked', 'approved']

/** A mentor's acquaintance with materials of his mentee's personal file; the materials themselves are never kept here. */
export interface FileAccess {
  id: string
  organisationId: string
  pairId: string
  mentorId: string
  menteeId: string
  /** Which materials, in the mentor's words. */
  what: string
  why: string
  state: FileAccessState
  askedAt: Date
  decidedAt: Date | null
  /** Where and when to come and read. */
  place: string | null
  comeAt: Date | null
  /** Why it was declined. */
  reason: string | null
  shownOn: string | null
  /** What was really shown. */
  shown: string | null
  createdAt: Date
  updatedAt: Date
}

/** One line of «who has read my personal file». */
export type Acquaintance = Pick<FileAccess, 'id' | 'mentorId' | 'shownOn' | 'shown'>
