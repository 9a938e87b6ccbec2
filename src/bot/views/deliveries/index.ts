import type { Screen } from '../../../core/screen.js'
import type { DeliveryKind } from '../../../modules/deliveries/delivery.js'
import { nudgeCallbacks } from '../../features/nudges/callbacks.js'
import { announcementDeliveries } from './announcements.js'
import type { DeliveryData, DeliveryView } from './data.js'
import { digestScreen } from './digest.js'
import { linkingDeliveries } from './linking.js'
import { meetingDeliveries } from './meetings.js'
import { pairDeliveries } from './pairs.js'
import { personalDeliveries } from './personal.js'
import { programmeDeliveries } from './programmes.js'
import { reminderDeliveries } from './reminders.js'
import { requestDeliveries } from './requests.js'
import { surveyDeliveries } from './surveys.js'

const mostButtons = 6

/** The view of every kind of message: the table is total. */
export const deliveryViews: Record<DeliveryKind, DeliveryView> = {
  ...linkingDeliveries,
  ...surveyDeliveries,
  ...pairDeliveries,
  ...programmeDeliveries,
  ...meetingDeliveries,
  ...requestDeliveries,
  ...reminderDeliveries,
  ...personalDeliveries,
  ...announcementDeliveries,
  digest: (data) => digestScreen(data, (row) => deliveryViews[row.delivery.kind](row).text),
}

/** A nudge can be asked for less often, as long as there is room for one more of the six buttons. */
function withFewer({ delivery, t }: DeliveryData, screen: Screen): Screen {
  const buttons = screen.buttons ?? []
  const fewer = nudgeCallbacks.button(t('label-less-often'), 'fewer')
  const hasOne = buttons.flat().some((button) => 'data' in button && button.data === nudgeCallbacks.pack('fewer'))
  return delivery.class !== 'deadline' || hasOne || buttons.flat().length >= mostButtons ? screen : { ...screen, buttons: [...buttons, [fewer]] }
}

/** What the person sees: the text is made at the moment of sending, in the organisation's words. */
export function renderDelivery(data: DeliveryData): Screen {
  return withFewer(data, deliveryViews[data.delivery.kind](data))
}
