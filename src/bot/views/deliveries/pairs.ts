import type { Screen } from '../../../core/screen.js'
import { dayOf } from '../../../core/dates.js'
import type { Pair } from '../../../modules/pairs/pair.js'
import { homeCallbacks } from '../../features/home.js'
import { meetingCallbacks } from '../../features/meetings/callbacks.js'
import { planCallbacks } from '../../features/programmes/callbacks.js'
import { taskCallbacks } from '../../features/tasks/callbacks.js'
import { plainDay } from '../dates.js'
import { pairCard, type PairFace } from '../pairs/pair-card.js'
import type { DeliveryData, DeliveryViews } from './data.js'

export type PairDeliveryKind =
  | 'pair-proposed'
  | 'pair-reminder'
  | 'pair-declined'
  | 'pair-agreed'
  | 'pair-wants-talk'
  | 'pair-started'
  | 'pair-paused'
  | 'pair-resumed'
  | 'pair-ended'
  | 'mentor-replaced'
  | 'curator-changed'

/** A message about a pair that surely exists: it is never deleted. */
function about(build: (data: DeliveryData, pair: Pair) => Screen) {
  return (data: DeliveryData): Screen => {
    if (!data.pair) throw new Error('a message about a pair that is not there')
    return build(data, data.pair)
  }
}

const faceOf = ({ t, organisation, now, person, people }: DeliveryData, pair: Pair): PairFace => ({ t, organisation, now, personId: person.id, pair, people })

/** The pair's people by name, as far as they are known to the message. */
function namesOf({ nameOf, people }: DeliveryData, pair: Pair): string {
  return [pair.mentorId, ...pair.members.map(({ menteeId }) => menteeId)].filter((id) => people[id]).map(nameOf).join(', ')
}

const isFor = (role: 'curator' | 'mentor' | 'mentee') => ({ params }: DeliveryData) => params.role === role
const isForCurator = isFor('curator')
const isForMentor = isFor('mentor')

/** One line, with other words for the curator. */
const line = (key: string, curatorKey = key) => about((data, pair) => ({ text: data.t(isForCurator(data) ? curatorKey : key, { pair: namesOf(data, pair) }) }))

const home = (t: DeliveryData['t']) => homeCallbacks.button(t('label-home'), 'show')

const wantsTalk = about((data, pair) => {
  const { t, params, nameOf } = data
  if (isForCurator(data)) return { text: t('delivery-pair-talk-curator', { pair: namesOf(data, pair) }) }
  const meet = [[meetingCallbacks.button(t('label-set-meeting'), 'set', pair.id)]]
  if (isForMentor(data)) return { text: t('delivery-pair-talk-mentor', { name: nameOf(params.whoId) }), buttons: meet }
  const isMentorsWish = params.whoId === pair.mentorId
  return { text: isMentorsWish ? t('delivery-pair-talk-mentee', { name: nameOf(params.whoId) }) : t('delivery-pair-talk-others') }
})

const started = about((data, pair) => {
  const { t, nameOf, now, zone } = data
  const order = { number: pair.order?.number ?? '', day: pair.order ? plainDay(pair.order.on, dayOf(now, zone)) : '' }
  if (isForMentor(data)) {
    const buttons = [[meetingCallbacks.button(t('label-set-meeting'), 'set', pair.id)], [planCallbacks.button(t('plan-button'), 'mine')]]
    return { text: t('delivery-pair-started-mentor', { pair: namesOf(data, pair), ...order }), buttons }
  }
  return { text: t('delivery-pair-started-mentee', { name: nameOf(pair.mentorId), ...order }), buttons: [[taskCallbacks.button(t('label-my-tasks'), 'list')], [home(t)]] }
})

const ended = about((data) => {
  const { t, params, person, nameOf } = data
  if (!params.menteeId) return { text: t('delivery-pair-ended') }
  return { text: person.id === params.menteeId ? t('delivery-pair-left-mentee') : t('delivery-pair-left-mentor', { name: nameOf(params.menteeId) }) }
})

const replaced = about((data, pair) => {
  const { t, params, nameOf } = data
  if (!isForMentor(data)) return pairCard(faceOf(data, pair), t('delivery-mentor-replaced'))
  return { text: params.menteeId ? t('delivery-mentor-replaced-mentor', { name: nameOf(params.menteeId) }) : t('delivery-mentor-replaced-group') }
})

/** Messages about pairs: nothing of one side's refusal or reason reaches the other (voice, section 1.5). */
export const pairDeliveries: DeliveryViews<PairDeliveryKind> = {
  'pair-proposed': about((data, pair) => pairCard(faceOf(data, pair))),
  'pair-reminder': about((data, pair) => pairCard(faceOf(data, pair), data.t('delivery-pair-reminder'))),
  'pair-declined': line('delivery-pair-declined', 'delivery-pair-declined-curator'),
  'pair-agreed': line('delivery-pair-agreed', 'delivery-pair-agreed-curator'),
  'pair-wants-talk': wantsTalk,
  'pair-started': started,
  'pair-paused': line('delivery-pair-paused', 'delivery-pair-paused-curator'),
  'pair-resumed': line('delivery-pair-resumed'),
  'pair-ended': ended,
  'mentor-replaced': replaced,
  'curator-changed': about((data, pair) => ({
    text: isForCurator(data) ? data.t('delivery-curator-changed-curator', { pair: namesOf(data, pair) }) : data.t('delivery-curator-changed', { name: data.nameOf(data.params.curatorId) }),
  })),
}
