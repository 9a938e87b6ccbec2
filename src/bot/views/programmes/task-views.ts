import { isPastTerm } from '../../../core/dates.js'
import { inRows, type Button, type Screen } from '../../../core/screen.js'
import type { Mark, PlanRow, Task } from '../../../modules/programmes/programme.js'
import { escapeHtml } from '../../chat.js'
import { planCallbacks } from '../../features/programmes/callbacks.js'
import { taskCallbacks } from '../../features/tasks/callbacks.js'
import { dayOf } from '../../../core/dates.js'
import { plainDay, sayDay } from '../dates.js'
import { pageOf, shortLine, type Face } from './face.js'

/** «до завтра, вт, 15 сентября», «до 15 октября». */
export function byDay(face: Face, day: string): string {
  return face.t('plan-by-day', { day: sayDay(day, face.now, face.zone) })
}

/** «12 сентября» of an instant. */
export function onDay(face: Face, instant: Date): string {
  return plainDay(dayOf(instant, face.zone), dayOf(face.now, face.zone))
}

/** Lines of a row: what, why, until when, what will be shown. */
export function rowLines(face: Face, row: PlanRow): string[] {
  const mode = face.t(`plan-mode-${row.mode}`)
  const between = row.intermediateOn ? [face.t('plan-intermediate', { day: sayDay(row.intermediateOn, face.now, face.zone) })] : []
  return [
    `<b>${escapeHtml(row.measures)}</b>`,
    face.t(`plan-why-${row.aim}`, { need: escapeHtml(row.need) }),
    [face.t('plan-until', { day: sayDay(row.finalOn, face.now, face.zone) }), ...between, mode].join(' · '),
    face.t('plan-result', { result: escapeHtml(row.result) }),
  ]
}

/** Where a mark stands, in words: one table for both sides. */
export function markLine(face: Face, mark: Mark): string {
  const report = mark.reports.at(-1)
  const day = (instant: Date | null | undefined) => (instant ? onDay(face, instant) : '')
  const comment = escapeHtml(report?.comment ?? mark.comment ?? '')
  const args = { day: day(mark.state === 'accepted' ? mark.acceptedAt : (report?.checkedAt ?? report?.at)), comment, hasComment: comment === '' ? 'no' : 'yes' }
  return `${face.t(`mark-sign-${mark.state}`)} ${face.t(`mark-state-${mark.state}`, args)}`
}

/** What stands under a task while another term of it is asked for. */
export interface TermOnTask {
  line: string
  button: Button | null
}

/** The mentee's task with what can be done about it now. */
export function taskScreen(face: Face, { programmeId, row, mark }: Omit<Task, 'pairId'>, term: TermOnTask | null = null): Screen {
  const isOpen = mark.state === 'open' || mark.state === 'returned'
  const isLate = isOpen && isPastTerm(row.finalOn, face.now, face.zone)
  const state = mark.state === 'open' ? [] : [markLine(face, mark)]
  const text = [...rowLines(face, row), ...state, ...(term && isOpen ? [term.line] : isLate ? [face.t('task-late-line')] : [])].join('\n')
  const ask = taskCallbacks.button(face.t('task-ask'), 'ask', programmeId, row.id)
  const list = taskCallbacks.button(face.t('label-my-tasks'), 'list')
  if (!isOpen) return { text, buttons: [[ask], [list]] }
  const done = taskCallbacks.button(face.t('label-task-done'), 'done', programmeId, row.id)
  const late = taskCallbacks.button(face.t('label-task-late'), 'late', programmeId, row.id)
  if (term) return { text, buttons: [...(term.button ? [[term.button]] : []), [done], [ask], [list]] }
  return { text, buttons: [[done], [late, ask], [list]] }
}

function numbers(from: number, items: readonly unknown[], make: (label: string, index: number) => Button): Button[] {
  return items.map((_, index) => make(String(from + index + 1), index))
}

