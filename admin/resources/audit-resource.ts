import { defineAuditModel } from '../../src/modules/audit/audit-model.js'
import { resourceNames, type ResourceName } from '../../src/modules/accounts/rights.js'
import { createAuditHead } from '../pages/audit-head.js'
import { createAuthors } from '../pages/authors.js'
import { loadNames } from '../pages/names.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { PlainRecord, ResourceDefinition } from '../resource/definition.js'
import { panelModel } from '../resource/definition.js'
import { createAbout } from './audit-about.js'
import { verifyAction } from './audit-actions.js'
import { administratorsSubjects, hideFields } from './audit-hidden.js'
import { createChanges } from './audit-changes.js'
import { byPerson, byView } from './people-filter.js'
import type { ResourceContext, ResourceEntry } from './resource-entry.js'

/** Subjects of the history that have no list of their own in the panel. */
const otherSubjects = ['Attachment', 'Acquaintance', 'AcademicYear', 'ConsentText']

/** The history of changes, to be read only (IMPL-05). */
export function createAuditResource(context: ResourceContext): ResourceEntry {
  const { connection, services, texts, zone } = context
  const changes = createChanges(texts, zone)
  const addSubjects = createAbout(context)
  const accountOf = createAuthors(services)
  const ofTypes = (...types: ResourceName[]) => ({ 'subject.type': { $in: types } })

  async function addNames(records: PlainRecord[], user: PanelUser): Promise<void> {
    for (const record of records) hideFields(record, user.role)
    await addSubjects(records, user)
    const actors = records.map((record) => (record['actor'] ?? {}) as { personId?: string | null; accountId?: string | null; channel?: string })
    const names = await loadNames(services, actors.map(({ personId }) => personId ?? null))
    for (const [at, record] of records.entries()) {
      const { personId = null, accountId = null, channel } = actors[at] ?? {}
      const name = personId ? names.short(personId) : await accountOf(accountId)
      record['who'] = name === '—' ? (texts.maybe(`words.AuditEntry.actor.channel.${channel}`) ?? name) : name
    }
  }

  const definition: ResourceDefinition = {
    id: 'AuditEntry',
    model: panelModel(defineAuditModel(connection)),
    menu: { group: 'office', icon: 'List' },
    scope: 'organisationId',
    restrict: ({ role }) => (role === 'sysadmin' ? { 'subject.type': { $in: administratorsSubjects } } : {}),
    title: 'what',
    listed: ['at', 'what', 'subject.type', 'about', 'who', 'reason'],
    shown: ['at', 'what', 'subject.type', 'about', 'who', 'actor.channel', 'changes', 'reason', 'address', 'seq', 'hash'],
    folded: ['address', 'seq', 'hash'],
    filterable: ['at', 'subject.type', 'subject.id', 'actor.personId', 'actor.channel'],
    sortable: ['at'],
    sort: { sortBy: 'at', direction: 'desc' },
    values: { 'subject.type': [...resourceNames, ...otherSubjects], 'actor.channel': ['bot', 'panel', 'job', 'command'] },
    lookUps: {
      person: byPerson({ connection }, 'actor.personId'),
      view: byView({
        all: () => ({}),
        pairs: () => ofTypes('Pair', 'Programme', 'Meeting', 'Request'),
        people: () => ofTypes('Person', 'Invitation', 'Consent', 'Response'),
        readings: () => ({ action: { $in: ['view', 'response-view', 'export', 'account-login', 'account-logout'] } }),
        office: () => ofTypes('Organisation', 'Questionnaire', 'Document', 'Delivery', 'Account'),
      }),
    },
    enrich: addNames,
    derived: {
      what: { from: ['action'], value: ({ action }) => texts.maybe(`words.AuditEntry.action.${String(action)}`) ?? texts.text('words.AuditEntry.other') },
      who: { from: ['actor.personId', 'actor.accountId', 'actor.channel'], value: ({ who }) => String(who ?? '—') },
      about: { from: ['subject.type', 'subject.id'], value: ({ about }) => String(about ?? '') },
      // Whether the words may be read depends on what changed (DATA-06).
      reason: { from: ['reason', 'changedPaths', 'subject.type'], value: ({ reason }) => String(reason ?? '') },
      changes: { from: ['before', 'after', 'changedPaths', 'subject.type'], value: changes },
    },
  }
  return { definition, offered: ['list', 'show'], actions: [verifyAction(context)], loadHead: createAuditHead(context), views: ['all', 'pairs', 'people', 'office', 'readings'], asked: ['person', { name: 'at', kind: 'days' }, { name: 'subject.type', kind: 'select' }, { name: 'actor.channel', kind: 'select' }] }
}
