import { afterAll, beforeAll, expect, it } from 'vitest'
import { staffRoles, type StaffRole } from '../../src/modules/accounts/account.js'
import { actionsOf, mayDo, mayOpen, pageNames, resourceNames, type ResourceName } from '../../src/modules/accounts/rights.js'
import { resourceFactories } from '../../admin/resources/index.js'
import { testApp, type TestApp } from '../support/app.js'
import { formOf, testPanel, visitor, type TestPanel, type Visitor } from '../support/panel.js'
import { aSchoolInWork, differences, snapshotOf, type Scene } from './scene.js'

let app: TestApp
let panel: TestPanel
let own: Scene
let foreign: Scene
let known: Map<ResourceName, { own: string; foreign: string }>
const staff = new Map<StaffRole, Visitor>()
/** What was answered, by role: looked through for secrets at the end. */
const answered = new Map<StaffRole, string[]>()
const api = '/admin/api/resources'
const unknownId = '65f0aaaaaaaaaaaaaaaaaaaa'
const canary = 'канарейка-ответ-7f3a'
const foreignName = 'Чужеземцева'
const noteCanary = 'канарейка-записи-91bc'

beforeAll(async () => {
  app = await testApp()
  own = await aSchoolInWork(app)
  foreign = await aSchoolInWork(app)
  panel = await testPanel(app.database)
  known = new Map(await Promise.all(resourceNames.map(async (name) => [name, { own: await idOf(name, own), foreign: await idOf(name, foreign) }] as const)))
  await app.database.connection.db?.collection('responses').updateMany({}, { $set: { 'answers.difficulties': { question: 'Что трудно?', value: canary, text: canary, answeredAt: new Date() } } })
  await app.database.connection.db?.collection('psychologynotes').updateMany({}, { $set: { details: noteCanary } })
  await app.database.connection.db?.collection('people').updateMany({ organisationId: foreign.school.id }, { $set: { surname: foreignName } })
  for (const role of staffRoles) {
    const who = visitor(panel.url)
    await who.signIn(await panel.openAccount(role, own.school.id))
    staff.set(role, who)
    answered.set(role, [])
  }
}, 120_000)
afterAll(async () => {
  await panel.close()
  await app.database.drop()
})

/** A record of the resource in the school, by the collection of its own definition. */
async function idOf(resource: ResourceName, { school }: Scene): Promise<string> {
  if (resource === 'Organisation') return school.id
  const names = (await app.database.connection.db?.listCollections().toArray())?.map(({ name }) => name) ?? []
  const name = names.find((candidate) => candidate.replace(/[-_]/g, '').startsWith(resource.toLowerCase())) ?? names.find((candidate) => candidate.startsWith(resource.toLowerCase().slice(0, 5)))
  const found = name ? await app.database.connection.db?.collection(name).findOne({ organisationId: school.id }) : null
  return found ? String(found._id) : unknownId
}

let turn = 20_261_121
/** The same numbers at every run. */
function draw(count: number): number {
  turn = (turn * 1_103_515_245 + 12_345) % 2_147_483_648
  return Math.floor((turn / 2_147_483_648) * count)
}

/** One of them, drawn. */
const someOf = (roles: readonly StaffRole[]) => [...roles].sort(() => draw(3) - 1).slice(0, 1)

/** The roles side by side, each one request after the other, as browsers would; returns what is wrong. */
async function tryAll(tried: readonly Tried[]): Promise<string[]> {
  const troubles = await Promise.all(staffRoles.map(async (role) => {
    const own: string[] = []
    for (const one of tried.filter((each) => each.role === role)) {
      const trouble = await troubleOf(one)
      if (trouble) own.push(trouble)
    }
    return own
  }))
  return troubles.flat()
}

const posted = () => formOf({
  organisationId: foreign.school.id, pairId: foreign.pair.id, personId: foreign.people.mentee.id, mentorId: foreign.people.mentor.id, menteeIds: foreign.people.mentee.id, menteeId: foreign.people.mentee.id,
  mark: `${foreign.row.id}:${foreign.people.mentee.id}`, curatorId: foreign.people.curator.id, role: 'head', reason: 'взлом', text: 'взлом', summary: 'взлом', number: '1', on: '2026-09-14', email: 'x@example.com', surname: 'Взлом', name: 'Взлом',
})

/** The three forms of an address. */
const addresses = (resource: string, action: string, id: string) => [`${api}/${resource}/records/${id}/${action}`, `${api}/${resource}/actions/${action}?recordId=${id}&recordIds=${id}`, `${api}/${resource}/bulk/${action}?recordIds=${id}`]

interface Tried { role: StaffRole; address: string; method: 'GET' | 'POST' }

