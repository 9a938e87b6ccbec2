import type { Screen } from '../../../core/screen.js'
import type { DeliveryKind } from '../../../modules/deliveries/delivery.js'
import type { DeliveryData, DeliveryView } from './data.js'
import { linkingDeliveries } from './linking.js'
import { meetingDeliveries } from './meetings.js'
import { pairDeliveries } from './pairs.js'
import { programmeDeliveries } from './programmes.js'
import { reminderDeliveries } from './reminders.js'
import { requestDeliveries } from './requests.js'
import { surveyDeliveries } from './surveys.js'

/** The view of every kind of message: the table is total. */
export const deliveryViews: Record<DeliveryKind, DeliveryView> = {
  ...linkingDeliveries,
  ...surveyDeliveries,
  ...pairDeliveries,
  ...programmeDeliveries,
  ...meetingDeliveries,
  ...requestDeliveries,
  ...reminderDeliveries,
}

/** What the person sees: the text is made at the moment of sending, in the organisation's words. */
export function renderDelivery(data: DeliveryData): Screen {
  return deliveryViews[data.delivery.kind](data)
}
