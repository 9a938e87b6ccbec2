import { ok } from '../../src/core/result.js'
import type { Organisation } from '../../src/modules/organisations/organisation.js'
import { done } from '../actions/outcomes.js'
import type { ActionScope, Choice, FormField, FormInput } from '../actions/form.js'
import type { PanelAction } from '../actions/panel-action.js'
import type { BotTexts } from '../pages/bot-texts.js'
import { formatInstant } from '../pages/format.js'
import { actionLink, pageLink } from '../pages/links.js'
import { text } from './choices.js'
import type { ResourceContext } from './resource-entry.js'

const common = { resource: 'Organisation', type: 'record' } as const
const longestLabel = 110
const longestText = 2000

const shortened = (line: string) => (line.length > longestLabel ? `${line.slice(0, longestLabel)}…` : line)

/** Words of the bot that an organisation says in its own way, with a look before they are kept (IMPL-26). */
export function textActions({ services, texts }: ResourceContext, botTexts: BotTexts): PanelAction[] {
  const said = (key: string, params?: Record<string, string>) => texts.text(`forms.Organisation.${key}`, params)
  const read = ({ recordId }: ActionScope) => services.organisations.get(recordId ?? '')
  const keyOf = ({ query }: ActionScope) => query['key'] ?? ''
  const home = () => pageLink('texts')

  const choices = (organisation: Organisation): Choice[] =>
    botTexts.whole.map(({ key, group }) => ({ value: key, label: shortened(botTexts.render(organisation, key).replace(/\s+/g, ' ')), group: botTexts.groupName(group) }))

  async function fields(scope: ActionScope): Promise<FormField[]> {
    const organisation = await read(scope)
    const chosen = botTexts.find(keyOf(scope))
    if (!organisation) return []
    if (!chosen) return [{ name: 'key', kind: 'select', required: true, choices: choices(organisation) }]
    const { key, pattern, placeholders } = chosen
    const known = placeholders.map((name) => `{ $${name} } — ${botTexts.sampleOf(name)}`).join('\n')
    return [
      { name: 'now', kind: 'chat', label: botTexts.render(organisation, key) },
      { name: 'text', kind: 'textarea', required: true, ...(known ? { hint: said('setText.braces') } : {}), most: longestText, value: organisation.texts.find((override) => override.key === key)?.text ?? pattern },
      ...(known ? [{ name: 'placeholders', kind: 'note' as const, label: said('setText.placeholders', { list: known }) }] : []),
    ]
  }

  async function look(_actor: unknown, scope: ActionScope, input: FormInput) {
    const organisation = await read(scope)
    const checked = services.organisations.checkText(keyOf(scope), text(input['text']))
    return checked.ok && organisation ? ok(botTexts.render(organisation, keyOf(scope), checked.value)) : checked
  }

  /** Former wordings of the text, the newest first; its instant names one. */
  async function versions(scope: ActionScope): Promise<Choice[]> {
    const organisation = await read(scope)
    const former = organisation?.texts.find(({ key }) => key === keyOf(scope))?.former ?? []
    return [...former].reverse().map(({ text: wording, until }) => ({
      value: until.toISOString(),
      label: said('restoreText.version', { until: formatInstant(until, scope.user.zone), text: shortened(organisation ? botTexts.render(organisation, keyOf(scope), wording) : wording) }),
    }))
  }

  return [
    {
      ...common,
      name: 'setText',
      icon: 'MessageSquare',
      fields,
      submit: (scope) => (keyOf(scope) ? said('setText.keep') : null),
      look: (actor, scope, input) => look(actor, scope, input),
      hasLook: (scope) => keyOf(scope) !== '',
      async run(actor, scope, input) {
        const id = scope.recordId ?? ''
        if (!botTexts.find(keyOf(scope))) return ok({ quiet: true, redirectTo: actionLink('Organisation', 'setText', id, { key: text(input['key']) }) })
        return done(await services.organisations.setText(actor, id, keyOf(scope), text(input['text']), scope.seenAt), home)
      },
    },
    {
      ...common,
      name: 'restoreText',
      fields: [{ name: 'version', kind: 'select', required: true, choices: versions, value: async (scope) => (await versions(scope))[0]?.value ?? null }],
      run: async (actor, scope, input) => done(await services.organisations.restoreText(actor, scope.recordId ?? '', keyOf(scope), new Date(text(input['version']))), home),
    },
    {
      ...common,
      name: 'resetText',
      lead: async (scope) => {
        const organisation = await read(scope)
        const chosen = botTexts.find(keyOf(scope))
        return organisation && chosen ? said('resetText.ours', { text: botTexts.renderOurs(organisation, chosen.key) }) : null
      },
      fields: [],
      run: async (actor, scope) => done(await services.organisations.resetText(actor, scope.recordId ?? '', keyOf(scope)), home),
    },
  ]
}