/** What is wrong with an answer that must be a refusal; null when it is a plain «not there» or a refusal in Russian. */
async function troubleOf({ role, address, method }: Tried): Promise<string | null> {
  const who = staff.get(role)
  if (!who) throw new Error(role)
  const answer = method === 'GET' ? await who.get(address) : await who.post(address, posted())
  const body = await answer.text()
  answered.get(role)?.push(body)
  const said = `${role} ${method} ${address}: ${answer.status} ${body.slice(0, 120)}`
  if (answer.status === 404) return /[а-яё]{4}/i.test(body) ? null : said
  if (answer.status !== 200) return said
  const { notice, record, records, form } = JSON.parse(body) as { notice?: { type: string }; record?: { params: object }; records?: unknown[]; form?: unknown }
  const isEmpty = (records ?? []).length === 0 && !form && Object.keys(record?.params ?? {}).length === 0
  return notice?.type === 'error' && isEmpty ? null : said
}

/** Sessions move with each request, and what was read is noted: neither is a change. */
const isNoise = (key: string, document: string) => /session|^logins/i.test(key) || /"action":"(response-)?view"/.test(document)
const changed = (before: Map<string, string>, after: Map<string, string>) => differences(before, after).filter((key) => !isNoise(key, after.get(key) ?? before.get(key) ?? ''))
const foreignMarks = () => [foreignName, foreign.school.name, foreign.proposed.id, foreign.people.otherMentor.id, foreign.people.head.id, foreign.second.id, foreign.attachment.id]

it('[ROLE-16] S1 refuses every action of every resource to every role that the table leaves out, and changes nothing; the form of address, the record (own, foreign, unknown) and the method are drawn, actions that are none are tried by one role', async () => {
  const before = await snapshotOf(app)
  const tried: Tried[] = resourceNames.flatMap((resource) =>
    [...actionsOf(resource), 'delete', 'bulkDelete', 'constructor'].flatMap((action) => {
      const refused = staffRoles.filter((role) => !mayDo([role], resource, action))
      return (actionsOf(resource).includes(action) ? refused : someOf(refused)).map((role) => {
        const { own: ours, foreign: theirs } = known.get(resource) ?? { own: unknownId, foreign: unknownId }
        const id = [ours, theirs, unknownId][draw(3)] ?? unknownId
        return { role, address: addresses(resource, action, id)[draw(3)] ?? '', method: draw(2) === 0 ? 'GET' : 'POST' } as const
      })
    }),
  )
  expect(tried.length).toBeGreaterThan(400)
  expect(await tryAll(tried)).toEqual([])
  expect(changed(before, await snapshotOf(app))).toEqual([])
}, 120_000)

it('[ROLE-16] [DATA-02] S1 finds and changes nothing of another organisation for every role that may: all post, one that is drawn reads too', async () => {
  const before = await snapshotOf(app)
  const tried: Tried[] = []
  for (const resource of resourceNames) {
    const { foreign: theirs } = known.get(resource) ?? { foreign: unknownId }
    for (const action of actionsOf(resource).filter((name) => !['list', 'search', 'new'].includes(name))) {
      const allowed = staffRoles.filter((role) => mayDo([role], resource, action))
      const reader = allowed[draw(allowed.length)]
      const [address = ''] = addresses(resource, action, draw(8) === 0 ? unknownId : theirs)
      tried.push(...allowed.flatMap((role) => [{ role, address, method: 'POST' } as const, ...(role === reader ? [{ role, address, method: 'GET' } as const] : [])]))
    }
  }
  expect(await tryAll(tried)).toEqual([])
  const theirs = (all: Map<string, string>) => new Map([...all].filter(([, document]) => document.includes(foreign.school.id)))
  expect(changed(theirs(before), theirs(await snapshotOf(app)))).toEqual([])
}, 120_000)

it('[IMPL-18] S1 changes nothing by a GET, for those who may', async () => {
  const before = await snapshotOf(app)
  for (const resource of resourceNames) {
    for (const action of actionsOf(resource)) {
      const role = staffRoles.find((known) => mayDo([known], resource, action))
      const [atRecord = '', atResource = ''] = addresses(resource, action, known.get(resource)?.own ?? unknownId)
      const address = draw(3) === 0 ? atResource : atRecord
      const answer = role && (await staff.get(role)?.get(`${address}${address.includes('?') ? '&' : '?'}reason=a&number=1&submit=true`))
      expect([address, (answer?.status ?? 0) < 500]).toEqual([address, true])
      if (role && answer) answered.get(role)?.push(await answer.text())
    }
  }
  expect(changed(before, await snapshotOf(app))).toEqual([])
}, 60_000)

