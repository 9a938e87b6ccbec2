import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor } from '../../../src/core/actor.js'
import { must } from '../../../src/core/result.js'
import { testDatabase, type TestDatabase } from '../../support/database.js'
import { formOf, testPanel, visitor, type TestPanel, type Visitor } from '../../support/panel.js'

let database: TestDatabase
let panel: TestPanel
let curator: Visitor
let foreign = ''

beforeAll(async () => {
  database = await testDatabase()
  panel = await testPanel(database)
  foreign = must(await panel.services.people.create(systemActor('command'), panel.other, { surname: 'Чужая', name: 'Анна' })).id
  curator = visitor(panel.url)
  await curator.signIn(await panel.openAccount('curator'))
})
afterAll(async () => {
  await panel.close()
  await database.drop()
})

const wrongIds = ['x', '0'.repeat(24), 'f'.repeat(23), 'a'.repeat(12), '..%2f..%2fetc', '%00', '{"$ne":1}', '[object%20Object]', 'null', '__proto__', '💣', 'a'.repeat(2_000)]

it('[ROLE-16] wrong ids, ids of another organisation and unknown names are a plain 404 in Russian, and nothing in the log', async () => {
  const records = [...wrongIds, foreign]
  const addresses = [
    ...records.flatMap((id) => [`/admin/resources/Person/records/${id}/show`, `/admin/api/resources/Person/records/${id}/show`, `/admin/api/resources/Person/records/${id}/edit`]),
    ...['Nothing', '__proto__', 'constructor'].map((name) => `/admin/resources/${name}`),
    `/admin/api/resources/Person/records/${foreign}/nothing`, '/admin/api/resources/Person/actions/nothing', '/admin/api/resources/Person/actions/toString', '/admin/pages/nothing', '/admin/files/x', '/admin/nowhere',
  ]
  const wrong: string[] = []
  for (const address of addresses) {
    const response = await curator.get(address)
    const body = await response.text()
    if (![400, 404].includes(response.status) || !/[А-Яа-я]{4}/.test(body) || body.includes('Чужая') || /at \w+ \(|node_modules/.test(body)) wrong.push(`${response.status} ${address}`)
  }
  const posted = await curator.post(`/admin/api/resources/Person/records/${foreign}/edit`, formOf({ surname: 'Взлом', name: 'Анна' }))
  expect([wrong, posted.status, panel.logged]).toEqual([[], 404, []])
  expect((await panel.services.people.get(foreign))?.surname).toBe('Чужая')
})

it('[ROLE-16] an address that is not for the role is as unknown as one that is nowhere; others name themselves in the tab', async () => {
  const council = visitor(panel.url)
  await council.signIn(await panel.openAccount('council'))
  const read = async (who: Visitor, address: string) => {
    const response = await who.get(address)
    return { status: response.status, body: await response.text() }
  }
  for (const address of ['/admin/resources/Delivery', '/admin/resources/Person/actions/new', '/admin/pages/texts', `/admin/resources/Document/actions/attach`]) {
    const { status, body } = await read(council, address)
    expect([address, status, body.includes('<h1>Такой страницы нет</h1>'), body.includes(address.split('/').at(-1) ?? '')]).toEqual([address, 404, true, false])
  }
  expect((await read(council, '/admin/resources/Pair')).body).toContain('<title>Пары · Наставник</title>')
  expect((await read(council, '/admin/pages/figures')).body).toContain('<title>В цифрах · Наставник</title>')
  expect(panel.logged).toEqual([])
})
