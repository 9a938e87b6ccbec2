import { afterAll, beforeAll, expect, it } from 'vitest'
import { must, type Result } from '../../src/core/result.js'
import type { Services } from '../../src/services.js'
import { heavy } from '../support/database.js'
import { testApp, type TestApp } from '../support/app.js'
import { aSchoolInWork, differences, snapshotOf, type Scene } from './scene.js'

let app: TestApp
let own: Scene
let foreign: Scene

beforeAll(async () => {
  app = await testApp()
  own = await aSchoolInWork(app)
  foreign = await aSchoolInWork(app)
}, 120_000)
afterAll(() => app.database.drop())

type Try = (services: Services) => Promise<Result<unknown>>

/** Own records of a curator, head or administrator that name people, pairs and files of another organisation. */
const tries: [string, Try][] = [
  ['a pair with another school’s mentor', (s) => s.pairs.propose(own.actors.curator, { mentorId: foreign.people.mentor.id, menteeIds: [own.people.mentee.id], ...own.choice })],
  ['a pair with another school’s mentee', (s) => s.pairs.propose(own.actors.curator, { mentorId: own.people.mentor.id, menteeIds: [foreign.people.mentee.id], ...own.choice })],
  ['an answer of somebody else’s', (s) => s.pairs.answer(own.actors.curator, { pairId: own.proposed.id, personId: foreign.people.mentor.id, answer: 'agreed' })],
  ['another school’s mentor as the next one', (s) => s.pairs.replaceMentor(own.actors.curator, { pairId: own.pair.id, mentorId: foreign.people.mentor.id, reason: 'так' })],
  ['another school’s curator', (s) => s.pairs.handOver(own.actors.curator, { pairIds: [own.pair.id], curatorId: foreign.people.curator.id })],
  ['both schools’ pairs in one order', (s) => s.pairs.recordOrder(own.actors.head, { pairIds: [own.pair.id, foreign.pair.id], number: '17', on: own.day })],
  ['another school’s file as the scan of an order', (s) => s.documents.recordOrder(own.actors.head, { pairIds: [own.pair.id], number: '31', on: own.day, fileId: foreign.attachment.storedAs })],
  ['another school’s file as a scan', (s) => s.documents.registerScan(own.actors.curator, { title: 'Скан', fileId: foreign.attachment.storedAs, fileName: 'a.png' })],
  ['a scan about another school’s pair', (s) => s.documents.registerScan(own.actors.curator, { title: 'Скан', fileId: own.attachment.storedAs, fileName: 'a.png', pairIds: [foreign.pair.id] })],
  ['a scan about another school’s person', (s) => s.documents.registerScan(own.actors.curator, { title: 'Скан', fileId: own.attachment.storedAs, fileName: 'a.png', personIds: [foreign.people.mentee.id] })],
  ['a scan registered in another school', (s) => s.documents.registerScan(own.actors.curator, { organisationId: foreign.school.id, title: 'Скан', fileId: own.attachment.storedAs, fileName: 'a.png' })],
  ['a consent for another school’s pair', (s) => s.consents.registerPaper(own.actors.curator, { personId: own.people.mentee.id, kind: 'duties', pairId: foreign.pair.id, signedOn: own.day, fileId: null })],
  ['a consent for a pair of others', (s) => s.consents.refuse(own.actors.otherMentee, { personId: own.people.otherMentee.id, kind: 'duties', pairId: own.pair.id })],
  ['a consent with another school’s scan', (s) => s.consents.registerPaper(own.actors.curator, { personId: own.people.otherMentor.id, kind: 'mentoring', signedOn: own.day, fileId: foreign.attachment.id })],
  ['a consent sheet for another school’s pair', (s) => s.documents.makeConsentSheet(own.actors.curator, { personId: own.people.mentee.id, kind: 'duties', pairId: foreign.pair.id })],
  ['an acquaintance of another school’s person', (s) => s.duties.acknowledge(own.actors.curator, { organisationId: own.school.id, personId: foreign.people.mentee.id, side: 'mentee', hash: own.duties.hash })],
  ['evidence of another school’s person', (s) => s.attachments.save(own.actors.curator, { organisationId: own.school.id, ownerPersonId: foreign.people.mentee.id, name: 'a.png', mime: 'image/png', content: Buffer.from('89504e470d0a1a0a', 'hex') })],
  ['another school’s curator as ours', (s) => s.organisations.update(own.actors.curator, own.school.id, { curatorPersonId: foreign.people.curator.id })],
  ['another school’s head as ours', (s) => s.organisations.update(own.actors.sysadmin, own.school.id, { headPersonId: foreign.people.head.id })],
  ['an account for another school’s person', (s) => s.accounts.create(own.actors.sysadmin, { email: 'x@school.example', role: 'curator', organisationId: own.school.id, personId: foreign.people.curator.id })],
  ['an account of the whole installation', (s) => s.accounts.create(own.actors.sysadmin, { email: 'y@school.example', role: 'sysadmin' })],
  ['a report for a mentee of another plan', (s) => s.programmes.report(own.actors.curator, { programmeId: own.programme.id, rowId: own.row.id, menteeId: own.people.otherMentee.id, text: 'Готово', fileIds: [] })],
  ['a row of another plan', (s) => s.programmes.report(own.actors.mentee, { programmeId: own.programme.id, rowId: foreign.row.id, menteeId: own.people.mentee.id, text: 'Готово', fileIds: [] })],
  ['help for a mentee of another pair', (s) => s.requests.askHelp(own.actors.curator, { pairId: own.pair.id, menteeId: own.people.otherMentee.id, text: 'совет' })],
  ['a stranger at a meeting', (s) => s.meetings.confirm(own.actors.curator, { meetingId: own.meeting.id, personId: own.people.otherMentee.id })],
  ['the role of the head from a curator', (s) => s.people.giveRole(own.actors.curator, own.people.mentee.id, { role: 'head' })],
  ['the role of an administrator from a curator', (s) => s.people.giveRole(own.actors.curator, own.people.curator.id, { role: 'sysadmin' })],
]

