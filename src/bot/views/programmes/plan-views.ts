import { inRows, type Button, type Screen } from '../../../core/screen.js'
import { choosableItems, findItem, type DictionaryName, type Organisation } from '../../../modules/organisations/organisation.js'
import type { Pair } from '../../../modules/pairs/pair.js'
import { findGaps, isUnfinished, progressOf } from '../../../modules/programmes/plan-rules.js'
import type { PlanRow, Programme } from '../../../modules/programmes/programme.js'
import { escapeHtml } from '../../chat.js'
import { planCallbacks } from '../../features/programmes/callbacks.js'
import { taskCallbacks } from '../../features/tasks/callbacks.js'
import { dayOf } from '../../../core/dates.js'
import { plainDay } from '../dates.js'
import { pageOf, shortLine, type Face } from './face.js'
import { byDay, markLine, onDay, rowLines } from './task-views.js'

export interface PlanFace extends Face {
  programme: Programme
  pair: Pair
  organisation: Organisation
  menteeIds: string[]
  /** Name and patronymic, escaped. */
  nameOf(personId: string): string
  /** The same for a button, which is not HTML. */
  labelOf(personId: string): string
  isMentee: boolean
  can: { compose: boolean; answer: boolean; approve: boolean; complete: boolean }
  home: Button
}

const shown = (face: PlanFace, day: string) => plainDay(day, dayOf(face.now, face.zone))
const isComposable = ({ programme, can }: PlanFace) => can.compose && ['draft', 'shown', 'agreed'].includes(programme.state)

/** Whose plan it is: the mentees, or the mentor for a mentee. */
function title(face: PlanFace): string {
  const names = face.isMentee ? [face.pair.mentorId] : face.menteeIds
  return face.t('plan-title', { names: names.map(face.nameOf).join(', '), state: face.t(`plan-state-${face.programme.state}`) })
}

function period(face: PlanFace): string {
  const { startsOn, endsOn } = face.programme
  return face.t('plan-period', { from: shown(face, startsOn), to: shown(face, endsOn) })
}

function waitingLines(face: PlanFace): string[] {
  const { programme, menteeIds, t } = face
  if (programme.state === 'draft') {
    const correction = programme.corrections.at(-1)
    const [gap] = findGaps(programme, menteeIds)
    return [
      ...(programme.returnReason ? [t('plan-returned', { reason: escapeHtml(shortLine(programme.returnReason, 300)) })] : []),
      ...(correction && correction.at >= programme.createdAt ? [t('plan-correction', { name: face.nameOf(correction.menteeId), text: escapeHtml(shortLine(correction.text, 300)) })] : []),
      gap === undefined ? t('plan-complete') : t(`plan-gap-${gap}`),
    ]
  }
  if (programme.state === 'shown') return [t('plan-waits-answer', { names: menteeIds.filter((id) => !programme.agreedBy.includes(id)).map(face.nameOf).join(', ') })]
  if (programme.state === 'agreed') return [t(`plan-waits-${face.organisation.settings.programmeApprover}`)]
  if (programme.state === 'approved') return [t('plan-waits-order')]
  return []
}

/** Accepted of all, and per need: never as a reproach (PROG-25). */
export function progressLines(face: Face, rows: readonly PlanRow[]): string[] {
  const progress = progressOf(rows)
  const perNeed = progress.perNeed.slice(0, 4).map(({ need, accepted, total }) => `• ${escapeHtml(shortLine(need, 50))}: ${accepted}/${total}`)
  return [face.t('plan-progress', { accepted: progress.accepted, total: progress.total }), ...(progress.perNeed.length > 1 ? perNeed : [])]
}

function composeButtons(face: PlanFace): Button[] {
  const { programme, t, menteeIds } = face
  const { id } = programme
  const begun = programme.rowDraft !== null
  const add = planCallbacks.button(t(begun ? 'plan-go-on-row' : 'plan-add-row'), 'add', id)
  const facts = planCallbacks.button(t('plan-change-facts'), 'facts', id)
  const canShow = programme.state === 'draft' && findGaps(programme, menteeIds).length === 0
  const forget = begun ? [planCallbacks.button(t('plan-forget-row'), 'forgetRow', id)] : []
  return [...(canShow ? [planCallbacks.button(t('plan-show'), 'show', id)] : []), add, ...forget, facts]
}

