import { afterAll, beforeAll, expect, it } from 'vitest'
import { must } from '../../../src/core/result.js'
import type { ListHead, Page } from '../../../admin/pages/page.js'
import type { ResourceName } from '../../../src/modules/accounts/rights.js'
import { aSchoolInWork, type Scene } from '../../attack/scene.js'
import { testApp, type TestApp } from '../../support/app.js'
import { testPanel, visitor, type TestPanel, type Visitor } from '../../support/panel.js'

interface Answer {
  shown?: Page | { label: string; value: string }[]
  records?: { id: string; params: Record<string, unknown> }[]
  head?: ListHead
}

let app: TestApp
let panel: TestPanel
let scene: Scene
let curator: Visitor
let head: Visitor

beforeAll(async () => {
  app = await testApp()
  scene = await aSchoolInWork(app)
  panel = await testPanel(app.database)
  curator = visitor(panel.url)
  await curator.signIn(await panel.openAccount('curator', scene.school.id))
  head = visitor(panel.url)
  await head.signIn(await panel.openAccount('head', scene.school.id))
}, 60_000)
afterAll(async () => {
  await panel.close()
  await app.database.drop()
})

const api = '/admin/api/resources'
const read = async (who: Visitor, path: string) => (await (await who.get(`${api}/${path}`)).json()) as Answer
async function history(who: Visitor, resource: ResourceName, id: string): Promise<string> {
  const { shown } = await read(who, `${resource}/records/${id}/show`)
  return JSON.stringify((shown as Page).sections.find((section) => section.id === 'history')?.table?.rows ?? [])
}

it('[IMPL-05] a record’s page tells who changed it, when, what was and is, and why', async () => {
  must(await panel.services.people.update(scene.actors.curator, scene.people.mentee.id, { position: 'методист' }))
  const lines = await history(curator, 'Person', scene.people.mentee.id)
  expect(lines).toContain('Должность: — → методист')
  expect(lines).toContain('Лисина А. С.')
  expect(lines).toContain('15.09.2031')
  must(await panel.services.meetings.cancel(scene.actors.curator, { meetingId: scene.meeting.id, reason: 'карантин' }))
  expect(await history(curator, 'Meeting', scene.meeting.id)).toContain('карантин')
})

it('[IMPL-05] every kind of record with a page has its history there', async () => {
  const ids: [ResourceName, string][] = [
    ['Person', scene.people.mentor.id], ['Pair', scene.pair.id], ['Programme', scene.programme.id], ['Consent', scene.consent.id], ['Meeting', scene.meeting.id],
    ['Request', scene.help.id], ['Document', scene.document.id], ['Organisation', scene.school.id], ['Announcement', scene.announcement.id],
  ]
  const bare: string[] = []
  for (const [resource, id] of ids) if ((await history(curator, resource, id)) === '[]') bare.push(resource)
  expect(bare).toEqual([])
})

it('[DATA-06] the history hides from a role what the record hides from it', async () => {
  const { id } = scene.help
  must(await app.services.requests.answerHelp(scene.actors.mentor, { requestId: id, text: 'ТАЙНЫЙ ОТВЕТ' }))
  expect(await history(curator, 'Request', id)).toContain('ТАЙНЫЙ ОТВЕТ')
  expect(await history(head, 'Request', id)).not.toContain('ТАЙНЫЙ ОТВЕТ')
  const { records = [] } = await read(head, `AuditEntry/actions/list?filters.subject.id=${id}`)
  for (const record of records) expect(await (await head.get(`${api}/AuditEntry/records/${record.id}/show`)).text()).not.toContain('ТАЙНЫЙ ОТВЕТ')
})

it('[IMPL-05] the journal is asked by person, kind and day', async () => {
  const kinds = async (query: string) => new Set((await read(curator, `AuditEntry/actions/list?perPage=100&${query}`)).records?.map(({ params }) => params['subject.type']))
  expect(await kinds('filters.subject.type=Meeting')).toEqual(new Set(['Meeting']))
  expect(await kinds('filters.at~~from=2026-09-14T00:00:00Z&filters.at~~to=2026-09-16T00:00:00Z&filters.subject.type=Invitation')).toEqual(new Set(['Invitation']))
  expect(await kinds('filters.at~~from=2031-09-14T00:00:00Z&filters.at~~to=2031-09-16T00:00:00Z&filters.subject.type=Invitation')).toEqual(new Set())
  expect(await kinds('filters.person=Лисина&filters.subject.type=Invitation')).toEqual(new Set())
  expect((await kinds('filters.person=Лисина')).has('Meeting')).toBe(true)
})

it('[IMPL-05] the journal names whom and what each line is about', async () => {
  const abouts = async (who: Visitor, type: string) => new Set((await read(who, `AuditEntry/actions/list?perPage=100&filters.subject.type=${type}`)).records?.map(({ params }) => params['about']))
  const pair = (await panel.services.people.getMany([scene.people.mentor.id, scene.people.mentee.id])).map(({ surname }) => surname)
  for (const type of ['Pair', 'Programme', 'Meeting', 'Request']) {
    const said = [...(await abouts(curator, type))].join('; ')
    for (const surname of pair) expect([type, said]).toEqual([type, expect.stringContaining(surname)])
  }
  expect([...(await abouts(curator, 'Person'))].join()).toContain(scene.people.mentee.surname)
  expect([...(await abouts(curator, 'Response'))].join()).not.toBe('')
  expect([...(await abouts(head, 'Response'))].filter(Boolean)).toEqual([])
})

it('[IMPL-05] S19 the journal says that it is whole, with its fingerprint, and says what is broken', async () => {
  await app.services.audit.seal()
  const whole = (await read(curator, 'AuditEntry/actions/list')).head?.notes.map(({ text, more = '' }) => `${text} ${more}`).join(' ') ?? ''
  const state = await app.services.audit.state(scene.school.id)
  expect(whole).toMatch(/^Журнал цел, проверено 15\.09\.2031/)
  expect(whole).toContain(`Записей: ${state.length}.`)
  expect(whole).toContain(state.fingerprint?.slice(0, 16))
  await app.database.connection.collection('auditentries').updateOne({ organisationId: scene.school.id, seq: 3 }, { $set: { reason: 'подделка' } })
  const broken = (await read(curator, 'AuditEntry/actions/list')).head?.notes ?? []
  expect(broken[0]).toMatchObject({ tone: 'bad', text: expect.stringContaining('запись № 3 изменена') })
  const { shown } = (await (await curator.post(`${api}/AuditEntry/actions/verify`, new FormData())).json()) as Answer
  expect(JSON.stringify(shown)).toContain('запись № 3 изменена')
})
