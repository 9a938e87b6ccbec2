import type { Screen } from '../../../core/screen.js'
import { escapeHtml } from '../../chat.js'
import { fileCallbacks } from '../../features/personal-files/callbacks.js'
import { waitingCallbacks } from '../../features/waiting/callbacks.js'
import { sayMoment } from '../dates.js'
import type { DeliveryData, DeliveryViews } from './data.js'

export type PersonalDeliveryKind = 'file-asked' | 'file-answered' | 'consultation-asked'

function answered({ t, fileAccess, nameOf, now, zone, params }: DeliveryData): Screen {
  const name = nameOf(params.menteeId)
  if (fileAccess?.state !== 'approved') return { text: t('delivery-file-declined', { name, reason: escapeHtml(fileAccess?.reason ?? '') }) }
  const moment = fileAccess.comeAt ? sayMoment(fileAccess.comeAt, now, zone) : ''
  return {
    text: t('delivery-file-approved', { name, moment, place: escapeHtml(fileAccess.place ?? '') }),
    buttons: [[fileCallbacks.button(t('file-cancel'), 'cancel', fileAccess.id)]],
  }
}

/** Personal files (DATA-03) and the psychologist (PSY-03): who asks and when to come, never what it is about (DATA-06). */
export const personalDeliveries: DeliveryViews<PersonalDeliveryKind> = {
  'file-asked': ({ t, nameOf, params }) => ({
    text: t('delivery-file-asked', { mentor: nameOf(params.mentorId), mentee: nameOf(params.menteeId) }),
    buttons: [[waitingCallbacks.button(t('reminder-what-waits'), 'show')]],
  }),
  'file-answered': answered,
  'consultation-asked': ({ t }) => ({ text: t('delivery-consultation-asked') }),
}
