import { afterAll, beforeAll, expect, it } from 'vitest'
import { normaliseName } from '../../../src/modules/people/person.js'
import { definePairModel } from '../../../src/modules/pairs/pair-model.js'
import { pairStates } from '../../../src/modules/pairs/pair.js'
import { definePersonModel } from '../../../src/modules/people/person-model.js'
import { heavy, testDatabase, type TestDatabase } from '../../support/database.js'
import { testPanel, visitor, type TestPanel, type Visitor } from '../../support/panel.js'
import { watchPlans, type PlanWatch, type SeenPlan } from '../../support/plan-watch.js'

const many = 10_000
const manyPairs = 2_000
const page = 20
let database: TestDatabase
let watch: PlanWatch
let panel: TestPanel
let curator: Visitor

const letters = 'абвгдежзиклмнопрстуфхцчшэюя'
const surnameOf = (at: number) => `${letters.charAt(at % 27)}${letters.charAt((at * 7) % 27)}${letters.charAt((at * 11) % 27)}ов`

async function inChunks(count: number, make: (at: number) => object, insert: (documents: object[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < count; from += 2_500) await insert(Array.from({ length: Math.min(2_500, count - from) }, (_, at) => make(from + at)))
}

/** A tenth has left, three tenths have a role, one in fifty has no chat, one in a hundred cannot be reached; times repeat. */
async function fill(): Promise<void> {
  const { own } = panel
  const at = (second: number) => new Date(Date.parse('2031-01-01T00:00:00Z') + second * 1_000)
  const people = definePersonModel(watch.database.connection).collection
  await inChunks(many, (n) => ({ organisationId: own, surname: surnameOf(n), name: 'Анна', patronymic: null, searchName: normaliseName(`${surnameOf(n)} Анна`), position: `должность ${n % 40}`, subject: `предмет ${n % 30}`, roles: n % 10 < 3 ? [{ role: n % 2 ? 'mentor' : 'mentee', from: '2031-01-01', to: null }] : [], telegramId: n % 50 === 1 ? null : n + 1, unreachableAt: n % 100 === 7 ? at(n) : null, archivedAt: n % 10 === 9 ? at(n) : null, createdAt: at(0), updatedAt: at(n % 500), __v: 0 }), (documents) => people.insertMany(documents, { ordered: false }))
  const pairs = definePairModel(watch.database.connection).collection
  await inChunks(manyPairs, (n) => ({ organisationId: own, yearId: 'y', mentorId: 'm', mentor: {}, members: [], form: 'f', kinds: ['traditional'], direction: `d${n % 9}`, curatorId: `c${n % 5}`, state: pairStates[n % pairStates.length], createdAt: at(0), updatedAt: at(n % 500), __v: 0 }), (documents) => pairs.insertMany(documents, { ordered: false }))
}

beforeAll(async () => {
  database = await testDatabase()
  watch = await watchPlans(database)
  panel = await testPanel({ ...watch.database, index: async () => 0 })
  curator = visitor(panel.url)
  await curator.signIn(await panel.openAccount('curator'))
})
afterAll(async () => {
  await panel.close()
  await watch.database.connection.close()
  await database.drop()
})

interface Seen {
  plans: SeenPlan[]
  queries: number
  later: string | null
  rows: number
}

async function look(resource: string, collection: string, query: Record<string, string>): Promise<Seen> {
  watch.start()
  const answer = (await (await curator.get(`/admin/api/resources/${resource}/actions/list?${new URLSearchParams(query).toString()}`)).json()) as { records: unknown[]; meta: { later: string | null } }
  const queries = watch.count()
  return { plans: await watch.plans(collection), queries, later: answer.meta.later, rows: answer.records.length }
}

const whole = (plans: SeenPlan[]) => plans.flatMap(({ stages }) => stages).filter((stage) => stage === 'COLLSCAN' || stage.includes('SORT') && stage !== 'SORT_MERGE')
const documentsOf = (plans: SeenPlan[]) => plans.reduce((sum, { documents }) => sum + documents, 0)

const stock: [string, string, string[]][] = [
  ['Person', 'people', ['all', 'mentees', 'mentors', 'notLinked', 'unreachable', 'archived']],
  ['Pair', 'pairs', ['work', 'active', 'over', 'all']],
  ['Programme', 'programmes', ['work', 'running', 'over', 'all']],
  ['Meeting', 'meetings', ['planned', 'held', 'off', 'all']],
  ['Request', 'requests', ['open', 'curator', 'over', 'all']],
  ['Response', 'responses', ['needs', 'mentor', 'draft', 'all']],
  ['Consent', 'consents', ['waiting', 'given', 'refused', 'all']],
  ['Invitation', 'invitations', ['open', 'used', 'over', 'all']],
  ['Document', 'documents', ['all', 'orders', 'scans']],
  ['Delivery', 'deliveries', ['journal', 'failed', 'waiting', 'sent', 'all']],
  ['AuditEntry', 'auditentries', ['all', 'pairs', 'people']],
]

heavy('ten thousand', () => {
  beforeAll(async () => {
    await fill()
    await watch.database.index()
  })

  it.each(stock)('[IMPL-20] %s: no named list reads a whole collection or sorts in memory, on the first page and on a later one', async (resource, collection, views) => {
    const found: string[] = []
    for (const view of views) {
      const first = await look(resource, collection, { 'filters.view': view })
      const next = first.later ? await look(resource, collection, { 'filters.view': view, after: first.later }) : first
      for (const { plans, queries } of [first, next]) {
        if (whole(plans).length > 0) found.push(`${view}: ${whole(plans).join(' ')}`)
        if (queries > 20) found.push(`${view}: ${queries} queries`)
      }
    }
    expect(found).toEqual([])
  })

  it.each([
    ['Person', 'people', { 'filters.view': 'all' }],
    ['Person', 'people', { 'filters.view': 'mentees' }],
    ['Person', 'people', { 'filters.view': 'archived' }],
    ['Person', 'people', { 'filters.view': 'unreachable' }],
    ['Person', 'people', { 'filters.view': 'all', 'filters.surname': 'аб' }],
    ['Person', 'people', { 'filters.view': 'all', 'filters.surname': 'к' }],
    ['Person', 'people', { 'filters.view': 'all', 'filters.role': 'mentor' }],
    ['Person', 'people', { 'filters.view': 'all', sortBy: 'position', direction: 'desc' }],
    ['Pair', 'pairs', { 'filters.view': 'all' }],
    ['Pair', 'pairs', { 'filters.view': 'work' }],
    ['Pair', 'pairs', { 'filters.view': 'all', 'filters.state': 'active' }],
  ])('[IMPL-20] [S16] %s %s %o: examines at most three times what it shows', async (resource, collection, query: Record<string, string>) => {
    const first = await look(resource, collection, query)
    const next = first.later ? await look(resource, collection, { ...query, after: first.later }) : first
    for (const { plans, rows } of [first, next]) {
      expect(documentsOf(plans)).toBeLessThanOrEqual(3 * Math.max(page, rows))
      expect(plans.reduce((sum, { keys }) => sum + keys, 0)).toBeLessThanOrEqual(3 * (page + 1))
    }
  })

  it('[S16] the longest text that may be searched costs no more than a short one, and a longer one is refused', async () => {
    const { plans, rows } = await look('Person', 'people', { 'filters.view': 'all', 'filters.surname': 'я'.repeat(200) })
    expect(rows).toBe(0)
    expect(documentsOf(plans)).toBe(0)
    watch.start()
    await curator.get(`/admin/api/resources/Person/actions/list?filters.surname=${'z'.repeat(201)}`)
    expect(await watch.plans('people')).toEqual([])
  })
})
