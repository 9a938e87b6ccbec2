import { DateTime } from 'luxon'
import type { Button, Screen } from '../../../core/screen.js'
import type { DeliveryKind } from '../../../modules/deliveries/delivery.js'
import type { Meeting } from '../../../modules/meetings/meeting.js'
import { homeCallbacks } from '../../features/home.js'
import { announcementCallbacks } from '../../features/announcements/callbacks.js'
import { nudgeCallbacks } from '../../features/nudges/callbacks.js'
import { planCallbacks } from '../../features/programmes/callbacks.js'
import { taskCallbacks } from '../../features/tasks/callbacks.js'
import { waitingCallbacks } from '../../features/waiting/callbacks.js'
import { sayMoment } from '../dates.js'
import { shortLine } from '../programmes/face.js'
import { announcementLine } from './announcements.js'
import type { DeliveryData } from './data.js'

const leads = ['check', 'waiting', 'tasks', 'plan', 'announcements', 'home'] as const
/** Which button of the summary leads to what a line speaks of. */
type Lead = (typeof leads)[number]

/** A message as one line of the summary: the first line of its own text where no shorter one is named. */
interface DigestLine {
  lead: Lead | ((data: DeliveryData) => Lead)
  say?: (data: DeliveryData) => string
}

const mostLines = 5
const longestLine = 110

const isMentor = ({ pair, person }: DeliveryData) => pair?.mentorId === person.id
const tasksOrPlan = (data: DeliveryData): Lead => (isMentor(data) ? 'plan' : 'tasks')
const checkOrWaiting = (data: DeliveryData): Lead => (isMentor(data) ? 'check' : 'waiting')
const homeOrWaiting = ({ params }: DeliveryData): Lead => (params.role === 'curator' ? 'waiting' : 'home')
const short = (key: string) => ({ t, nameOf, pair, person }: DeliveryData) => t(key, { name: nameOf(pair && pair.mentorId !== person.id ? pair.mentorId : pair?.members[0]?.menteeId) })
const meeting = (key: string) => (data: DeliveryData) => {
  const { t, meeting: one, now, zone } = data
  return one ? t(key, { moment: sayMoment(one.startsAt, now, zone), names: namesAt(data, one) }) : ''
}

/** Every kind has its line: a new one cannot be forgotten. */
const digestLines: Record<Exclude<DeliveryKind, 'digest'>, DigestLine> = {
  'link-replaced': { lead: 'home' },
  'invitation-dead': { lead: 'waiting' },
  'login-link': { lead: 'home' },
  'person-unreachable': { lead: 'waiting' },
  'consent-asked': { lead: 'home' },
  'consent-reminder': { lead: 'home', say: ({ t }) => t('digest-consent') },
  'consent-withdrawn': { lead: 'waiting' },
  'survey-open': { lead: 'home', say: ({ t }) => t('digest-survey') },
  'survey-reminder': { lead: 'home', say: ({ t }) => t('digest-survey') },
  'pair-proposed': { lead: 'home', say: short('digest-pair-answer') },
  'pair-reminder': { lead: 'home', say: short('digest-pair-answer') },
  'pair-declined': { lead: homeOrWaiting },
  'pair-agreed': { lead: homeOrWaiting },
  'pair-wants-talk': { lead: homeOrWaiting },
  'pair-started': { lead: 'home' },
  'pair-paused': { lead: homeOrWaiting },
  'pair-resumed': { lead: 'home' },
  'pair-ended': { lead: 'home' },
  'mentor-replaced': { lead: 'home' },
  'curator-changed': { lead: 'home' },
  'programme-shown': { lead: 'plan' },
  'programme-correction': { lead: 'plan' },
  'programme-agreed': { lead: checkOrWaiting },
  'programme-returned': { lead: 'plan' },
  'programme-completed': { lead: 'home' },
  'completion-offered': { lead: 'plan' },
  'completion-asked': { lead: 'waiting' },
  'row-reported': { lead: 'check' },
  'row-accepted': { lead: 'tasks' },
  'row-returned': { lead: 'tasks' },
  'row-nudge': { lead: tasksOrPlan },
  'row-unchecked': { lead: checkOrWaiting },
  'row-overdue-curator': { lead: 'waiting' },
  'term-asked': { lead: 'home' },
  'term-answered': { lead: tasksOrPlan },
  'meeting-set': { lead: 'home', say: meeting('digest-meeting-set') },
  'meeting-moved': { lead: 'home', say: meeting('digest-meeting-moved') },
  'meeting-cancelled': { lead: 'home' },
  'meeting-confirmed': { lead: 'home' },
  'meeting-move-asked': { lead: 'home' },
  'meeting-reminder': { lead: 'home', say: meeting('digest-meeting') },
  'meeting-question': { lead: 'home' },
  'meeting-summary-reminder': { lead: 'home' },
  'help-asked': { lead: 'home' },
  'help-reminder': { lead: 'home' },
  'help-escalated': { lead: 'waiting' },
  'help-answered': { lead: 'home' },
  'file-asked': { lead: 'waiting' },
  'file-answered': { lead: 'home' },
  'consultation-asked': { lead: 'home' },
  'pair-without-order': { lead: 'waiting' },
  'order-without-programme': { lead: 'plan' },
  'programme-ending': { lead: (data) => (data.params.role === 'curator' ? 'waiting' : tasksOrPlan(data)) },
  'pair-idle': { lead: (data) => (data.params.role === 'curator' ? 'waiting' : 'plan') },
  'mentees-unpaired': { lead: ({ params }) => (params.role === 'psychologist' ? 'home' : 'waiting') },
  'mentor-check-in': { lead: 'plan' },
  announcement: { lead: 'announcements', say: announcementLine },
}

