import { addMonths, dayOf } from '../../src/core/dates.js'
import { ok } from '../../src/core/result.js'
import { yearAround } from '../../src/modules/organisations/academic-year.js'
import { closedDictionaries } from '../../src/modules/organisations/dictionary.js'
import { dictionaryNames, type DictionaryName, type Organisation } from '../../src/modules/organisations/organisation.js'
import { mayChangeDuties } from '../../src/modules/organisations/organisation-policy.js'
import { actorOf } from '../gate/panel-user.js'
import type { OrganisationSettings } from '../../src/modules/organisations/settings.js'
import { done } from '../actions/outcomes.js'
import type { ActionScope, Choice, FormField, FormInput } from '../actions/form.js'
import type { PanelAction } from '../actions/panel-action.js'
import { formatDay } from '../pages/format.js'
import { text, textOrNone } from './choices.js'
import type { ResourceContext } from './resource-entry.js'

const common = { resource: 'Organisation', type: 'record' } as const
const papers = ['personal-data', 'mentoring', 'duties'] as const
const numbers = { mentorCapacity: 50, programmeMinMonths: 60, programmeMaxMonths: 60, invitationHours: 720 } as const
const choices = { programmeApprover: ['curator', 'head'], chatPrivacy: ['normal', 'strict'] } as const

function settingsFields({ texts }: ResourceContext, { settings }: Organisation, mayDuties: boolean): FormField[] {
  const said = (name: string, codes: readonly string[]) => codes.map((value) => ({ value, label: texts.text(`words.Organisation.${name}.${value}`) }))
  const fact = (name: string, value: string): FormField => ({ name, kind: 'note', label: `${texts.text(`forms.Organisation.settings.fields.${name}`)}: ${value}` })
  const { programmeApprover, secondDatum } = settings
  const duties = [fact('programmeApprover', texts.text(`words.Organisation.programmeApprover.${programmeApprover}`)), fact('secondDatum', texts.text(`shell.${secondDatum ? 'yes' : 'no'}`))]
  return [
    ...papers.map((kind): FormField => ({ name: `way-${kind}`, kind: 'select', required: true, choices: said('consentWay', ['paper', 'button']), value: settings.consentWay[kind] })),
    ...Object.entries(choices).filter(([name]) => mayDuties || name !== 'programmeApprover').map(([name, codes]): FormField => ({ name, kind: 'select', required: true, choices: said(name, codes), value: settings[name as keyof typeof choices] })),
    ...(mayDuties ? [{ name: 'secondDatum', kind: 'checkbox', value: secondDatum } as const] : duties),
    ...Object.entries(numbers).map(([name, most]): FormField => ({ name, kind: 'number', required: true, least: 1, most, value: settings[name as keyof typeof numbers] })),
  ]
}

function settingsOf(input: FormInput): Partial<OrganisationSettings> {
  return {
    consentWay: Object.fromEntries(papers.map((kind) => [kind, input[`way-${kind}`]])) as OrganisationSettings['consentWay'],
    ...(Object.fromEntries([...Object.keys(choices), 'secondDatum', ...Object.keys(numbers)].filter((name) => input[name] !== undefined).map((name) => [name, input[name]])) as Partial<OrganisationSettings>),
  }
}

/** Rules that each organisation sets for itself: ways of consent, approver, limits (ORG-10). */
export function settingsAction(context: ResourceContext): PanelAction {
  const { services } = context
  const read = ({ recordId }: ActionScope) => services.organisations.get(recordId ?? '')
  return {
    ...common,
    name: 'settings',
    comparesForm: true,
    icon: 'Settings',
    fields: async (scope) => {
      const organisation = await read(scope)
      return organisation ? settingsFields(context, organisation, mayChangeDuties(actorOf(scope.user, scope.organisationId), organisation.id)) : []
    },
    async run(actor, scope, input) {
      const organisation = await read(scope)
      return organisation ? done(await services.organisations.saveSettings(actor, organisation.id, settingsOf(input), scope.seenAt)) : ok()
    },
  }
}

/** Values of the organisation's lists: they come, change and are retired, never deleted (IMPL-15). */
export function dictionaryActions({ services, texts, clock }: ResourceContext): PanelAction[] {
  /** The two years that come next and are not open yet. */
  async function nextYears(organisationId: string): Promise<Choice[]> {
    const [organisation, known] = await Promise.all([services.organisations.get(organisationId), services.organisations.listYears(organisationId)])
    if (!organisation) return []
    const today = dayOf(clock.now(), organisation.zone)
    const years = [0, 1, 2, 3].map((later) => yearAround(addMonths(today, 12 * later), organisation.settings.yearStartsOn))
    const closed = years.filter(({ startsOn }) => !known.some((year) => year.startsOn === startsOn))
    return closed.slice(0, 2).map(({ title, startsOn }) => ({ value: startsOn, label: texts.text('forms.Organisation.openYear.choice', { year: title, day: formatDay(startsOn) }) }))
  }

  const nameIn = (value: unknown): DictionaryName => dictionaryNames.find((name) => name === value) ?? 'directions'
  const listField: FormField = {
    name: 'dictionary',
    kind: 'select',
    required: true,
    choices: dictionaryNames.filter((name) => !closedDictionaries.includes(name)).map((value) => ({ value, label: texts.text(`words.Organisation.dictionary.${value}`) })),
  }
  const itemOf = async ({ recordId, query }: ActionScope) => {
    const organisation = await services.organisations.get(recordId ?? '')
    return organisation?.dictionaries[nameIn(query['dictionary'])].find(({ code }) => code === query['code']) ?? null
  }
  const named = ({ query }: ActionScope) => [nameIn(query['dictionary']), query['code'] ?? ''] as const
  const lead = async (scope: ActionScope) => (await itemOf(scope))?.text ?? null
  const hidden = { ...common, fits: () => true }
  return [
    {
      ...common,
      name: 'addValue',
      icon: 'Plus',
      fields: [listField, { name: 'text', kind: 'text', required: true, most: 120 }, { name: 'help', kind: 'textarea', most: 400 }],
      run: async (actor, { recordId }, input) =>
        done(await services.organisations.addItem(actor, recordId ?? '', nameIn(input['dictionary']), { text: text(input['text']), help: textOrNone(input['help']) ?? null })),
    },
    {
      ...hidden,
      name: 'changeValue',
      fields: async (scope) => {
        const item = await itemOf(scope)
        return [{ name: 'text', kind: 'text', required: true, most: 120, value: item?.text ?? null }, { name: 'help', kind: 'textarea', most: 400, value: item?.help ?? null }]
      },
      run: async (actor, scope, input) =>
        done(await services.organisations.changeItem(actor, scope.recordId ?? '', ...named(scope), { text: text(input['text']), help: textOrNone(input['help']) ?? null })),
    },
    { ...hidden, name: 'retireValue', lead, fields: [], run: async (actor, scope) => done(await services.organisations.retireItem(actor, scope.recordId ?? '', ...named(scope))) },
    { ...hidden, name: 'restoreValue', lead, fields: [], run: async (actor, scope) => done(await services.organisations.restoreItem(actor, scope.recordId ?? '', ...named(scope))) },
    {
      ...common,
      name: 'openYear',
      icon: 'Calendar',
      fields: async ({ recordId }) => [{ name: 'day', kind: 'select', required: true, choices: await nextYears(recordId ?? '') }],
      run: async (actor, { recordId }, input) => done(await services.organisations.openYear(actor, recordId ?? '', text(input['day']))),
    },
  ]
}
