import { homeButton } from '../../features/home.js'
import type { DeliveryViews } from './data.js'

/** Messages about open questionnaires; the home screen leads to them. */
export const surveyDeliveries: DeliveryViews<'survey-open' | 'survey-reminder'> = {
  'survey-open': ({ t }) => ({ text: t('delivery-survey-open'), buttons: [[homeButton({ t })]] }),
  'survey-reminder': ({ t }) => ({ text: t('delivery-survey-reminder'), buttons: [[homeButton({ t })]] }),
}