function decisionButtons(face: PlanFace): Button[] {
  const { programme, can, t } = face
  const { id, state } = programme
  const canAnswer = can.answer && state === 'shown'
  const isFulfilled = state === 'running' && programme.completion !== null
  return [
    ...(canAnswer ? [planCallbacks.button(t('label-agree'), 'agree', id), planCallbacks.button(t('plan-correct'), 'correct', id)] : []),
    ...(can.approve && state === 'agreed' ? [planCallbacks.button(t('plan-approve'), 'approve', id), planCallbacks.button(t('plan-send-back'), 'sendBack', id)] : []),
    ...(isFulfilled && can.compose && !programme.completion?.summary ? [planCallbacks.button(t('plan-summarise'), 'summarise', id)] : []),
    ...(isFulfilled && can.complete && programme.completion?.summary ? [planCallbacks.button(t('plan-confirm-completion'), 'complete', id)] : []),
  ]
}

/** The plan at a glance, with the next step as the first button. */
export function planScreen(face: PlanFace): Screen {
  const { programme, t } = face
  const goal = programme.goal === '' ? t('plan-goal-none') : t('plan-goal', { goal: escapeHtml(shortLine(programme.goal, 300)) })
  const progress = programme.state === 'running' || programme.state === 'completed' ? progressLines(face, programme.rows) : []
  const rows = programme.rows.length > 0 ? [planCallbacks.button(t('plan-rows', { count: programme.rows.length }), 'rows', programme.id, '0')] : []
  const facts = isComposable(face) ? [] : [planCallbacks.button(t('plan-facts'), 'facts', programme.id)]
  const buttons = [...decisionButtons(face), ...(isComposable(face) ? composeButtons(face) : []), ...rows, ...facts]
  return { text: [title(face), goal, period(face), ...progress, ...waitingLines(face)].join('\n'), buttons: [...inRows(buttons, 1), [face.home]] }
}

function named(organisation: Organisation, dictionary: DictionaryName, codes: readonly string[]): string {
  return escapeHtml(codes.map((code) => findItem(organisation, dictionary, code)?.text ?? code).join(', '))
}

/** All of the explanatory part (PROG-03), with a button for each while it may be changed. */
export function factsScreen(face: PlanFace): Screen {
  const { programme, organisation, t } = face
  const { id } = programme
  const none = t('plan-value-none')
  const lines = [
    title(face),
    programme.goal === '' ? t('plan-goal-none') : t('plan-goal', { goal: escapeHtml(programme.goal) }),
    period(face),
    t('plan-directions', { list: named(organisation, 'directions', programme.directions) || none }),
    t('plan-kinds', { form: named(organisation, 'forms', [programme.form]) || none, list: named(organisation, 'kinds', programme.kinds) || none }),
    t('plan-support', { list: named(organisation, 'supports', programme.support) || none }),
  ]
  const back = planCallbacks.button(t('plan-back'), 'open', id)
  if (!isComposable(face)) return { text: lines.join('\n'), buttons: [[back]] }
  const change = [
    planCallbacks.button(t('plan-change-goal'), 'goal', id),
    planCallbacks.button(t('plan-change-dates'), 'dates', id),
    planCallbacks.button(t('plan-change-directions'), 'choices', id, 'd'),
    planCallbacks.button(t('plan-change-kinds'), 'choices', id, 'k'),
    ...(choosableItems(organisation, 'supports').length > 0 ? [planCallbacks.button(t('plan-change-support'), 'choices', id, 's')] : []),
  ]
  return { text: lines.join('\n'), buttons: [...inRows(change, 2), [back]] }
}

const signOf = (face: Face, row: PlanRow) => {
  const states = new Set(row.marks.map(({ state }) => state))
  const first = (['reported', 'returned', 'open', 'accepted', 'released'] as const).find((state) => states.has(state))
  return face.t(`mark-sign-${first ?? 'open'}`)
}

