import type { Screen } from '../../../core/screen.js'
import type { MentoringRequest } from '../../../modules/requests/request-service.js'
import { escapeHtml } from '../../chat.js'
import { taskCallbacks } from '../../features/tasks/callbacks.js'
import { helpScreen, termOutcome, termScreen, type RequestFace } from '../requests/request-views.js'
import type { DeliveryData, DeliveryViews } from './data.js'

export type RequestDeliveryKind = 'help-asked' | 'help-reminder' | 'help-escalated' | 'help-answered' | 'term-asked' | 'term-answered'

/** A message about a request that surely exists: it is never deleted. */
function about(build: (data: DeliveryData, request: MentoringRequest, face: RequestFace) => Screen) {
  return (data: DeliveryData): Screen => {
    const { request, t, zone, now, person, nameOf } = data
    if (!request) throw new Error('a message about a request that is not there')
    return build(data, request, { t, zone, now, personId: person.id, nameOf })
  }
}

const help = (key: string) => about((_, request, face) => helpScreen(face, request, key))

/** Messages about help (REQ-01) and terms (REQ-06). */
export const requestDeliveries: DeliveryViews<RequestDeliveryKind> = {
  'help-asked': help('delivery-help-asked'),
  'help-reminder': help('delivery-help-reminder'),
  'help-escalated': help('delivery-help-escalated'),
  'help-answered': about(({ t, nameOf }, request) => ({
    text: t('delivery-help-answered', { name: nameOf(request.mentorId), text: escapeHtml(request.text), answer: escapeHtml(request.answer ?? '') }),
  })),
  'term-asked': about(({ row }, request, face) => termScreen(face, request, row)),
  'term-answered': about(({ row, t, person }, request, face) => {
    const isMentee = row?.marks.some(({ menteeId }) => menteeId === person.id) ?? false
    const open = taskCallbacks.button(t('delivery-term-open'), 'open', request.programmeId ?? '', request.rowId ?? '')
    return { text: termOutcome(face, request, row), buttons: isMentee ? [[open]] : [] }
  }),
}
