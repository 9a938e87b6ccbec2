import { dayOf } from '../../../core/dates.js'
import type { Screen } from '../../../core/screen.js'
import { agreedAt } from '../../../modules/reminders/pair-reminders.js'
import { participantIds, type Pair } from '../../../modules/pairs/pair.js'
import { meetingCallbacks } from '../../features/meetings/callbacks.js'
import { planCallbacks } from '../../features/programmes/callbacks.js'
import { waitingCallbacks } from '../../features/waiting/callbacks.js'
import { plainDay, sayDay } from '../dates.js'
import type { DeliveryData, DeliveryViews } from './data.js'

export type ReminderDeliveryKind = 'pair-without-order' | 'order-without-programme' | 'programme-ending' | 'pair-idle' | 'mentees-unpaired' | 'mentor-check-in'

/** A message about a pair that surely exists: it is never deleted. */
function about(build: (data: DeliveryData, pair: Pair) => Screen) {
  return (data: DeliveryData): Screen => {
    if (!data.pair) throw new Error('a reminder about a pair that is not there')
    return build(data, data.pair)
  }
}

/** The pair's people without the one who reads. */
const othersOf = ({ nameOf, person }: DeliveryData, pair: Pair) => participantIds(pair).filter((id) => id !== person.id).map(nameOf).join(', ')
const past = ({ now, zone }: DeliveryData, at: Date) => plainDay(dayOf(at, zone), dayOf(now, zone))
const waiting = ({ t }: DeliveryData) => waitingCallbacks.button(t('reminder-what-waits'), 'show')
const ownPlan = ({ t }: DeliveryData) => planCallbacks.button(t('plan-button'), 'mine')

/** Reminders of how things stand (IMPL-01, section 29): what it is, one next step, no blame. */
export const reminderDeliveries: DeliveryViews<ReminderDeliveryKind> = {
  'pair-without-order': about((data, pair) => ({
    text: data.t('reminder-pair-without-order', { pair: othersOf(data, pair), day: past(data, agreedAt(pair) ?? pair.updatedAt) }),
    buttons: [[waiting(data)]],
  })),
  'order-without-programme': about((data, pair) => ({ text: data.t('reminder-order-without-programme', { names: othersOf(data, pair) }), buttons: [[ownPlan(data)]] })),
  'programme-ending': about((data, pair) => {
    const { t, programme, now, zone, params } = data
    if (!programme) throw new Error('a reminder about a plan that is not there')
    const day = sayDay(programme.endsOn, now, zone)
    if (params.role === 'curator') return { text: t('reminder-programme-ending-curator', { pair: othersOf(data, pair), day }), buttons: [[planCallbacks.button(t('plan-read'), 'open', programme.id)]] }
    return { text: t('reminder-programme-ending', { names: othersOf(data, pair), day }), buttons: [[ownPlan(data)]] }
  }),
  'pair-idle': about((data, pair) => {
    const { t, params, delivery, now, zone } = data
    if (params.role !== 'curator') return { text: t('reminder-pair-idle', { names: othersOf(data, pair) }), buttons: [[meetingCallbacks.button(t('label-set-meeting'), 'set', pair.id)], [ownPlan(data)]] }
    return { text: t('reminder-pair-idle-curator', { pair: othersOf(data, pair), day: plainDay(delivery.occurrence, dayOf(now, zone)) }), buttons: [[waiting(data)]] }
  }),
  'mentees-unpaired': (data) => {
    const { t, params, nameOf } = data
    const ids = [params.mentee1Id, params.mentee2Id, params.mentee3Id].filter((id) => id !== undefined)
    const more = Number(params.count) - ids.length
    const names = ids.map(nameOf).join(', ')
    const args = { names: more > 0 ? t('reminder-and-more', { names, count: more }) : names }
    if (params.role === 'psychologist') return { text: t('reminder-mentees-unpaired-psychologist', args) }
    return { text: t('reminder-mentees-unpaired', args), buttons: [[waiting(data)]] }
  },
  'mentor-check-in': about((data, pair) => ({
    text: data.t('reminder-mentor-check-in', { names: othersOf(data, pair) }),
    buttons: [[meetingCallbacks.button(data.t('label-set-meeting'), 'set', pair.id)], [ownPlan(data)]],
  })),
}
