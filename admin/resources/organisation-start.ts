import { consentKinds } from '../../src/modules/consents/consent.js'
import type { FormField } from '../actions/form.js'
import type { PanelAction } from '../actions/panel-action.js'
import { pageLink } from '../pages/links.js'
import type { ResourceContext } from './resource-entry.js'

/** «The texts of the consents were read»: they stand on the page, a press says that they fit. */
export function seeTextsAction({ services, texts }: ResourceContext): PanelAction {
  return {
    resource: 'Organisation',
    name: 'seeTexts',
    type: 'record',
    icon: 'BookOpen',
    variant: 'primary',
    async fields({ recordId }): Promise<FormField[]> {
      const wordings = await Promise.all(consentKinds.map(async (kind) => services.consents.previewText(recordId ?? '', await services.consents.wordingOf(recordId ?? '', kind))))
      return wordings.flatMap(({ title, text }, at): FormField[] => [{ name: `text${at}`, kind: 'note', label: `${title}\n\n${text.replaceAll('{person}', texts.text('pages.start.somebody'))}` }])
    },
    links: () => [{ label: texts.text('pages.start.changeTexts'), href: pageLink('texts') }],
    async run(actor, { recordId, user }) {
      const noted = await services.organisations.noteTextsSeen(actor, recordId ?? '')
      if (!noted.ok) return noted
      return { ok: true, value: { redirectTo: pageLink('start', user.organisationId === null ? { organisation: recordId ?? '' } : {}) } }
    },
  }
}