/** «Мои задачи»: five by term, numbers open them. */
export function taskList(face: Face, tasks: readonly Task[], page: number, home: Button): Screen {
  if (tasks.length === 0) return { text: face.t('task-none'), buttons: [[home]] }
  const { items, from, next } = pageOf(tasks, page)
  const line = ({ row, mark }: Task, index: number) =>
    `${from + index + 1}. ${face.t(`mark-sign-${mark.state}`)} ${escapeHtml(shortLine(row.measures))} · ${byDay(face, row.finalOn)}`
  const open = numbers(from, items, (label, index) => taskCallbacks.button(label, 'open', items[index]?.programmeId ?? '', items[index]?.row.id ?? ''))
  const more = next === null ? [] : [taskCallbacks.button(face.t(next === 0 ? 'plan-first' : 'label-more'), 'list', String(next))]
  return { text: [face.t('task-list-head', { count: tasks.length }), ...items.map(line)].join('\n'), buttons: [open, [...more, home]] }
}

export interface ReviewFace {
  programmeId: string
  row: PlanRow
  mark: Mark
  /** Name of the mentee, escaped. */
  name: string
}

function reviewIds({ programmeId, row, mark }: ReviewFace): [string, string, string] {
  return [programmeId, row.id, mark.menteeId]
}

/** A report before the mentor: what was done, the words, the evidence, and the decision (PROG-06). */
export function reviewScreen(face: Face, review: ReviewFace): Screen {
  const { row, mark, name } = review
  const report = mark.reports.at(-1)
  const count = report?.fileIds.length ?? 0
  const evidence = count > 0 ? [face.t('review-attached', { count })] : []
  const words = report?.text ? [face.t('review-words', { text: escapeHtml(shortLine(report.text, 700)) })] : []
  const head = face.t('review-head', { name, what: escapeHtml(shortLine(row.measures, 200)) })
  const files = count > 0 ? [[taskCallbacks.button(face.t('review-open-files', { count }), 'files', ...reviewIds(review))]] : []
  if (mark.state !== 'reported') return { text: [head, ...words, ...evidence, markLine(face, mark)].join('\n'), buttons: files }
  return {
    text: [head, ...words, ...evidence].join('\n'),
    buttons: [
      [taskCallbacks.button(face.t('label-accept'), 'accept', ...reviewIds(review))],
      [taskCallbacks.button(face.t('label-return'), 'giveBack', ...reviewIds(review))],
      ...files,
    ],
  }
}

/** «Проверить»: reports that wait for the mentor, the oldest first. */
export function checkList(face: Face, tasks: readonly Task[], nameOf: (menteeId: string) => string, page: number, home: Button): Screen {
  if (tasks.length === 0) return { text: face.t('review-none'), buttons: [[home]] }
  const { items, from, next } = pageOf(tasks, page)
  const line = ({ row, mark }: Task, index: number) => `${from + index + 1}. ${nameOf(mark.menteeId)}: ${escapeHtml(shortLine(row.measures))}`
  const open = numbers(from, items, (label, index) => {
    const task = items[index]
    return taskCallbacks.button(label, 'review', task?.programmeId ?? '', task?.row.id ?? '', task?.mark.menteeId ?? '')
  })
  const more = next === null ? [] : [taskCallbacks.button(face.t(next === 0 ? 'plan-first' : 'label-more'), 'toCheck', String(next))]
  return { text: [face.t('review-list-head', { count: tasks.length }), ...items.map(line)].join('\n'), buttons: [open, [...more, home]] }
}

/** «Отметить выполненным» by the mentor alone: it cannot be taken back, so it is asked once more. */
export function personalScreen(face: Face, review: ReviewFace): Screen {
  const text = face.t('review-personal-ask', { name: review.name, what: escapeHtml(shortLine(review.row.measures, 200)) })
  const yes = taskCallbacks.button(face.t('review-personal-yes'), 'personal', ...reviewIds(review))
  const back = planCallbacks.button(face.t('label-back'), 'row', review.programmeId, review.row.id)
  return { text, buttons: inRows([yes, back], 1) }
}
