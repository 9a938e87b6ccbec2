import { defineFileAccessModel } from '../../src/modules/personal-files/file-access-model.js'
import { fileAccessStates } from '../../src/modules/personal-files/file-access.js'
import { done } from '../actions/outcomes.js'
import type { PanelAction } from '../actions/panel-action.js'
import { createFileAccessPage } from '../pages/file-access-page.js'
import { loadNames } from '../pages/names.js'
import { panelModel, type PlainRecord, type ResourceDefinition } from '../resource/definition.js'
import { text } from './choices.js'
import { instantOf } from './meeting-actions.js'
import { createPairNaming, viewLookUp } from './pair-names.js'
import type { ResourceContext, ResourceEntry } from './resource-entry.js'

const views = { open: ['asked', 'approved'], acquainted: ['acquainted'], over: ['declined', 'cancelled'], all: null } as const
const isAsked = ({ state }: Record<string, unknown>) => state === 'asked'

function fileActions({ services }: ResourceContext): PanelAction[] {
  const common = { resource: 'FileAccess', type: 'record' } as const
  return [
    {
      ...common,
      name: 'approve',
      icon: 'Check',
      variant: 'primary',
      fits: isAsked,
      fields: [
        { name: 'comeAt', kind: 'datetime', required: true },
        { name: 'place', kind: 'text', required: true, most: 200 },
      ],
      run: async (actor, { recordId, user }, input) => done(await services.personalFiles.approve(actor, { accessId: recordId ?? '', place: text(input['place']), comeAt: instantOf(input['comeAt'], user.zone) })),
    },
    {
      ...common,
      name: 'decline',
      icon: 'X',
      fits: isAsked,
      fields: [{ name: 'reason', kind: 'textarea', required: true, most: 500 }],
      run: async (actor, { recordId }, input) => done(await services.personalFiles.decline(actor, { accessId: recordId ?? '', reason: text(input['reason']) })),
    },
    {
      ...common,
      name: 'record',
      icon: 'BookOpen',
      variant: 'primary',
      fits: ({ state }) => state === 'approved',
      fields: [
        { name: 'shownOn', kind: 'date', required: true },
        { name: 'shown', kind: 'textarea', required: true, most: 500 },
      ],
      run: async (actor, { recordId }, input) => done(await services.personalFiles.record(actor, { accessId: recordId ?? '', shownOn: text(input['shownOn']), shown: text(input['shown']) })),
    },
  ]
}

/** The journal of acquaintances with personal files (DATA-03): who asked, who decided, what was shown. */
export function createFileAccessResource(context: ResourceContext): ResourceEntry {
  const naming = createPairNaming(context)
  async function nameRecords(records: PlainRecord[]): Promise<void> {
    const names = await loadNames(context.services, records.flatMap(({ mentorId, menteeId }) => [String(mentorId), String(menteeId)]))
    for (const record of records) Object.assign(record, { mentorName: names.short(String(record['mentorId'])), menteeName: names.short(String(record['menteeId'])) })
  }
  const definition: ResourceDefinition = {
    id: 'FileAccess',
    model: panelModel(defineFileAccessModel(context.connection)),
    menu: { group: 'papers', icon: 'Folder' },
    scope: 'organisationId',
    title: 'menteeName',
    listed: ['menteeName', 'mentorName', 'askedAt', 'state', 'shownOn'],
    shown: ['menteeName', 'mentorName', 'askedAt', 'state', 'shownOn'],
    filterable: ['state', 'askedAt'],
    sortable: ['askedAt', 'shownOn'],
    sort: { sortBy: 'askedAt', direction: 'desc' },
    values: { state: fileAccessStates },
    days: ['shownOn'],
    enrich: nameRecords,
    derived: {
      menteeName: { from: ['menteeId'], value: ({ menteeName }) => String(menteeName ?? '') },
      mentorName: { from: ['mentorId'], value: ({ mentorName }) => String(mentorName ?? '') },
    },
    lookUps: { people: naming.pairPersonLookUp, view: viewLookUp(views) },
  }
  return { definition, offered: ['list', 'show', 'search'], actions: fileActions(context), showComponent: 'PanelPage', loadShown: createFileAccessPage(context), views: Object.keys(views), asked: ['people'] }
}