heavy('a record that names what belongs to others', () => {
  it.each(tries)('[ROLE-16] is refused: %s', async (_, attempt) => {
    const before = await snapshotOf(app)
    expect(await attempt(app.services)).toMatchObject({ ok: false })
    expect(differences(before, await snapshotOf(app))).toEqual([])
  })

  it('[IMPL-14] gives evidence named in a report to nobody who may not read it', async () => {
    const { services } = app
    const named = must(await services.programmes.report(own.actors.mentee, { programmeId: own.programme.id, rowId: own.second.id, menteeId: own.people.mentee.id, text: 'Готово', fileIds: [foreign.attachment.id] }))
    expect(named.rows.find(({ id }) => id === own.second.id)?.marks[0]?.state).toBe('reported')
    for (const actor of [own.actors.mentor, own.actors.mentee, own.actors.curator]) expect(await services.attachments.read(actor, foreign.attachment.id)).toMatchObject({ ok: false })
  })
})

const bad = ['', 'zzz', '$ne', '{"$gt":""}', '000000000000', '__proto__', '650000000000000000000000']

it.each(bad)('[ROLE-16] an id that is none is refused, not an error: «%s»', async (id) => {
  const { services: s } = app
  const { curator, sysadmin, mentee } = own.actors
  const answers = [
    await s.pairs.pause(curator, id, 'так'), await s.programmes.approve(curator, id), await s.programmes.draft(curator, id), await s.meetings.cancel(curator, { meetingId: id, reason: 'так' }),
    await s.requests.acceptTerm(curator, id), await s.consents.withdraw(curator, { consentId: id }), await s.invitations.revoke(curator, id), await s.people.update(curator, id, {}),
    await s.deliveries.resend(curator, id), await s.accounts.reset(sysadmin, id), await s.attachments.read(curator, id), await s.questionnaires.current(mentee, id), await s.documents.makeProgramme(curator, id),
    await s.organisations.update(curator, id, {}), await s.invitations.accept(id, { telegramId: 5 }), await s.documents.registerScan(curator, { title: 'x', fileId: id, fileName: 'x' }),
  ]
  expect(answers.filter(({ ok }) => ok)).toEqual([])
  expect([await s.pairs.get(id), await s.programmes.get(id), await s.deliveries.get(id), await s.documents.get(id), await s.meetings.get(id)]).toEqual([null, null, null, null, null])
  expect((await s.programmes.proposals(id)).goals).toEqual([])
})
