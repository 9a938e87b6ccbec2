import { dayOf } from '../../src/core/dates.js'
import { noteKinds, noteStates, type NoteKind } from '../../src/modules/psychology/psychology-note.js'
import { definePsychologyNoteModel } from '../../src/modules/psychology/psychology-model.js'
import type { NoteInput } from '../../src/modules/psychology/note-rules.js'
import { isOpenPair } from '../../src/modules/pairs/pair.js'
import { done } from '../actions/outcomes.js'
import type { ActionScope, Choice, FormField, FormInput } from '../actions/form.js'
import type { PanelAction } from '../actions/panel-action.js'
import { actorOf } from '../gate/panel-user.js'
import { recordLink } from '../pages/links.js'
import { loadNames } from '../pages/names.js'
import { createPsychologyPage } from '../pages/psychology-page.js'
import { panelModel, type PlainRecord, type ResourceDefinition } from '../resource/definition.js'
import { list, peopleChoices, text, textOrNone } from './choices.js'
import { viewLookUp } from './pair-names.js'
import type { ResourceContext, ResourceEntry } from './resource-entry.js'

const views = { work: ['asked', 'noted'], asked: ['asked'], released: ['released'], all: null } as const
const isOpen = ({ state }: Record<string, unknown>) => state !== 'released'

const inputOf = (input: FormInput): NoteInput => ({
  kind: text(input['kind']) as NoteKind,
  on: text(input['on']),
  testName: textOrNone(input['testName']) ?? null,
  personIds: list(input['personIds']),
  pairId: textOrNone(input['pairId']) ?? null,
  details: text(input['details']),
  conclusion: text(input['conclusion']),
})

/** Open pairs by their names. */
function pairChoices({ services }: ResourceContext) {
  return async ({ organisationId }: ActionScope): Promise<Choice[]> => {
    const pairs = organisationId === null ? [] : (await services.pairs.list(organisationId)).filter(isOpenPair)
    const names = await loadNames(services, pairs.flatMap(({ mentorId, members }) => [mentorId, ...members.map(({ menteeId }) => menteeId)]))
    return pairs.map((pair) => ({ value: pair.id, label: names.pair(pair) }))
  }
}

function noteFields(context: ResourceContext) {
  const { services, texts, clock } = context
  return async (scope: ActionScope): Promise<FormField[]> => {
    const note = scope.recordId ? await services.psychology.read(actorOf(scope.user, scope.organisationId), scope.recordId) : null
    const { personId, kind, pairId } = scope.query
    return [
      { name: 'kind', kind: 'select', required: true, choices: noteKinds.map((value) => ({ value, label: texts.text(`words.PsychologyNote.kind.${value}`) })), value: note?.kind ?? kind ?? null },
      { name: 'on', kind: 'date', required: true, value: note && note.state !== 'asked' ? note.on : dayOf(clock.now(), scope.user.zone) },
      { name: 'pairId', kind: 'select', choices: pairChoices(context), value: note?.pairId ?? pairId ?? null },
      { name: 'personIds', kind: 'people', choices: ({ organisationId }) => peopleChoices(services, organisationId), value: note?.personIds ?? (personId ? [personId] : []) },
      { name: 'testName', kind: 'text', most: 200, value: note?.testName ?? null },
      { name: 'details', kind: 'textarea', most: 8000, value: note?.details ?? null },
      { name: 'conclusion', kind: 'textarea', most: 2000, value: note?.conclusion ?? null },
    ]
  }
}

function noteActions(context: ResourceContext): PanelAction[] {
  const { services, texts } = context
  const fields = noteFields(context)
  const common = { resource: 'PsychologyNote', type: 'record' } as const
  return [
    {
      resource: 'PsychologyNote',
      type: 'resource',
      name: 'note',
      icon: 'Plus',
      variant: 'primary',
      fields,
      run: async (actor, { organisationId }, input) => done(await services.psychology.note(actor, organisationId ?? '', inputOf(input)), ({ id }) => recordLink('PsychologyNote', id)),
    },
    { ...common, name: 'change', icon: 'Edit', fits: isOpen, fields, run: async (actor, { recordId, seenAt }, input) => done(await services.psychology.change(actor, recordId ?? '', inputOf(input), seenAt)) },
    {
      ...common,
      name: 'release',
      icon: 'Share2',
      variant: 'primary',
      fits: ({ state }) => state === 'noted',
      async lead({ user, organisationId, recordId }) {
        const note = await services.psychology.read(actorOf(user, organisationId), recordId ?? '')
        return note ? texts.text('pages.PsychologyNote.willSee', { conclusion: note.conclusion }) : null
      },
      fields: [],
      run: async (actor, { recordId }) => done(await services.psychology.release(actor, recordId ?? '')),
    },
  ]
}

/** The psychologist's journal: nobody else opens it (ROLE-08, PSY-07). */
export function createPsychologyResource(context: ResourceContext): ResourceEntry {
  const { services } = context
  async function nameRecords(records: PlainRecord[]): Promise<void> {
    const pairs = new Map((await services.pairs.getMany(records.flatMap(({ pairId }) => (pairId ? [String(pairId)] : [])))).map((pair) => [pair.id, pair]))
    const inPairs = [...pairs.values()].flatMap(({ mentorId, members }) => [mentorId, ...members.map(({ menteeId }) => menteeId)])
    const names = await loadNames(services, [...records.flatMap(({ personIds }) => list(personIds)), ...inPairs])
    for (const record of records) {
      const pair = pairs.get(String(record['pairId']))
      record['names'] = [...(pair ? [names.pair(pair)] : []), ...list(record['personIds']).map((id) => names.short(id))].join(', ')
    }
  }
  const definition: ResourceDefinition = {
    id: 'PsychologyNote',
    model: panelModel(definePsychologyNoteModel(context.connection)),
    menu: { group: 'people', icon: 'Heart' },
    scope: 'organisationId',
    title: 'about',
    listed: ['about', 'kind', 'on', 'state'],
    shown: ['about', 'kind', 'on', 'state'],
    filterable: ['kind', 'state', 'on'],
    sortable: ['on'],
    sort: { sortBy: 'on', direction: 'desc' },
    values: { kind: noteKinds, state: noteStates },
    days: ['on'],
    enrich: nameRecords,
    derived: { about: { from: ['personIds', 'pairId'], value: ({ names }) => String(names ?? '') } },
    lookUps: { view: viewLookUp(views) },
  }
  return { definition, offered: ['list', 'show', 'search'], actions: noteActions(context), showComponent: 'PanelPage', loadShown: createPsychologyPage(context), views: Object.keys(views) }
}