/** Rows of the plan by their terms, five a page. */
export function rowsScreen(face: PlanFace, page: number): Screen {
  const { programme, t } = face
  const sorted = [...programme.rows].sort((one, other) => one.finalOn.localeCompare(other.finalOn))
  const { items, from, next } = pageOf(sorted, page)
  const isRunning = programme.state === 'running' || programme.state === 'completed'
  const line = (row: PlanRow, index: number) =>
    `${from + index + 1}. ${isRunning ? `${signOf(face, row)} ` : ''}${escapeHtml(shortLine(row.measures))} · ${byDay(face, row.finalOn)}`
  const open = items.map((row, index) => planCallbacks.button(String(from + index + 1), 'row', programme.id, row.id))
  const more = next === null ? [] : [planCallbacks.button(t(next === 0 ? 'plan-first' : 'label-more'), 'rows', programme.id, String(next))]
  const back = planCallbacks.button(t('plan-back'), 'open', programme.id)
  return { text: [t('plan-rows-head', { count: sorted.length }), ...items.map(line)].join('\n'), buttons: [open, [...more, back]] }
}

function markButtons(face: PlanFace, row: PlanRow): Button[] {
  const { programme, can, t } = face
  if (!can.compose || programme.state !== 'running') return []
  const isGroup = row.marks.length > 1
  return row.marks.filter(isUnfinished).map((mark) => {
    const key = mark.state === 'reported' ? 'plan-review' : 'plan-mark-done'
    const label = isGroup ? t(`${key}-of`, { name: face.labelOf(mark.menteeId) }) : t(key)
    return taskCallbacks.button(label, mark.state === 'reported' ? 'review' : 'personalAsk', programme.id, row.id, mark.menteeId)
  })
}

/** One row: changed before approval, checked while running, read otherwise. */
export function rowScreen(face: PlanFace, row: PlanRow): Screen {
  const { programme, t } = face
  const isRunning = programme.state === 'running' || programme.state === 'completed'
  const marks = isRunning ? row.marks.map((mark) => (row.marks.length > 1 ? `${face.nameOf(mark.menteeId)}: ${markLine(face, mark)}` : markLine(face, mark))) : []
  const ids: [string, string] = [programme.id, row.id]
  const edit = isComposable(face)
    ? [
        planCallbacks.button(t('plan-row-terms'), 'rowTerms', ...ids),
        planCallbacks.button(t('plan-row-mode'), 'rowMode', ...ids),
        planCallbacks.button(t('plan-row-words'), 'rowWords', ...ids),
        planCallbacks.button(t('plan-row-remove'), 'removeAsk', ...ids),
      ]
    : []
  const back = planCallbacks.button(t('plan-back-rows'), 'rows', programme.id, '0')
  return { text: [...rowLines(face, row), ...marks].join('\n'), buttons: [...inRows(edit, 2), ...inRows(markButtons(face, row), 1), [back]] }
}

/** Removing is asked once more. */
export function removeScreen(face: PlanFace, row: PlanRow): Screen {
  const ids: [string, string] = [face.programme.id, row.id]
  const text = face.t('plan-row-remove-ask', { what: escapeHtml(shortLine(row.measures, 200)) })
  return { text, buttons: [[planCallbacks.button(face.t('plan-row-remove-yes'), 'remove', ...ids), planCallbacks.button(face.t('plan-row-keep'), 'row', ...ids)]] }
}

/** Summary of the mentor before the curator, with the confirmation. */
export function completionScreen(face: PlanFace): Screen {
  const summary = escapeHtml(shortLine(face.programme.completion?.summary ?? '', 700))
  const at = face.programme.completion?.summarisedAt
  const lines = [title(face), ...(summary ? [face.t('plan-summary', { text: summary })] : []), ...(at ? [onDay(face, at)] : [])]
  return { text: lines.join('\n'), buttons: [...inRows(decisionButtons(face), 1), [planCallbacks.button(face.t('plan-read'), 'open', face.programme.id)]] }
}
