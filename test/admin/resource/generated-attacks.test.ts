import { afterAll, beforeAll, expect, it } from 'vitest'
import { actionsOf, mayDo, resourceNames, type ResourceName } from '../../../src/modules/accounts/rights.js'
import { staffRoles, type StaffRole } from '../../../src/modules/accounts/account.js'
import { must } from '../../../src/core/result.js'
import { aSchoolInWork, differences, snapshotOf, type Scene } from '../../attack/scene.js'
import { testApp, type TestApp } from '../../support/app.js'
import { filled, formAddress, formsOf, type FormAnswer } from '../../support/forms.js'
import { testPanel, visitor, type TestPanel, type Visitor } from '../../support/panel.js'
import { watchedConnection, type SeenCommand } from '../../support/watched.js'

let app: TestApp
let panel: TestPanel
let scene: Scene
let watched: Awaited<ReturnType<typeof watchedConnection>>
let foreignPerson = ''
const staff = new Map<StaffRole, Visitor>()
const api = '/admin/api/resources'
const marker = 'c4n4ry'

beforeAll(async () => {
  app = await testApp()
  scene = await aSchoolInWork(app)
  watched = await watchedConnection(app.database)
  panel = await testPanel({ ...app.database, connection: watched.connection })
  foreignPerson = must(await panel.services.people.create(app.operator, panel.other, { surname: 'Чужая', name: 'Анна', phone: '+79120000000' })).id
  for (const role of staffRoles) {
    const who = visitor(panel.url)
    await who.signIn(await panel.openAccount(role, scene.school.id))
    staff.set(role, who)
  }
}, 60_000)
afterAll(async () => {
  await panel.close()
  await watched.connection.close()
  await app.database.drop()
})

const as = (role: StaffRole): Visitor => staff.get(role) as Visitor

/** The same numbers at each run. */
function seeded(seed: number) {
  let state = seed
  return <T>(items: readonly T[]): T => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return items[state % items.length] as T
  }
}

const paths = ['id', '_id', 'organisationId', 'phone', 'searchName', 'passwordHash', 'state', 'fullName', 'people', 'person', 'view', 'at', 'subject.id', 'actor.personId', 'telegramId', '__proto__', 'constructor', 'constructor.prototype.x', 'toString', '$where', '', '__v', 'answers', 'tokenHash', 'kind', 'email']
const endings = ['', '~~$ne', '~~$gt', '~~$regex', '~~from', '~~to', '~~$where', '.$ne', '[$ne]', '[]', '.0', '.$gt.x', '~~', '.__proto__.x', '~~constructor']
const values = [marker, `${marker}~~$ne`, `{"$gt":"${marker}"}`, `$where:${marker}`, '', ' ', '[object Object]', `^.*${marker}`, '2031-13-45', '2031-09-15T00:00:00Z', '-1', '1e309', 'NaN', 'null', 'undefined', 'true', '\u0000', '\uffff', '💣', 'а'.repeat(5_000), '0'.repeat(24), 'z'.repeat(24), '../../etc/passwd', '%', "'; return true; //", '[]', '{}']

function attack(choose: ReturnType<typeof seeded>): string {
  const pairs = Array.from({ length: choose([1, 1, 2, 3, 4]) }, () => {
    const special = choose(['filters', 'filters', 'filters', 'filters', 'sortBy', 'direction', 'page', 'perPage', 'after', 'before', 'searchProperty', 'recordIds', 'filters[]', 'filters'])
    const key = special === 'filters' ? `filters.${choose(paths)}${choose(endings)}` : special
    const value = special === 'after' || special === 'before' ? choose([Buffer.from(JSON.stringify(['searchName', { $ne: marker }, '0'.repeat(24)])).toString('base64url'), Buffer.from(JSON.stringify([choose(paths), marker, choose(values)])).toString('base64url'), choose(values)]) : choose(['id', 'phone', '$natural', '__proto__', ...values])
    return `${encodeURIComponent(key)}=${encodeURIComponent(value)}`
  })
  return choose([true, false, false]) ? [...pairs, pairs[0]].join('&') : pairs.join('&')
}

/** What somebody typed may stand as a value, or as both ends of a range of first letters; under no other operator. */
function operatorsAround(value: unknown, above: string[] = []): string[] {
  if (typeof value === 'string') return value.includes(marker) ? above.filter((key) => key.startsWith('$') && !['$and', '$or', '$gte', '$lt', '$lte', '$in', '$gt', '$match'].includes(key)) : []
  if (value instanceof RegExp) return ['a regular expression']
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => (key.includes(marker) ? ['a key'] : operatorsAround(inner, [...above, key])))
}
const asked = ({ command }: SeenCommand) => [command['filter'], command['query'], command['pipeline'], command['sort'], command['projection']]

