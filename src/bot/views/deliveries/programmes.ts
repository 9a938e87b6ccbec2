import { isPastTerm } from '../../../core/dates.js'
import type { Button, Screen } from '../../../core/screen.js'
import { menteesOf } from '../../../modules/programmes/plan-rules.js'
import type { Mark, PlanRow, Programme } from '../../../modules/programmes/programme.js'
import { escapeHtml } from '../../chat.js'
import { meetingCallbacks } from '../../features/meetings/callbacks.js'
import { nudgeCallbacks } from '../../features/nudges/callbacks.js'
import { planCallbacks } from '../../features/programmes/callbacks.js'
import { taskCallbacks } from '../../features/tasks/callbacks.js'
import { plainDay, sayDay } from '../dates.js'
import { dayOf } from '../../../core/dates.js'
import { shortLine } from '../programmes/face.js'
import { onDay, reviewScreen } from '../programmes/task-views.js'
import type { DeliveryData, DeliveryView, DeliveryViews } from './data.js'

export type ProgrammeDeliveryKind =
  | 'programme-shown'
  | 'programme-correction'
  | 'programme-agreed'
  | 'programme-returned'
  | 'programme-completed'
  | 'completion-offered'
  | 'completion-asked'
  | 'row-reported'
  | 'row-accepted'
  | 'row-returned'
  | 'row-nudge'
  | 'row-unchecked'
  | 'row-overdue-curator'

type About = DeliveryData & { programme: Programme; menteeNames: string; mentorName: string; isMentor: boolean }
type AboutRow = About & { row: PlanRow; what: string; mark: Mark | undefined }

function aboutPlan(view: (about: About) => Screen): DeliveryView {
  return (data) => {
    const { programme, pair } = data
    if (!programme) throw new Error('a message about a plan that is not there')
    const menteeNames = (pair ? menteesOf(programme, pair) : []).map((id) => data.nameOf(id)).join(', ')
    return view({ ...data, programme, menteeNames, mentorName: data.nameOf(pair?.mentorId), isMentor: pair?.mentorId === data.person.id })
  }
}

function aboutRow(view: (about: AboutRow) => Screen): DeliveryView {
  return aboutPlan((about) => {
    const { row, params, person } = about
    if (!row) return { text: about.t('problem-row-not-found'), buttons: [] }
    const menteeId = params.menteeId ?? person.id
    return view({ ...about, row, what: escapeHtml(shortLine(row.measures, 120)), mark: row.marks.find((mark) => mark.menteeId === menteeId) })
  })
}

const read = ({ t, programme }: About): Button => planCallbacks.button(t('plan-read'), 'open', programme.id)
const openTask = ({ t, programme, row }: AboutRow): Button => taskCallbacks.button(t('delivery-term-open'), 'open', programme.id, row.id)
const lastReport = (mark: Mark | undefined) => mark?.reports.at(-1)

const reported = aboutRow((about) => {
  const { programme, row, mark, now, zone, t } = about
  const menteeId = about.params.menteeId ?? ''
  if (!mark) return { text: t('problem-row-not-found') }
  return reviewScreen({ t, now, zone }, { programmeId: programme.id, row, mark, name: about.nameOf(menteeId) })
})

const unchecked = aboutRow((about) => {
  const { row, mark, programme, t, what } = about
  const at = lastReport(mark)?.at ?? about.now
  const args = { name: about.nameOf(about.params.menteeId), mentor: about.mentorName, what, day: onDay(about, at) }
  if (!about.isMentor) return { text: t('delivery-row-unchecked-curator', args), buttons: [[read(about)]] }
  const review = taskCallbacks.button(t('plan-review'), 'review', programme.id, row.id, about.params.menteeId ?? '')
  return { text: t('delivery-row-unchecked', args), buttons: [[review]] }
})

/** Who still has to do the row: the mentor and the curator read the names. */
function doersOf({ row, nameOf }: AboutRow): string {
  return row.marks.filter(({ state }) => state === 'open' || state === 'returned').map(({ menteeId }) => nameOf(menteeId)).join(', ')
}

