import { fillInButton } from '../../features/questionnaires.js'
import { sayDay } from '../dates.js'
import type { DeliveryData, DeliveryViews } from './data.js'

/** Until when the answers are awaited, where the survey has a last day. */
function survey(key: string) {
  return ({ t, params, now, zone }: DeliveryData) => {
    const text = params.closesOn ? t(`${key}-until`, { day: sayDay(params.closesOn, now, zone) }) : t(key)
    return { text, buttons: [[fillInButton({ t }, params.survey ?? '')]] }
  }
}

/** Messages about open questionnaires, with the button that opens the form. */
export const surveyDeliveries: DeliveryViews<'survey-open' | 'survey-reminder'> = {
  'survey-open': survey('delivery-survey-open'),
  'survey-reminder': survey('delivery-survey-reminder'),
}
