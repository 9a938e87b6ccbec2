import { ok, refuse, type Result } from '../../core/result.js'
import { areChoosable, type DictionaryName, type Organisation } from '../organisations/organisation.js'
import { currentMenteeIds, participantIds } from '../pairs/pair.js'
import type { Change, ProgrammeChanger, Scene } from './change-programme.js'
import { checkPeriod, checkRow, isInside, type CheckedRow } from './plan-rules.js'
import { mayCompose, mayKeepProgramme } from './programme-policy.js'
import type { ProgrammePatch, ProgrammeService, RowInput } from './programme-service.js'
import type { PlanRow, Programme } from './programme.js'
import type { ReminderKeeper } from './term-reminders.js'
import { allowText } from './wording.js'

type Composing = Pick<ProgrammeService, 'change' | 'addRow' | 'changeRow' | 'removeRow'>

/** Before approval the mentor composes; afterwards only the curator changes, with a reason (PROG-24). */
function mayChange({ actor, pair, programme }: Scene): boolean {
  const isBeforeApproval = programme.state === 'draft' || programme.state === 'shown' || programme.state === 'agreed'
  return isBeforeApproval ? mayCompose(actor, pair, 'edit') : mayKeepProgramme(actor, pair, 'reschedule')
}

/** What is shown changes, so it is asked anew: back to the draft, unless it runs already (then the curator answers for the consent, CONS-05). */
function reopened(programme: Programme): Result<Partial<Programme>> {
  if (programme.state === 'running') return ok({})
  if (programme.state === 'completed' || programme.state === 'terminated') return refuse(`programme-is-${programme.state}`)
  return ok({ state: 'draft', agreedBy: [], approvedBy: null, approvedAt: null })
}

const isApproved = ({ state }: Programme) => state === 'approved' || state === 'running'

function needsReason({ programme }: Scene, reason: string | undefined): boolean {
  return isApproved(programme) && !reason?.trim()
}

function checkChoices(organisation: Organisation, patch: ProgrammePatch): boolean {
  const lists: [DictionaryName, readonly string[] | undefined][] = [
    ['directions', patch.directions],
    ['kinds', patch.kinds],
    ['supports', patch.support],
    ['forms', patch.form === undefined ? undefined : [patch.form]],
  ]
  return lists.every(([dictionary, codes]) => codes === undefined || areChoosable(organisation, dictionary, codes))
}

function applyPatch(scene: Scene, patch: ProgrammePatch): Result<Partial<Programme>> {
  const { programme, organisation, actor, pair } = scene
  if (!checkChoices(organisation, patch)) return refuse('programme-choice')
  const values: Partial<Programme> = {}
  for (const field of ['title', 'goal'] as const) {
    if (patch[field] === undefined) continue
    const text = allowText(field, patch[field])
    if (!text.ok) return text
    values[field] = text.value
  }
  const { startsOn, endsOn, directions, form, kinds, support, termNote } = patch
  if (termNote !== undefined) {
    if (!mayKeepProgramme(actor, pair, 'edit')) return refuse('forbidden')
    const note = allowText('note', termNote)
    if (!note.ok) return note
    values.termNote = note.value || null
  }
  const given = { startsOn, endsOn, directions, form, kinds, support }
  Object.assign(values, Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)))
  const next = { ...programme, ...values }
  if (next.directions.length !== new Set(next.directions).size) return refuse('programme-choice')
  const period = checkPeriod(next, organisation.settings)
  if (!period.ok) return period
  if (!next.rows.every((row) => isInside(row.finalOn, next) && (row.intermediateOn === null || isInside(row.intermediateOn, next)))) {
    return refuse('programme-rows-outside')
  }
  if (programme.state === 'running' && next.endsOn > programme.endsOn) values.extended = true
  return ok(values)
}

/** The row that was added just now comes again: the same update, handled twice. */
function isSameAsLast({ rows }: Programme, given: CheckedRow): boolean {
  const last = rows.at(-1)
  return last !== undefined && (Object.keys(given) as (keyof CheckedRow)[]).every((key) => given[key] === last[key])
}

function newRow(scene: Scene, input: RowInput): Result<Partial<Programme>> {
  const { programme, pair, today } = scene
  const checked = checkRow(input, programme, today)
  if (!checked.ok) return checked
  if (isSameAsLast(programme, checked.value)) return refuse('row-same')
  const lastRow = programme.lastRow + 1
  const marks = currentMenteeIds(pair).map((menteeId) => ({ menteeId, state: 'open' as const, reports: [], acceptedAt: null, comment: null }))
  const row: PlanRow = { id: `r${lastRow}`, ...checked.value, sequence: 0, marks }
  return ok({ lastRow, rows: [...programme.rows, row], rowDraft: null, completion: null })
}

function changedRow({ programme, today }: Scene, rowId: string, patch: Partial<RowInput>): Result<Partial<Programme>> {
  const row = programme.rows.find(({ id }) => id === rowId)
  if (!row) return refuse('row-not-found')
  if (programme.state === 'running' && row.marks.every(({ state }) => state === 'accepted')) return refuse('mark-accepted-already')
  const next = { ...row, ...patch }
  const movesTerm = next.finalOn !== row.finalOn || (next.intermediateOn ?? null) !== row.intermediateOn
  const checked = checkRow(next, programme, movesTerm ? today : row.finalOn)
  if (!checked.ok) return checked
  const changed: PlanRow = { ...row, ...checked.value, sequence: row.sequence + (movesTerm ? 1 : 0) }
  return ok({ rows: programme.rows.map((other) => (other.id === rowId ? changed : other)) })
}

/** Use cases of composing: content and rows, before and after approval. */
export function createComposing({ change }: Pick<ProgrammeChanger, 'change'>, reminders: ReminderKeeper): Composing {
  const edit = (reason: string | undefined, apply: (scene: Scene) => Result<Partial<Programme>>): Omit<Change, 'action'> => ({
    may: mayChange,
    ownCase: ({ programme, pair }) => (isApproved(programme) ? { parties: participantIds(pair), action: 'reschedule' } : null),
    versionReason: reason?.trim() ?? '',
    apply(scene) {
      if (needsReason(scene, reason)) return refuse('reason-required')
      const state = reopened(scene.programme)
      if (!state.ok) return state
      const values = apply(scene)
      return values.ok ? ok({ ...state.value, ...values.value }) : values
    },
    after: ({ programme, pair, organisation, now }, before) => reminders.replan({ before, programme, pair, organisation, now }),
  })

  return {
    change: (actor, programmeId, patch, reason, seenAt) =>
      change(actor, programmeId, { action: 'programme-change', seenAt, ...edit(reason, (scene) => applyPatch(scene, patch)) }),

    addRow: (actor, programmeId, row, reason) =>
      change(actor, programmeId, { action: 'programme-add-row', ...edit(reason, (scene) => newRow(scene, row)) }),

    changeRow: (actor, { programmeId, rowId, patch, reason, seenAt }) =>
      change(actor, programmeId, { action: 'programme-change-row', seenAt, ...edit(reason, (scene) => changedRow(scene, rowId, patch)) }),

    removeRow: (actor, { programmeId, rowId }) =>
      change(actor, programmeId, {
        action: 'programme-remove-row',
        ...edit(undefined, ({ programme }) => {
          if (!programme.rows.some(({ id }) => id === rowId)) return refuse('row-not-found')
          if (programme.state === 'running' || programme.state === 'approved') return refuse('row-remove-approved')
          return ok({ rows: programme.rows.filter(({ id }) => id !== rowId) })
        }),
      }),
  }
}
