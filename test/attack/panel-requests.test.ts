import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actionsOf, resourceNames, type ResourceName } from '../../src/modules/accounts/rights.js'
import { staffRoles } from '../../src/modules/accounts/account.js'
import { heavy } from '../support/database.js'
import { testApp, type TestApp } from '../support/app.js'
import { formOf, testPanel, visitor, type TestPanel, type Visitor } from '../support/panel.js'
import { aSchoolInWork, differences, snapshotOf, type Scene } from './scene.js'

let app: TestApp
let panel: TestPanel
let own: Scene
let foreign: Scene
const staff = new Map<string, Visitor>()

beforeAll(async () => {
  app = await testApp()
  own = await aSchoolInWork(app)
  foreign = await aSchoolInWork(app)
  panel = await testPanel(app.database)
  for (const role of staffRoles) {
    const who = visitor(panel.url)
    await who.signIn(await panel.openAccount(role, own.school.id))
    staff.set(role, who)
  }
}, 180_000)
afterAll(async () => {
  await panel.close()
  await app.database.drop()
})

/** The collections of the resources, to take ids of both schools from. */
const collections: Record<ResourceName, string> = {
  Organisation: 'organisations', Person: 'people', Invitation: 'invitations', Questionnaire: 'questionnaires', Response: 'responses', Consent: 'consents', Pair: 'pairs',
  Programme: 'programmes', Meeting: 'meetings', Request: 'requests', Document: 'documents', Delivery: 'deliveries', AuditEntry: 'auditentries', Announcement: 'announcements', Account: 'accounts', Calendar: 'accounts', FileAccess: 'fileaccesses', PsychologyNote: 'psychologynotes',
}

async function idOf(resource: ResourceName, scene: Scene): Promise<string> {
  const names = (await app.database.connection.db?.listCollections().toArray())?.map(({ name }) => name) ?? []
  const name = names.find((known) => known === collections[resource]) ?? names.find((known) => known.startsWith(resource.toLowerCase().slice(0, 5))) ?? ''
  const found = resource === 'Organisation' ? { _id: scene.school.id } : await app.database.connection.db?.collection(name).findOne({ organisationId: scene.school.id })
  if (!found) throw new Error(`no ${resource} in ${name}`)
  return String(found._id)
}

/** Sessions move with every request; that somebody read answers is itself noted. */
const changed = (before: Map<string, string>, after: Map<string, string>) => differences(before, after).filter((key) => !/session/i.test(key) && !(after.get(key) ?? '').includes('"action":"view"'))
const ofForeign = (all: Map<string, string>) => new Map([...all].filter(([, document]) => document.includes(foreign.school.id)))
/** What an answer about the other school would hold and no request of this test names. */
const foreignMarks = () => [foreign.school.name, foreign.proposed.id, foreign.people.otherMentor.id, foreign.people.head.id, foreign.second.id, foreign.attachment.id]
const api = '/admin/api/resources'

heavy('every address of the panel', () => describe.each([...resourceNames])('%s', (resource) => {
  it('[ROLE-16] shows, finds and changes nothing of another organisation by any action or address', async () => {
    const id = await idOf(resource, foreign)
    const before = await snapshotOf(app)
    const shown: string[] = []
    for (const [role, who] of staff) {
      const addresses = [
        ...actionsOf(resource).concat('delete', 'bulkDelete').flatMap((action) => [`${api}/${resource}/records/${id}/${action}`, `${api}/${resource}/actions/${action}?recordId=${id}&pairId=${foreign.pair.id}&personId=${foreign.people.mentee.id}`]),
        `${api}/${resource}/actions/list?filters.organisationId=${foreign.school.id}`, `${api}/${resource}/actions/list?filters.id=${id}`, `${api}/${resource}/actions/list?filters._id~~$ne=1`, `${api}/${resource}/actions/list?perPage=100000`,
        `${api}/${resource}/bulk/bulkDelete?recordIds=${id}`, `${api}/${resource}/search/x`,
      ]
      const forms = { organisationId: foreign.school.id, pairId: foreign.pair.id, personId: foreign.people.mentee.id, mentorId: foreign.people.mentor.id, menteeIds: foreign.people.mentee.id, menteeId: foreign.people.mentee.id, rowId: foreign.row.id, curatorId: foreign.people.curator.id, reason: 'взлом', text: 'взлом', number: '1', on: '2026-09-14' }
      for (const address of addresses) {
        const answers = [await who.get(address), await who.post(address, formOf(forms))]
        for (const answer of answers) {
          if (answer.status >= 500) shown.push(`${role} ${address} ${answer.status}`)
          const body = await answer.text()
          for (const mark of foreignMarks().filter((known) => !address.includes(known))) if (body.includes(mark)) shown.push(`${role} ${address} shows ${mark}`)
        }
      }
    }
    expect(shown).toEqual([])
    expect(changed(ofForeign(before), ofForeign(await snapshotOf(app)))).toEqual([])
  }, 120_000)

  it('[IMPL-18] changes nothing by a GET, whatever the action and the role', async () => {
    const id = await idOf(resource, own)
    const before = await snapshotOf(app)
    for (const who of staff.values()) {
      for (const action of actionsOf(resource)) for (const path of [`records/${id}/${action}`, `actions/${action}`]) expect((await who.get(`${api}/${resource}/${path}?reason=a&number=1&submit=true`)).status).toBeLessThan(500)
    }
    expect(changed(before, await snapshotOf(app))).toEqual([])
  }, 120_000)
}))

it('[ROLE-05] gives a system administrator and a psychologist no answers, plans, papers or pairs’ reasons', async () => {
  for (const role of ['sysadmin', 'psychologist']) {
    for (const resource of ['Response', 'Programme', 'Request', 'Document', 'Consent', 'Meeting'] as const) {
      for (const path of ['actions/list', `records/${await idOf(resource, own)}/show`]) {
        const answer = (await (await staff.get(role)?.get(`${api}/${resource}/${path}`))?.json()) as { records?: unknown[]; record?: unknown; notice?: { type: string } }
        expect([role, resource, path, answer.notice?.type]).toEqual([role, resource, path, 'error'])
        expect(answer.records ?? []).toEqual([])
      }
    }
  }
})
