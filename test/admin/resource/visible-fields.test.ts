import { expect, it } from 'vitest'
import { hiddenFields, liesIn, mayReadField, sensitiveFields } from '../../../src/modules/accounts/field-rights.js'
import { staffRoles } from '../../../src/modules/accounts/account.js'
import { actionsOf, mayDo, resourceNames, rights, type ResourceName } from '../../../src/modules/accounts/rights.js'
import { knownPaths, shownPaths, type PanelModel, type ResourceDefinition } from '../../../admin/resource/definition.js'
import { visibleTo } from '../../../admin/resource/visible-fields.js'

/** A list that would show, find, filter and sort by everything. */
const greedy: ResourceDefinition = {
  id: 'Person', model: {} as PanelModel, menu: null, scope: 'organisationId', title: 'surname',
  listed: ['surname', 'phone', 'call'], shown: ['birthOn', 'position'], filterable: ['phone', 'position'], searchable: 'phone',
  sortable: ['birthOn', 'position'], sort: { sortBy: 'birthOn', direction: 'asc' }, writable: ['email', 'position'],
  derived: { call: { from: ['phone', 'surname'], value: ({ phone }) => String(phone) } },
  lookUps: { call: async () => ({}), view: async () => ({}) },
}

it('[DATA-06] leaves a hidden field out of columns, pages, filters, search, order and forms, also where it is part of another column', () => {
  const seen = visibleTo(greedy, { role: 'psychologist' })
  expect(shownPaths(seen)).toEqual(['surname', 'position'])
  expect(knownPaths(seen)).toEqual(['surname', 'position', 'view'])
  expect([seen.filterable, seen.sortable, seen.writable, seen.searchable, seen.sort.sortBy]).toEqual([['position'], ['position'], ['position'], undefined, 'updatedAt'])
  expect(visibleTo(greedy, { role: 'curator' })).toBe(greedy)
})

it('[DATA-06] hides everything below a hidden path, and what would hold one', () => {
  expect([liesIn('members.0.reason', 'members.reason'), liesIn('answers.category.value', 'answers'), liesIn('answersCount', 'answers')]).toEqual([true, true, false])
  const pairs: ResourceDefinition = { ...greedy, id: 'Pair', title: 'state', listed: ['members', 'state', 'mentor.reason', 'mentor.answer'], shown: [], filterable: [], sortable: [], writable: [], derived: {}, lookUps: {} }
  expect(visibleTo(pairs, { role: 'head' }).listed).toEqual(['state', 'mentor.answer'])
})

it('[DATA-04] names only roles that may open the record at all as readers of its fields', () => {
  for (const [resource, fields] of Object.entries(sensitiveFields) as [ResourceName, Record<string, readonly (typeof staffRoles)[number][]>][]) {
    for (const [field, roles] of Object.entries(fields)) {
      for (const role of roles) expect([resource, field, role, ['list', 'show', 'search'].some((action) => mayDo([role], resource, action))]).toEqual([resource, field, role, true])
      for (const role of staffRoles) expect(mayReadField([role], resource, `${field}.deeper`)).toBe(roles.includes(role))
    }
  }
})

it('[ROLE-16] lets nobody write a field that he may not read', () => {
  for (const action of ['edit', 'new'] as const) {
    for (const role of staffRoles.filter((known) => mayDo([known], 'Person', action))) expect([role, hiddenFields([role], 'Person')]).toEqual([role, []])
  }
})

it('[ROLE-07] gives the council every item of its list that exists today, and nothing beyond', () => {
  const given = resourceNames.flatMap((resource) => actionsOf(resource).filter((action) => mayDo(['council'], resource, action)).map((action) => `${resource}.${action}`))
  const reading = ['Organisation', 'Person', 'Pair', 'Programme'].flatMap((resource) => ['list', 'show', 'search'].map((action) => `${resource}.${action}`))
  const working = ['Person.nominate', 'Pair.propose', ...['draft', 'edit', 'addRow', 'changeRow', 'removeRow', 'offer'].map((action) => `Programme.${action}`)]
  expect(given.filter((action) => ![...reading, ...working].includes(action))).toEqual([])
  expect([...reading, ...working].filter((action) => !given.includes(action))).toEqual([])
})

it('[ROLE-05] lets the system administrator open the staff register and settings, and no step of a pair, plan, paper or answer', () => {
  const shut = ['Pair', 'Programme', 'Meeting', 'Request', 'Response', 'Consent', 'Document', 'PsychologyNote', 'FileAccess', 'Invitation', 'Announcement'] as const
  for (const resource of shut) for (const roles of Object.values(rights[resource])) expect([resource, (roles as readonly string[]).includes('sysadmin')]).toEqual([resource, false])
  for (const action of ['new', 'edit', 'assignRole', 'archive']) expect(mayDo(['sysadmin'], 'Person', action)).toBe(true)
})