const nudge = aboutRow((about) => {
  const { row, programme, pair, params, now, zone, t, what } = about
  const term = params.term === 'intermediate' && row.intermediateOn ? row.intermediateOn : row.finalOn
  const today = dayOf(now, zone)
  const isLate = isPastTerm(term, now, zone)
  const day = isLate ? plainDay(term, today) : sayDay(term, now, zone)
  if (about.isMentor) {
    const text = t(isLate ? 'delivery-row-nudge-mentor-late' : 'delivery-row-nudge-mentor', { names: doersOf(about), what, day })
    const meet = isLate && pair ? [[meetingCallbacks.button(t('label-set-meeting'), 'set', pair.id)]] : []
    return { text, buttons: [...meet, [planCallbacks.button(t('plan-open-row'), 'row', programme.id, row.id), read(about)]] }
  }
  const key = isLate ? 'late' : params.term === 'intermediate' ? 'intermediate' : term === today ? 'today' : 'soon'
  const done = taskCallbacks.button(t('label-task-done'), 'done', programme.id, row.id)
  const late = taskCallbacks.button(t('label-task-late'), 'late', programme.id, row.id)
  const tomorrow = nudgeCallbacks.button(t('nudge-tomorrow'), 'tomorrow', programme.id, row.id)
  return { text: t(`delivery-row-nudge-${key}`, { what, day }), buttons: [[done, late], [tomorrow, nudgeCallbacks.button(t('label-less-often'), 'fewer')]] }
})

const accepted = aboutRow((about) => {
  const { params, mark, t, what } = about
  const comment = lastReport(mark)?.comment ?? mark?.comment
  const words = comment ? [t('delivery-row-comment', { comment: escapeHtml(shortLine(comment, 500)) })] : []
  const text = [t(params.first === 'yes' ? 'delivery-row-accepted-first' : 'delivery-row-accepted', { what }), ...words].join('\n')
  return { text, buttons: [[taskCallbacks.button(t('label-my-tasks'), 'list')]] }
})

const returned = aboutRow((about) => {
  const comment = escapeHtml(shortLine(lastReport(about.mark)?.comment ?? '', 700))
  return { text: about.t('delivery-row-returned', { what: about.what, comment }), buttons: [[openTask(about)]] }
})

const agreed = aboutPlan((about) => {
  const { t, programme, isMentor, menteeNames, mentorName, organisation } = about
  const args = { names: menteeNames, mentor: mentorName, approver: organisation.settings.programmeApprover }
  const isOpen = programme.state === 'agreed'
  if (isMentor) return { text: t('delivery-programme-agreed-mentor', args), buttons: [[read(about)]] }
  const decide = [planCallbacks.button(t('plan-approve'), 'approve', programme.id), planCallbacks.button(t('plan-send-back'), 'sendBack', programme.id)]
  return { text: t('delivery-programme-agreed-approver', args), buttons: [[read(about)], ...(isOpen ? [decide] : [])] }
})

/** Messages about plans, their rows and their end (PROG-06..08, PROG-24, END-01). */
export const programmeDeliveries: DeliveryViews<ProgrammeDeliveryKind> = {
  'programme-shown': aboutPlan((about) => ({ text: about.t('delivery-programme-shown', { name: about.mentorName }), buttons: [[read(about)]] })),
  'programme-correction': aboutPlan((about) => {
    const correction = about.programme.corrections.at(-1)
    const text = escapeHtml(shortLine(correction?.text ?? '', 700))
    return { text: about.t('delivery-programme-correction', { name: about.nameOf(about.params.menteeId), text }), buttons: [[read(about)]] }
  }),
  'programme-agreed': agreed,
  'programme-returned': aboutPlan((about) => {
    const reason = escapeHtml(shortLine(about.programme.returnReason ?? '', 700))
    return { text: about.t('delivery-programme-returned', { names: about.menteeNames, reason }), buttons: [[read(about)]] }
  }),
  'programme-completed': aboutPlan((about) => ({
    text: about.t('delivery-programme-completed', { names: about.isMentor ? about.menteeNames : about.mentorName }),
    buttons: [[read(about)]],
  })),
  'completion-offered': aboutPlan((about) => ({
    text: about.t('delivery-completion-offered', { names: about.menteeNames }),
    buttons: [[planCallbacks.button(about.t('plan-summarise'), 'summarise', about.programme.id)]],
  })),
  'completion-asked': aboutPlan((about) => {
    const text = escapeHtml(shortLine(about.programme.completion?.summary ?? '', 700))
    const confirm = planCallbacks.button(about.t('plan-confirm-completion'), 'complete', about.programme.id)
    return { text: about.t('delivery-completion-asked', { mentor: about.mentorName, names: about.menteeNames, text }), buttons: [[confirm], [read(about)]] }
  }),
  'row-reported': reported,
  'row-accepted': accepted,
  'row-returned': returned,
  'row-nudge': nudge,
  'row-unchecked': unchecked,
  'row-overdue-curator': aboutRow((about) => ({
    text: about.t('delivery-row-overdue', {
      mentor: about.mentorName,
      names: doersOf(about),
      what: about.what,
      day: plainDay(about.row.finalOn, dayOf(about.now, about.zone)),
    }),
    buttons: [[read(about)]],
  })),
}
