import { refuse } from '../../src/core/result.js'
import type { AcademicYear } from '../../src/modules/organisations/academic-year.js'
import { defineDocumentModel } from '../../src/modules/documents/document-model.js'
import { documentKinds } from '../../src/modules/documents/document.js'
import { currentMenteeIds } from '../../src/modules/pairs/pair.js'
import { shortName } from '../../src/modules/people/person.js'
import type { ActionScope, Choice } from '../actions/form.js'
import { keepScan } from '../actions/keep-scan.js'
import { done } from '../actions/outcomes.js'
import type { PanelAction } from '../actions/panel-action.js'
import { createDocumentPage } from '../pages/document-page.js'
import { recordLink } from '../pages/links.js'
import { panelModel, type ResourceDefinition } from '../resource/definition.js'
import { list, peopleChoices, text, textOrNone } from './choices.js'
import type { ResourceContext, ResourceEntry } from './resource-entry.js'
import { atInstant, byYear, onDay } from './year-filter.js'

const views = { orders: 'order', programmes: 'programme', consents: 'consent-sheet', scans: 'scan', all: null } as const

/** Registering a signed paper that came from outside. */
function attachAction(context: ResourceContext): PanelAction {
  const { services } = context
  async function pairs({ organisationId }: ActionScope): Promise<Choice[]> {
    const all = organisationId === null ? [] : await services.pairs.list(organisationId)
    return Promise.all(all.map(async (pair) => ({ value: pair.id, label: (await services.people.getMany([pair.mentorId, ...currentMenteeIds(pair)])).map(shortName).join(' — ') })))
  }
  return {
    resource: 'Document',
    name: 'attach',
    type: 'resource',
    icon: 'Upload',
    variant: 'primary',
    fields: [
      { name: 'title', kind: 'text', required: true, most: 200 },
      { name: 'file', kind: 'file', required: true },
      { name: 'number', kind: 'text', most: 40 },
      { name: 'on', kind: 'date' },
      { name: 'pairIds', kind: 'people', choices: pairs, isMore: true },
      { name: 'personIds', kind: 'people', choices: ({ organisationId }) => peopleChoices(services, organisationId), isMore: true },
    ],
    async run(actor, _scope, input) {
      const kept = await keepScan(services, actor, input['file'] ?? null)
      if (!kept.ok) return kept
      if (!kept.value) return refuse('file-missing')
      const [number, on] = [textOrNone(input['number']), textOrNone(input['on'])]
      const about = { title: text(input['title']), fileId: kept.value.storedAs, fileName: kept.value.name, pairIds: list(input['pairIds']), personIds: list(input['personIds']) }
      return done(await services.documents.registerScan(actor, { ...about, ...(number ? { number } : {}), ...(on ? { on } : {}) }), ({ id }) => recordLink('Document', id))
    },
  }
}

/** A paper counts by its own day, one without a day by when it was made. */
const datedWithin = (year: AcademicYear, zone: string) => ({ $or: [onDay('on')(year), { on: null, ...atInstant('createdAt')(year, zone) }] })

/** Papers: printed by us or registered as scans, each with its file. */
export function createDocumentResource(context: ResourceContext): ResourceEntry {
  const definition: ResourceDefinition = {
    id: 'Document',
    model: panelModel(defineDocumentModel(context.connection)),
    menu: { group: 'papers', icon: 'FileText' },
    scope: 'organisationId',
    title: 'title',
    listed: ['title', 'kind', 'number', 'on', 'createdAt'],
    shown: ['title', 'kind', 'number', 'on', 'createdAt'],
    filterable: ['kind', 'number', 'on', 'createdAt'],
    sortable: ['createdAt', 'on'],
    sort: { sortBy: 'createdAt', direction: 'desc' },
    values: { kind: documentKinds },
    days: ['on'],
    lookUps: {
      year: byYear(context, datedWithin),
      async view(name) {
        const kind = Object.hasOwn(views, name) ? views[name as keyof typeof views] : null
        return kind ? { kind } : {}
      },
    },
  }
  return { definition, offered: ['list', 'show', 'search'], actions: [attachAction(context)], showComponent: 'PanelPage', loadShown: createDocumentPage(context), views: ['all', 'orders', 'programmes', 'consents', 'scans'], asked: ['number', { name: 'on', kind: 'days' }] }
}
