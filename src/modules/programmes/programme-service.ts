import type { Actor } from '../../core/actor.js'
import type { Result } from '../../core/result.js'
import { createAgreeing } from './agree-programme.js'
import { createProgrammeChanger } from './change-programme.js'
import { createCompleting } from './complete-programme.js'
import { createComposing } from './compose-programme.js'
import { createDrafting } from './draft-programme.js'
import { createReportDrafting } from './draft-report.js'
import { createMarking } from './mark-rows.js'
import { createNudgePlanning } from './plan-nudges.js'
import type { ProgrammeDependencies } from './programme-dependencies.js'
import { createReading } from './read-programmes.js'
import { createWindowReading, type WindowReading } from './read-windows.js'
import { createRunning } from './run-programme.js'
import { createReminderKeeper } from './term-reminders.js'
import type { Programme, ProgrammeState, ProgrammeVersion, Proposals, ReportDraft, RowDraft, Task, WorkMode } from './programme.js'

export interface RowInput {
  aim: 'difficulty' | 'strength'
  need: string
  measures: string
  mode: WorkMode
  intermediateOn?: string | null
  finalOn: string
  result: string
}

export interface ProgrammePatch {
  title?: string
  startsOn?: string
  endsOn?: string
  goal?: string
  directions?: string[]
  form?: string
  kinds?: string[]
  support?: string[]
  termNote?: string | null
}

export interface ProgrammeService extends WindowReading {
  /** Makes the draft of a pair that agreed: goal, directions, kinds and support proposed from survey and pair. One per pair (PROG-02). A former programme of the organisation may be the model: its rows come along, with terms as far from the beginning as there (IMPL-06). */
  draft(actor: Actor, pairId: string, templateId?: string | null): Promise<Result<Programme>>
  /** `seenAt` is the `updatedAt` that the form showed; also in `changeRow`. Problem: panel-stale. */
  change(actor: Actor, programmeId: string, patch: ProgrammePatch, reason?: string, seenAt?: Date): Promise<Result<Programme>>
  addRow(actor: Actor, programmeId: string, row: RowInput, reason?: string): Promise<Result<Programme>>
  changeRow(actor: Actor, input: { programmeId: string; rowId: string; patch: Partial<RowInput>; reason?: string; seenAt?: Date | undefined }): Promise<Result<Programme>>
  removeRow(actor: Actor, input: { programmeId: string; rowId: string }): Promise<Result<Programme>>
  /** Keeps what the mentor has said of a new row so far, or forgets it (null); no version, no line in the history. */
  keepRowDraft(actor: Actor, programmeId: string, rowDraft: RowDraft | null): Promise<Result<undefined>>
  /** Parts that must not be empty (PROG-04): codes `goal`, `directions`, `kinds`, `rows`, `difficulty-row`, `strength-row`, … */
  gaps(programme: Programme, menteeIds?: readonly string[]): string[]
  show(actor: Actor, programmeId: string): Promise<Result<Programme>>
  agree(actor: Actor, input: { programmeId: string; menteeId: string }): Promise<Result<Programme>>
  proposeCorrection(actor: Actor, input: { programmeId: string; menteeId: string; text: string }): Promise<Result<Programme>>
  /** By whom the organisation sets (PROG-24); then the pair is progressed. */
  approve(actor: Actor, programmeId: string): Promise<Result<Programme>>
  sendBack(actor: Actor, programmeId: string, reason: string): Promise<Result<Programme>>
  report(actor: Actor, input: { programmeId: string; rowId: string; menteeId: string; text: string; fileIds: string[] }): Promise<Result<Programme>>
  /** Keeps what the mentee has said and sent of a task so far, or forgets it (null); it is nobody else's to read. */
  keepReportDraft(actor: Actor, input: { programmeId: string; rowId: string; menteeId: string; draft: ReportDraft | null }): Promise<Result<undefined>>
  /** What was begun since the last report; null when nothing was. */
  reportDraft(actor: Actor, input: { programmeId: string; rowId: string; menteeId: string }): Promise<ReportDraft | null>
  accept(actor: Actor, input: { programmeId: string; rowId: string; menteeId: string; comment?: string }): Promise<Result<Programme>>
  returnRow(actor: Actor, input: { programmeId: string; rowId: string; menteeId: string; comment: string }): Promise<Result<Programme>>
  release(actor: Actor, input: { programmeId: string; rowId: string; menteeId: string; reason: string }): Promise<Result<Programme>>
  /** Moves a row's final term and its deliveries in one transaction; used when a term request is accepted (REQ-06). */
  moveTerm(actor: Actor, input: { programmeId: string; rowId: string; finalOn: string; reason: string }): Promise<Result<Programme>>
  /** The mentor's line of summary after all rows are accepted; then the curator confirms (END-01). */
  summarise(actor: Actor, programmeId: string, summary: string): Promise<Result<Programme>>
  confirmCompletion(actor: Actor, programmeId: string): Promise<Result<Programme>>
  /** Wording to choose from while composing. */
  proposals(programmeId: string): Promise<Proposals>

  /** For the pair's activation, inside its transaction: approved → running, and the reminders of all rows are planned. */
  start(actor: Actor, programmeId: string): Promise<Result<Programme>>
  /** The pair pauses or goes on: reminders stop, or are planned anew (IMPL-09). */
  suspend(actor: Actor, programmeId: string): Promise<Result<Programme>>
  resume(actor: Actor, programmeId: string): Promise<Result<Programme>>
  /** The pair ended before the plan was fulfilled. */
  terminate(actor: Actor, programmeId: string, reason: string): Promise<Result<Programme>>
  /** The plan goes on with another mentor's pair (END-09). */
  moveToPair(actor: Actor, input: { programmeId: string; pairId: string }): Promise<Result<Programme>>
  /** One mentee leaves a group: his open marks are released (END-09). */
  dropMentee(actor: Actor, input: { programmeId: string; menteeId: string; reason: string }): Promise<Result<Programme>>

  get(programmeId: string): Promise<Programme | null>
  /** Those of the ids that are there, in any order. */
  getMany(programmeIds: readonly string[]): Promise<Programme[]>
  ofPair(pairId: string): Promise<Programme | null>
  tasksOf(menteeId: string): Promise<Task[]>
  /** Reported marks that wait for this mentor. */
  toCheck(mentorId: string): Promise<Task[]>
  list(organisationId: string, filter?: { states?: ProgrammeState[] }): Promise<Programme[]>
  versions(programmeId: string): Promise<ProgrammeVersion[]>
  /** Late nudges, unchecked reports and overdue notes due by now (PROG-07, §29). */
  planNudges(): Promise<void>
}

/** Accepted marks against all marks, in all and per difficulty (PROG-25). */
export interface Progress {
  accepted: number
  total: number
  perNeed: { need: string; accepted: number; total: number }[]
}

/** Builds the use cases of programmes and plans (PROG, END-01). */
export function createProgrammeService(given: ProgrammeDependencies): ProgrammeService {
  const changer = createProgrammeChanger(given)
  const reminders = createReminderKeeper(given.deliveries)
  return {
    ...createDrafting(given, changer),
    ...createComposing(changer, reminders),
    ...createAgreeing(changer, given),
    ...createMarking(changer, given.deliveries, reminders),
    ...createRunning(changer, given, reminders),
    ...createCompleting(changer, given, reminders),
    ...createReportDrafting(given, changer),
    ...createReading(given, changer),
    ...createWindowReading(changer.programmes),
    planNudges: createNudgePlanning(given, changer.programmes),
  }
}
