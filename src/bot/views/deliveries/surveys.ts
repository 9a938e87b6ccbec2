import { homeButton } from '../../features/home.js'
import { sayDay } from '../dates.js'
import type { DeliveryData, DeliveryViews } from './data.js'

/** Until when the answers are awaited, where the survey has a last day. */
function survey(key: string) {
  return ({ t, params, now, zone }: DeliveryData) => {
    const text = params.closesOn ? t(`${key}-until`, { day: sayDay(params.closesOn, now, zone) }) : t(key)
    return { text, buttons: [[homeButton({ t })]] }
  }
}

/** Messages about open questionnaires; the home screen leads to them. */
export const surveyDeliveries: DeliveryViews<'survey-open' | 'survey-reminder'> = {
  'survey-open': survey('delivery-survey-open'),
  'survey-reminder': survey('delivery-survey-reminder'),
}
