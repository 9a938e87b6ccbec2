import type { Organisation } from '../../src/modules/organisations/organisation.js'
import { done } from '../actions/outcomes.js'
import type { ActionScope, Choice, FormField } from '../actions/form.js'
import type { PanelAction } from '../actions/panel-action.js'
import type { BotTexts } from '../pages/bot-texts.js'
import { actionLink } from '../pages/links.js'
import { text } from './choices.js'
import type { ResourceContext } from './resource-entry.js'

const common = { resource: 'Organisation', type: 'record' } as const
const longestLabel = 110
const longestText = 2000

const shortened = (line: string) => (line.length > longestLabel ? `${line.slice(0, longestLabel)}…` : line)

/** Words of the bot that an organisation says in its own way, with a look before they are kept (IMPL-26). */
export function textActions({ services, texts }: ResourceContext, botTexts: BotTexts): PanelAction[] {
  const said = (key: string, params?: Record<string, string>) => texts.text(`forms.Organisation.setText.${key}`, params)
  const read = ({ recordId }: ActionScope) => services.organisations.get(recordId ?? '')

  const choices = (organisation: Organisation): Choice[] =>
    botTexts.all.map(({ key, group }) => ({ value: key, label: shortened(botTexts.render(organisation, key).replace(/\s+/g, ' ')), group: botTexts.groupName(group) }))

  async function fields(scope: ActionScope): Promise<FormField[]> {
    const organisation = await read(scope)
    const chosen = botTexts.find(scope.query['key'] ?? '')
    if (!organisation) return []
    if (!chosen) return [{ name: 'key', kind: 'select', required: true, choices: choices(organisation) }]
    const { key, pattern, placeholders } = chosen
    const tried = scope.query['text']
    const known = placeholders.map((name) => `{ $${name} } — ${botTexts.sampleOf(name)}`).join('\n')
    const look = tried === undefined ? said('now', { text: botTexts.render(organisation, key) }) : said('preview', { text: botTexts.render(organisation, key, tried) })
    return [
      { name: 'look', kind: 'note', label: look },
      { name: 'text', kind: 'textarea', required: true, most: longestText, value: organisation.texts.find((override) => override.key === key)?.text ?? pattern },
      ...(known ? [{ name: 'placeholders', kind: 'note' as const, label: said('placeholders', { list: known }) }] : []),
      { name: 'isTrial', kind: 'checkbox', value: tried === undefined },
    ]
  }

  return [
    {
      ...common,
      name: 'setText',
      icon: 'MessageSquare',
      fields,
      submit: ({ query }) => (query['text'] === undefined ? null : said('keep')),
      async run(actor, { recordId, query }, input) {
        const id = recordId ?? ''
        const key = query['key'] ?? ''
        const again = (given: Record<string, string>) => ({ ok: true as const, value: { quiet: true, redirectTo: actionLink('Organisation', 'setText', id, given) } })
        if (!botTexts.find(key)) return again({ key: text(input['key']) })
        if (input['isTrial'] !== true) return done(await services.organisations.setText(actor, id, key, text(input['text'])))
        const checked = services.organisations.checkText(key, text(input['text']))
        return checked.ok ? again({ key, text: checked.value }) : checked
      },
    },
    {
      ...common,
      name: 'resetText',
      lead: async (scope) => {
        const organisation = await read(scope)
        const chosen = botTexts.find(scope.query['key'] ?? '')
        return organisation && chosen ? texts.text('forms.Organisation.resetText.ours', { text: botTexts.renderOurs(organisation, chosen.key) }) : null
      },
      fields: [],
      run: async (actor, { recordId, query }) => done(await services.organisations.resetText(actor, recordId ?? '', query['key'] ?? '')),
    },
  ]
}
