import { organisationTypes, type OrganisationProfile } from '../../src/modules/organisations/organisation.js'
import { defineOrganisationModel } from '../../src/modules/organisations/organisation-model.js'
import { presetCodes } from '../../src/presets/load-preset.js'
import type { FormField, FormInput } from '../actions/form.js'
import type { PanelAction } from '../actions/panel-action.js'
import { createBotTexts } from '../pages/bot-texts.js'
import { zoneName } from '../pages/format.js'
import { pageLink } from '../pages/links.js'
import { createOrganisationPage } from '../pages/organisation-page.js'
import { panelModel, type ResourceDefinition } from '../resource/definition.js'
import { peopleChoices, text, textOrNone } from './choices.js'
import { nameLeadersAction } from './organisation-leaders.js'
import { memoActions } from './organisation-memos.js'
import { officeActions } from './organisation-offices.js'
import { textActions } from './organisation-texts.js'
import { yearActions } from './organisation-years.js'
import { reminderActions } from './organisation-reminders.js'
import { dictionaryActions, settingsAction } from './organisation-settings.js'
import { seeTextsAction } from './organisation-start.js'
import { byView } from './people-filter.js'
import type { ResourceContext, ResourceEntry } from './resource-entry.js'

const readyPresets = presetCodes.filter((code) => code === 'school' || code === 'music-college')

function profileFields({ services, texts }: ResourceContext): FormField[] {
  const types = organisationTypes.map((value) => ({ value, label: texts.text(`words.Organisation.type.${value}`) }))
  const fields: FormField[] = [
    { name: 'name', kind: 'textarea', required: true, most: 300 },
    { name: 'shortName', kind: 'text', required: true, most: 120 },
    { name: 'type', kind: 'select', required: true, choices: types },
    { name: 'zone', kind: 'text', required: true, most: 60 },
    { name: 'headPersonId', kind: 'person', choices: ({ recordId }) => peopleChoices(services, recordId, 'head') },
    { name: 'curatorPersonId', kind: 'person', choices: ({ recordId }) => peopleChoices(services, recordId, 'curator') },
    { name: 'founder', kind: 'text', most: 300, isMore: true },
    { name: 'region', kind: 'text', most: 120, isMore: true },
    { name: 'municipality', kind: 'text', most: 120, isMore: true },
    { name: 'site', kind: 'text', most: 300, isMore: true },
  ]
  return fields.map((field) => ({ ...field, value: ({ record }) => (record[field.name] as string | null) ?? null }))
}

function profileOf(input: FormInput): Partial<OrganisationProfile> {
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, value === null ? null : text(value)])) as Partial<OrganisationProfile>
}

function profileActions(context: ResourceContext): PanelAction[] {
  const { services, texts } = context
  return [
    {
      resource: 'Organisation',
      name: 'new',
      type: 'resource',
      icon: 'Plus',
      variant: 'primary',
      fields: [
        { name: 'preset', kind: 'select', required: true, choices: readyPresets.map((value) => ({ value, label: texts.text(`words.Organisation.preset.${value}`) })) },
        { name: 'name', kind: 'text', required: true, most: 300 },
        { name: 'shortName', kind: 'text', most: 120 },
        { name: 'zone', kind: 'text', most: 60, isMore: true },
      ],
      async run(actor, _scope, input) {
        const [shortName, zone] = [textOrNone(input['shortName']), textOrNone(input['zone'])]
        const given = { preset: text(input['preset']), name: text(input['name']), ...(shortName ? { shortName } : {}), ...(zone ? { zone } : {}) }
        const done = await services.organisations.createFromPreset(actor, given)
        return done.ok ? { ok: true, value: { redirectTo: pageLink('start', { organisation: done.value.id }) } } : done
      },
    },
    {
      resource: 'Organisation',
      name: 'edit',
      comparesForm: true,
      type: 'record',
      icon: 'Edit',
      fields: profileFields(context),
      async run(actor, { recordId, seenAt }, input) {
        const done = await services.organisations.update(actor, recordId ?? '', profileOf(input), seenAt)
        return done.ok ? { ok: true, value: undefined } : done
      },
    },
  ]
}

/** Organisations: everybody sees his own, the system administrator of the installation all (ORG-01). */
export function createOrganisationResource(context: ResourceContext): ResourceEntry {
  const botTexts = createBotTexts(context.texts)
  const definition: ResourceDefinition = {
    id: 'Organisation',
    model: panelModel(defineOrganisationModel(context.connection)),
    menu: { group: 'office', icon: 'Home' },
    scope: '_id',
    title: 'shortName',
    listed: ['shortName', 'type', 'preset', 'zoneName', 'demo'],
    shown: ['name', 'shortName', 'type', 'preset', 'zone', 'founder', 'region', 'municipality', 'site', 'headPersonId', 'curatorPersonId', 'createdAt'],
    filterable: ['shortName', 'type', 'preset'],
    sortable: ['shortName'],
    sort: { sortBy: 'shortName', direction: 'asc' },
    references: { headPersonId: 'Person', curatorPersonId: 'Person' },
    lookUps: { view: byView({ all: () => ({}) }) },
    derived: { zoneName: { from: ['zone'], value: ({ zone }) => zoneName(String(zone)) } },
    values: { type: organisationTypes, preset: presetCodes },
  }
  return { definition, offered: ['list', 'show', 'search'], actions: [...profileActions(context), nameLeadersAction(context), seeTextsAction(context), settingsAction(context), ...reminderActions(context), ...officeActions(context), ...dictionaryActions(context), ...textActions(context, botTexts), ...memoActions(context), ...yearActions(context)], showComponent: 'PanelPage', loadShown: createOrganisationPage(context), views: ['all'] }
}
