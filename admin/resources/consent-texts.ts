import { ok, refuse } from '../../src/core/result.js'
import { consentKinds, type ConsentKind } from '../../src/modules/consents/consent.js'
import type { ActionScope, Choice, FormInput } from '../actions/form.js'
import { done } from '../actions/outcomes.js'
import type { PanelAction } from '../actions/panel-action.js'
import { formatInstant } from '../pages/format.js'
import { pageLink } from '../pages/links.js'
import { text } from './choices.js'
import type { ResourceContext } from './resource-entry.js'

const common = { resource: 'Consent', type: 'resource', isUnlisted: true } as const
const kindOf = ({ query }: ActionScope): ConsentKind => consentKinds.find((kind) => kind === query['kind']) ?? 'personal-data'
const wordingOf = (input: FormInput) => ({ title: text(input['title']), summary: text(input['summary']), text: text(input['text']) })
const home = () => pageLink('texts')

/** Texts of the papers: a new version at each change, papers signed before keep theirs (CONS-07, IMPL-26). */
export function consentTextActions({ services, texts }: ResourceContext): PanelAction[] {
  const organisationOf = ({ organisationId }: ActionScope) => organisationId ?? ''

  async function earlier(scope: ActionScope): Promise<Choice[]> {
    const [, ...former] = await services.consents.versionsOf(organisationOf(scope), kindOf(scope))
    return former.map(({ version, publishedAt, summary }) => ({
      value: String(version),
      label: texts.text('forms.Consent.restoreText.version', { version, since: formatInstant(publishedAt, scope.user.zone), text: summary.slice(0, 110) }),
    }))
  }

  return [
    {
      ...common,
      name: 'editText',
      icon: 'Edit',
      fields: async (scope) => {
        const kind = kindOf(scope)
        const wording = await services.consents.wordingOf(organisationOf(scope), kind)
        return [
          { name: 'lawyer', kind: 'note' },
          { name: 'kind', kind: 'select', required: true, choices: [{ value: kind, label: texts.text(`words.Consent.kind.${kind}`) }], value: kind },
          { name: 'title', kind: 'text', required: true, most: 200, value: wording.title },
          { name: 'summary', kind: 'textarea', required: true, most: 600, value: wording.summary },
          { name: 'text', kind: 'textarea', required: true, most: 12_000, value: wording.text },
        ]
      },
      version: async (scope) => String((await services.consents.wordingOf(organisationOf(scope), kindOf(scope))).version),
      subject: (scope) => ({ type: 'ConsentText', id: `${organisationOf(scope)}:${kindOf(scope)}` }),
      async look(_actor, scope, input) {
        const seen = await services.consents.previewText(organisationOf(scope), wordingOf(input))
        return ok([seen.title, '', seen.summary, '', seen.text].join('\n'))
      },
      run: async (actor, scope, input) => done(await services.consents.publishText(actor, organisationOf(scope), kindOf(scope), wordingOf(input), scope.seen === undefined ? undefined : Number(scope.seen)), home),
    },
    {
      ...common,
      name: 'restoreText',
      lead: (scope) => texts.text(`words.Consent.kind.${kindOf(scope)}`),
      fields: [{ name: 'version', kind: 'select', required: true, choices: earlier, value: async (scope) => (await earlier(scope))[0]?.value ?? null }],
      async run(actor, scope, input) {
        const known = await services.consents.versionsOf(organisationOf(scope), kindOf(scope))
        const chosen = known.find(({ version }) => String(version) === input['version'])
        return chosen ? done(await services.consents.publishText(actor, organisationOf(scope), kindOf(scope), chosen), home) : refuse('text-version-gone')
      },
    },
  ]
}
