import type { ConsentKind } from '../../../modules/consents/consent.js'
import { escapeHtml } from '../../chat.js'
import { consentCallbacks, paperIds } from '../../features/consents/views.js'
import { waitingCallbacks } from '../../features/waiting/callbacks.js'
import type { DeliveryData, DeliveryViews } from './data.js'

/** `params.kind` names the paper; `duties` belongs to the pair of the message. */
function paperOf({ params, pair, delivery }: DeliveryData) {
  const kind = (params.kind ?? 'duties') as ConsentKind
  const pairId = kind === 'duties' ? (pair?.id ?? (delivery.subject.type === 'pair' ? delivery.subject.id : null)) : null
  return { kind, pairId }
}

const paperMessage = (key: string) => (data: DeliveryData) => {
  const paper = paperOf(data)
  return {
    text: data.t(key, { title: data.t(`consents-kind-${paper.kind}`) }),
    buttons: [[consentCallbacks.button(data.t('delivery-consent-open'), 'show', ...paperIds(paper))]],
  }
}

/** Messages about links and papers. */
export const linkingDeliveries: DeliveryViews<'link-replaced' | 'invitation-dead' | 'login-link' | 'consent-asked' | 'consent-reminder' | 'consent-withdrawn' | 'person-unreachable'> = {
  'link-replaced': ({ t }) => ({ text: t('delivery-link-replaced') }),
  'invitation-dead': ({ t, nameOf, params }) => ({ text: t('delivery-invitation-dead', { name: nameOf(params.personId) }) }),
  'login-link': ({ t, loginAddress }) => ({ text: t('panel-login-link', { address: escapeHtml(loginAddress ?? '') }) }),
  'consent-asked': paperMessage('delivery-consent-asked'),
  'consent-reminder': paperMessage('delivery-consent-reminder'),
  'consent-withdrawn': ({ t, nameOf, params }) => ({ text: t('delivery-consent-withdrawn', { name: nameOf(params.personId) }) }),
  'person-unreachable': ({ t, nameOf, params }) => ({
    text: t('delivery-person-unreachable', { name: nameOf(params.aboutId) }),
    buttons: [[waitingCallbacks.button(t('reminder-what-waits'), 'show')]],
  }),
}