it('[ROLE-16] [DATA-02] S1 lists, searches and answers filters inside the own organisation only, for every role', async () => {
  const troubles: string[] = []
  for (const resource of resourceNames) {
    for (const [role, who] of staff) {
      const theirs = known.get(resource)?.foreign ?? unknownId
      const query = [`filters.organisationId=${foreign.school.id}`, `filters.id=${theirs}`, 'perPage=1000', `filters.personId=${foreign.people.mentee.id}`][draw(4)] ?? ''
      for (const address of [`${api}/${resource}/actions/list`, `${api}/${resource}/actions/list?${query}`]) {
        const answer = await who.get(address)
        const body = await answer.text()
        answered.get(role)?.push(body)
        const records = answer.status === 200 ? ((JSON.parse(body) as { records?: unknown[] }).records ?? []) : []
        if (answer.status >= 500) troubles.push(`${role} ${address}: ${answer.status}`)
        if (records.length > 0 && !mayDo([role], resource, 'list')) troubles.push(`${role} ${address} lists`)
        for (const mark of foreignMarks().filter((one) => !address.includes(one))) if (body.includes(mark)) troubles.push(`${role} ${address} shows ${mark}`)
      }
    }
  }
  expect(troubles).toEqual([])
}, 60_000)

it('[ROLE-16] S1 has no page that is no record for a role that the table leaves out', async () => {
  for (const [role, who] of staff) {
    for (const page of pageNames) {
      const answer = await who.get(`/admin/api/pages/${page}`)
      answered.get(role)?.push(await answer.text())
      if (!mayOpen([role], page)) expect([role, page, answer.status]).toEqual([role, page, 404])
      else expect([role, page, answer.status < 500]).toEqual([role, page, true])
    }
  }
})

it('[ROLE-16] [DATA-02] S1 shows nothing of another organisation on any own page, journal and file of a journal, whosever id stands in the address', async () => {
  const [year] = await app.services.organisations.listYears(foreign.school.id)
  const { mentee } = foreign.people
  const asked = [`person=${mentee.id}`, `pair=${foreign.pair.id}`, `year=${year?.id ?? unknownId}`, `organisation=${foreign.school.id}&organisationId=${foreign.school.id}`]
  const journals = ['pair', 'attendance', 'requests'].flatMap((kind) => [`/admin/api/pages/journal?kind=${kind}&pair=${foreign.pair.id}`, `/admin/export/journal/${kind}.csv?pair=${foreign.pair.id}&organisation=${foreign.school.id}`])
  const troubles = await Promise.all([...staff].map(async ([role, who]) => {
    const shown: string[] = []
    for (const address of [...pageNames.filter((page) => mayOpen([role], page)).flatMap((page) => asked.map((query) => `/admin/api/pages/${page}?${query}`)), ...journals]) {
      const answer = await who.get(address)
      const body = await answer.text()
      answered.get(role)?.push(body)
      if (answer.status >= 500) shown.push(`${role} ${address}: ${answer.status}`)
      for (const mark of foreignMarks()) if (body.includes(mark)) shown.push(`${role} ${address} shows ${mark}`)
    }
    return shown
  }))
  expect(year).toBeDefined()
  expect(troubles.flat()).toEqual([])
}, 60_000)

it('[ROLE-16] S1 gives every resource of the panel its rules: none is without a line in the table', () => {
  expect(resourceFactories.length).toBe(resourceNames.length)
  for (const resource of resourceNames) for (const action of actionsOf(resource)) expect([resource, action, staffRoles.some((role) => mayDo([role], resource, action))]).toEqual([resource, action, true])
})

it('[DATA-06] [ROLE-05] S4 lets no secret into any answer of the panel, and no answer of a survey to anybody but the curator', async () => {
  for (const [role, who] of staff) {
    for (const resource of resourceNames) answered.get(role)?.push(await (await who.get(`${api}/${resource}/records/${known.get(resource)?.own ?? ''}/show`)).text())
    answered.get(role)?.push(await (await who.get('/admin')).text(), await (await who.get('/admin/api/dashboard')).text())
  }
  const stored = await Promise.all(['accounts', 'invitations'].map((name) => app.database.connection.db?.collection(name).find().toArray()))
  const secrets = stored.flat().flatMap((document) => Object.entries(document ?? {}).flatMap(([key, value]) => (/hash|secret|seed|totp|token/i.test(key) && typeof value === 'string' && value.length > 8 ? [value] : [])))
  expect(secrets.length).toBeGreaterThan(8)
  for (const [role, bodies] of answered) {
    const all = bodies.join('\n')
    expect([role, secrets.filter((secret) => all.includes(secret))]).toEqual([role, []])
    expect([role, all.includes(canary)]).toEqual([role, role === 'curator'])
    expect([role, all.includes(noteCanary)]).toEqual([role, role === 'psychologist'])
  }
}, 60_000)

it('[ROLE-05] gives a system administrator, a psychologist and the council no answers, consents, papers, meetings or requests', async () => {
  for (const role of ['sysadmin', 'psychologist', 'council'] as const) {
    for (const resource of ['Response', 'Request', 'Document', 'Consent', 'Meeting', 'FileAccess'] as const) {
      const address = draw(2) === 0 ? `${api}/${resource}/actions/list` : `${api}/${resource}/records/${known.get(resource)?.own ?? ''}/show`
      expect(await troubleOf({ role, address, method: 'GET' })).toBeNull()
    }
  }
})
