import { afterAll, beforeAll, expect, it } from 'vitest'
import { notedFields } from '../../../admin/resource/note-viewed.js'
import { sensitiveFields } from '../../../src/modules/accounts/field-rights.js'
import { must } from '../../../src/core/result.js'
import { actionsOf, mayDo, type ResourceName } from '../../../src/modules/accounts/rights.js'
import { createFileOpener } from '../../../src/roles/open-file.js'
import { aSchoolInWork, type Scene } from '../../attack/scene.js'
import { testApp, type TestApp } from '../../support/app.js'
import { testPanel, visitor, type TestPanel, type Visitor } from '../../support/panel.js'

let app: TestApp
let panel: TestPanel
let scene: Scene
let curator: Visitor
let curatorId = ''
let psychologist: { who: Visitor; accountId: string }

beforeAll(async () => {
  app = await testApp()
  scene = await aSchoolInWork(app)
  panel = await testPanel(app.database, { openFile: (user, id) => createFileOpener({ services: app.services, files: app.files })(user, id) })
  curator = visitor(panel.url)
  const account = await panel.openAccount('curator', scene.school.id)
  curatorId = account.id
  await curator.signIn(account)
  const own = must(await panel.services.accounts.create(app.operator, { email: 'psy@school.example', role: 'psychologist', organisationId: scene.school.id, personId: scene.people.psychologist.id }))
  psychologist = { who: visitor(panel.url), accountId: own.account.id }
  await psychologist.who.signIn({ email: own.account.email, password: own.password })
}, 60_000)
afterAll(async () => {
  await panel.close()
  await app.database.drop()
})

const readings = (type: string, id: string, accountId = curatorId) =>
  app.services.audit.list(scene.school.id, { subject: { type, id } }).then((found) => found.filter(({ action, actor }) => action === 'view' && actor.accountId === accountId))

const known = (): Record<keyof typeof sensitiveFields, string> => ({
  Person: scene.people.mentee.id, Response: scene.response.id, Consent: scene.consent.id, Request: scene.help.id, Pair: scene.pair.id, Programme: scene.programme.id, Meeting: scene.meeting.id,
  FileAccess: scene.fileAccess.id, PsychologyNote: scene.note.id,
})

it('[DATA-04] P9 every page and form that shows a sensitive field leaves one line: who, when, what, from where', async () => {
  const walked: string[] = []
  for (const resource of Object.keys(sensitiveFields) as ResourceName[]) {
    const id = known()[resource as keyof typeof sensitiveFields]
    const role = mayDo(['curator'], resource, 'show') ? 'curator' : 'psychologist'
    const { who, accountId } = role === 'curator' ? { who: curator, accountId: curatorId } : psychologist
    for (const action of actionsOf(resource)) {
      const response = await who.get(`/admin/api/resources/${resource}/records/${id}/${action}`)
      const text = await response.text()
      if (text.includes(`"id":"${id}"`)) walked.push(`${resource}.${action}`)
    }
    const lines = await readings(resource, id, accountId)
    expect([resource, lines.length]).toEqual([resource, 1])
    expect(lines[0]).toMatchObject({ address: expect.stringContaining('127.0.0.1'), after: { fields: notedFields(resource, role).sort() } })
  }
  expect(walked).toEqual(expect.arrayContaining(['Person.show', 'Person.edit', 'Response.show', 'Consent.show', 'Request.show', 'Pair.show', 'Programme.show', 'Programme.edit', 'Meeting.show', 'FileAccess.show', 'PsychologyNote.show']))
})

it('[DATA-04] P9 every file that is opened leaves a line, one that is refused leaves none', async () => {
  expect((await curator.get(`/admin/files/${scene.attachment.id}`)).status).toBe(200)
  expect((await curator.get(`/admin/files/${scene.document.id}`)).status).toBe(200)
  expect(await readings('Attachment', scene.attachment.id)).toHaveLength(1)
  expect(await readings('Document', scene.document.id)).toHaveLength(1)
  const foreign = visitor(panel.url)
  await foreign.signIn(await panel.openAccount('curator', panel.other))
  expect((await foreign.get(`/admin/files/${scene.attachment.id}`)).status).toBe(404)
  const lines = await app.services.audit.list(scene.school.id, { subject: { type: 'Attachment', id: scene.attachment.id } })
  expect(lines.filter(({ action }) => action === 'view')).toHaveLength(1)
})

it('[DATA-04] P9 lists, journals, the front page, the own file and the calendar that show sensitive things leave one line, however often they are opened', async () => {
  const places: [string, string, string, string[]][] = [
    ['/admin/api/resources/Response/actions/list', 'Response', 'list', ['answers']],
    ['/admin/api/resources/Delivery/actions/list?filters.view=all', 'Delivery', 'list', ['phone']],
    ['/admin/api/pages/journal?kind=requests', 'Request', 'journal', ['answer', 'reason', 'text']],
    [`/admin/api/pages/journal?kind=pair&pair=${scene.proposed.id}`, 'Pair', scene.proposed.id, notedFields('Pair', 'curator').sort()],
    ['/admin/files/calendar.ics', 'Meeting', 'calendar', ['file']],
  ]
  for (const [address, type, id, fields] of places) {
    for (let times = 0; times < 3; times += 1) expect([address, (await curator.get(address)).status]).toEqual([address, 200])
    expect([address, await readings(type, id)]).toEqual([address, [expect.objectContaining({ after: { fields } })]])
  }
  const front = await (await curator.get('/admin/api/dashboard')).text()
  expect(await readings('Person', 'front')).toHaveLength(front.includes('"tel:') ? 1 : 0)
  expect((await psychologist.who.get('/admin/files/own-data')).status).toBe(200)
  expect(await readings('Account', psychologist.accountId, psychologist.accountId)).toMatchObject([{ after: { fields: ['file'] } }])
  expect(await readings('Person', 'list'), 'this list shows no phone').toHaveLength(0)
})

it('[IMPL-05] S19 a logout is noted', async () => {
  const passing = visitor(panel.url)
  const account = await panel.openAccount('curator', scene.school.id)
  await passing.signIn(account)
  await passing.post('/admin/logout')
  const lines = await app.services.audit.list(scene.school.id, { subject: { type: 'Account', id: account.id } })
  expect(lines[0]).toMatchObject({ action: 'account-logout', actor: { accountId: account.id }, address: expect.stringContaining('127.0.0.1') })
})

it('[IMPL-05] S19 a login says who, when and from where', async () => {
  const lines = await app.services.audit.list(scene.school.id, { subject: { type: 'Account', id: curatorId } })
  expect(lines.find(({ action }) => action === 'account-login')).toMatchObject({ actor: { accountId: curatorId, channel: 'panel' }, address: expect.stringContaining('127.0.0.1') })
})