it('[ROLE-16] S2 five hundred hostile addresses of lists and searches stay inside the scope, break nothing and bring no operator into a query', async () => {
  const choose = seeded(20_310_915)
  const wrong: string[] = []
  const who = as('curator')
  watched.take()
  const tries = Array.from({ length: 500 }, () => {
    const resource = choose(resourceNames)
    const where = choose(['actions/list', 'actions/list', `search/${encodeURIComponent(choose(values.filter((value) => value.trim() !== '' && value.length < 300)))}`, `actions/search/${encodeURIComponent(choose([marker, '.*', '$ne']))}`])
    return `${api}/${resource}/${where}?${attack(choose)}`
  })
  for (let at = 0; at < tries.length; at += 10) {
    await Promise.all(
      tries.slice(at, at + 10).map(async (address) => {
        const response = await who.get(address)
        const body = await response.text()
        if (response.status >= 500) wrong.push(`${response.status} ${address}`)
        const records = response.status === 200 && body.startsWith('{') ? ((JSON.parse(body) as { records?: { params: Record<string, unknown> }[] }).records ?? []) : []
        if (records.some(({ params }) => params['organisationId'] !== scene.school.id)) wrong.push(`foreign ${address}`)
        if (body.includes('Чужая') || body.includes(foreignPerson)) wrong.push(`shows ${address}`)
      }),
    )
  }
  expect(wrong).toEqual([])
  const commands = watched.take()
  expect(commands.filter(({ name }) => name === 'find').length).toBeGreaterThan(200)
  expect([...new Set(commands.flatMap((command) => asked(command).flatMap((part) => operatorsAround(part))))]).toEqual([])
}, 60_000)

const poisons: Record<string, string> = { Number: '987654321', Date: '2077-07-07T07:07:07.000Z', ObjectId: 'deadbeefdeadbeefdeadbeef', Boolean: 'true' }
const poisoned = /987654321|2077-07-07|deadbeefdeadbeef|взлом-все-поля/

/** Every path of the collection's schema, and what the program keeps beside them. */
function everyPath(resource: ResourceName): [string, string][] {
  const models: Partial<Record<ResourceName, string>> = { Document: 'DocumentRecord', Request: 'MentoringRequest', Person: 'Person' }
  const model = Object.values(watched.connection.models).find(({ modelName }) => modelName === (models[resource] ?? resource))
  const known = Object.entries(model?.schema.paths ?? {}).map(([path, { instance }]): [string, string] => [path, poisons[instance] ?? 'взлом-все-поля'])
  return [...known, ['organisationId', panel.other], ['_id', 'deadbeefdeadbeefdeadbeef'], ['roles.0.role', 'sysadmin'], ['__v', '987654321'], ['$set', 'взлом-все-поля'], ['passwordHash', 'взлом-все-поля']]
}

async function idsOf(resource: ResourceName): Promise<(string | null)[]> {
  if (resource === 'Organisation') return [scene.school.id, null]
  const { records = [] } = (await (await as('curator').get(`${api}/${resource}/actions/list?perPage=5`)).json()) as { records?: { id: string }[] }
  return [...records.map(({ id }) => id).slice(0, 1), null]
}

it('[ROLE-16] S3 no action takes a field that its form does not have, whoever posts every field there is', async () => {
  const before = await snapshotOf(app)
  const done: string[] = []
  for (const resource of resourceNames) {
    const fields = everyPath(resource)
    for (const id of await idsOf(resource)) {
      const writing = actionsOf(resource).filter((action) => !['list', 'show', 'search'].includes(action))
      const tries = writing.flatMap((action) => [...staffRoles.filter((role) => mayDo([role], resource, action)).slice(0, 1), ...staffRoles.filter(() => ['new', 'edit', 'change', 'open', 'settings'].includes(action))].map((role) => ({ action, role })))
      for (const { action, role } of tries) {
        const target = { resource, action, id }
        const form = mayDo([role], resource, action) ? await formsOf(as(role)).open(target) : undefined
        const data = form ? filled(form) : new FormData()
        for (const [path, value] of fields) if (!form?.fields.some(({ name }) => name === path)) data.append(path, value)
        const response = await as(role).post(formAddress(target), data)
        expect([target, response.status < 500]).toEqual([target, true])
        const answer = response.status === 200 ? ((await response.json()) as FormAnswer) : {}
        if (answer.notice?.type === 'success') done.push(`${resource}.${action}`)
      }
    }
  }
  const after = await snapshotOf(app)
  const touched = differences(before, after)
  expect(touched.filter((key) => poisoned.test(after.get(key) ?? ''))).toEqual([])
  expect([...after].filter(([key, document]) => !before.has(key) && document.includes(panel.other) && !/session|auditheads/.test(key)).map(([key]) => key)).toEqual([])
  expect(await panel.services.people.get(foreignPerson)).toMatchObject({ surname: 'Чужая', organisationId: panel.other })
  expect(done.length).toBeGreaterThan(10)
}, 90_000)
