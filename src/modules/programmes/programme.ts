import type { Transitions } from '../../core/transitions.js'

export const programmeStates = ['draft', 'shown', 'agreed', 'approved', 'running', 'completed', 'terminated'] as const
export type ProgrammeState = (typeof programmeStates)[number]

/** PROG-08, PROG-24: shown to the mentee, agreed by all mentees, approved, then running with order and consents. */
export const programmeTransitions = {
  draft: ['shown', 'terminated'],
  shown: ['draft', 'agreed', 'terminated'],
  agreed: ['draft', 'approved', 'terminated'],
  approved: ['running', 'draft', 'terminated'],
  running: ['completed', 'terminated'],
  completed: [],
  terminated: [],
} as const satisfies Transitions<ProgrammeState>

export const markStates = ['open', 'reported', 'accepted', 'returned', 'released'] as const
export type MarkState = (typeof markStates)[number]

/** PROG-06; a personal check by the mentor alone goes from open to accepted (004 §7.1(4)). */
export const markTransitions = {
  open: ['reported', 'accepted', 'released'],
  reported: ['accepted', 'returned', 'released'],
  returned: ['reported', 'accepted', 'released'],
  accepted: [],
  released: [],
} as const satisfies Transitions<MarkState>

export const workModes = ['online', 'offline', 'mixed'] as const
export type WorkMode = (typeof workModes)[number]

export interface Report {
  at: Date
  text: string
  fileIds: string[]
  /** Comment of the mentor when it was returned or accepted. */
  comment: string | null
  checkedAt: Date | null
  /** Account of the curator who reported for someone without Telegram (IMPL-29). */
  recordedBy: string | null
}

/** Completion mark of one mentee on one row (IMPL-27). */
export interface Mark {
  menteeId: string
  state: MarkState
  reports: Report[]
  acceptedAt: Date | null
  /** Words at a personal check or a release, which have no report. */
  comment: string | null
}

/** One row of the plan: the five columns of PROG-05. */
export interface PlanRow {
  /** Short (`r1`, `r2`), unique in its programme and never given again, so that three ids fit into a button. */
  id: string
  aim: 'difficulty' | 'strength'
  /** Difficulty to remove or strength to support. */
  need: string
  measures: string
  mode: WorkMode
  /** Calendar days in the organisation's zone, up to the end of the day (IMPL-28). */
  intermediateOn: string | null
  finalOn: string
  /** Form of the result: what will be shown. */
  result: string
  /** Raised when its terms or its reminders are planned anew: part of their occurrence. */
  sequence: number
  marks: Mark[]
}

/** Answers given so far; a key that is absent was not asked yet. */
export type RowDraft = Partial<Pick<PlanRow, 'aim' | 'need' | 'measures' | 'mode' | 'intermediateOn' | 'finalOn' | 'result'>>

/** What a mentee has said and sent about a task, before the report goes to the mentor. */
export interface ReportDraft {
  text: string
  fileIds: string[]
}

export interface Correction {
  menteeId: string
  text: string
  at: Date
}

export interface Programme {
  id: string
  organisationId: string
  yearId: string
  pairId: string
  title: string
  startsOn: string
  endsOn: string
  goal: string
  directions: string[]
  form: string
  kinds: string[]
  support: string[]
  rows: PlanRow[]
  state: ProgrammeState
  /** Mentees who agreed to what is shown now. */
  agreedBy: string[]
  corrections: Correction[]
  /** What the approver wants changed, until it is shown again. */
  returnReason: string | null
  /** Why a term outside the limits is allowed (PROG-01). */
  termNote: string | null
  approvedBy: string | null
  approvedAt: Date | null
  runningSince: Date | null
  extended: boolean
  /** While the pair pauses: no reminders (IMPL-09). */
  suspendedAt: Date | null
  /** How often it was shown: each showing is told anew. */
  round: number
  /** Number of the last row made. */
  lastRow: number
  /** A row that the mentor has begun and not finished: leaving the dialogue loses nothing. */
  rowDraft: RowDraft | null
  completion: { offeredAt: Date; summary: string | null; summarisedAt: Date | null } | null
  version: number
  createdAt: Date
  updatedAt: Date
}

/** A former version with author, date and reason (PROG-24). */
export interface ProgrammeVersion {
  id: string
  programmeId: string
  version: number
  snapshot: Programme
  at: Date
  byPersonId: string | null
  byAccountId: string | null
  reason: string
}

/** What the composer is offered: wording from the survey and the dictionaries, never a category (voice 1.5). */
export interface Proposals {
  goals: string[]
  difficulties: string[]
  strengths: string[]
}

/** A row as its mentee sees it in «Мои задачи». */
export interface Task {
  programmeId: string
  pairId: string
  row: PlanRow
  mark: Mark
}