const lineOf = ({ delivery }: DeliveryData): DigestLine => digestLines[delivery.kind as Exclude<DeliveryKind, 'digest'>]

/** Whom the person meets: the mentor for a mentee, the mentees for the mentor. */
function namesAt({ person, pair, nameOf }: DeliveryData, { attendees }: Meeting): string {
  const others = attendees.map(({ personId }) => personId).filter((id) => id !== person.id)
  const shown = pair && pair.mentorId !== person.id && others.includes(pair.mentorId) ? [pair.mentorId] : others
  return shown.map(nameOf).join(', ')
}

/** The hour, with those whom the person meets. */
const timeWithNames = (data: DeliveryData, one: Meeting) => `${DateTime.fromJSDate(one.startsAt, { zone: data.zone }).toFormat('HH:mm')} (${namesAt(data, one)})`

function leadButton({ t }: DeliveryData, lead: Lead): Button {
  if (lead === 'check') return taskCallbacks.button(t('digest-check'), 'toCheck')
  if (lead === 'waiting') return waitingCallbacks.button(t('reminder-what-waits'), 'show')
  if (lead === 'tasks') return taskCallbacks.button(t('label-my-tasks'), 'list')
  if (lead === 'announcements') return announcementCallbacks.button(t('announcement-read'), 'latest')
  return lead === 'plan' ? planCallbacks.button(t('digest-open-plan'), 'mine') : homeCallbacks.button(t('label-home'), 'show')
}

function headOf(data: DeliveryData): string {
  const { t, folded, meetingsToday, checks } = data
  const meetings = meetingsToday.map((one) => timeWithNames(data, one)).join(', ')
  const today = [
    ...(meetingsToday.length > 0 ? [t('digest-meetings', { count: meetingsToday.length, meetings })] : []),
    ...(checks > 0 ? [t('digest-checks', { count: checks })] : []),
  ]
  return today.length > 0 ? t('digest-today', { today: today.join('; ') }) : t('digest-head', { count: folded.length })
}

/** The morning's summary (voice §2): today's meetings, a line for each thing that waits, one way to each (IMPL-01). */
export function digestScreen(data: DeliveryData, textOf: (row: DeliveryData) => string): Screen {
  const { t, folded } = data
  const firstLine = (row: DeliveryData) => shortLine(textOf(row).split('\n')[0]?.replace(/<[^>]+>/g, '') ?? '', longestLine)
  const lines = [...new Set(folded.map((row) => lineOf(row).say?.(row) ?? firstLine(row)))]
  const rest = lines.length - mostLines
  const shown = lines.slice(0, mostLines).map((line) => t('digest-line', { line }))
  const wanted = new Set<Lead | undefined>(folded.map((row) => [lineOf(row).lead].map((lead) => (typeof lead === 'function' ? lead(row) : lead))[0]))
  if (data.checks > 0) wanted.add('check')
  const buttons = leads.filter((lead) => wanted.has(lead)).map((lead) => [leadButton(data, lead)])
  return {
    text: [headOf(data), ...shown, ...(rest > 0 ? [t('digest-more', { count: rest })] : [])].join('\n'),
    buttons: [...buttons, [nudgeCallbacks.button(t('label-less-often'), 'fewer')]],
  }
}
