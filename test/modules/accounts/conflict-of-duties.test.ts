import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../../src/core/actor.js'
import { must, type Result } from '../../../src/core/result.js'
import { decidingRoles, isOwnCase, ownCaseRule } from '../../../src/modules/accounts/conflict-of-duties.js'
import { aSchoolInWork, type Scene } from '../../attack/scene.js'
import { testApp, type TestApp } from '../../support/app.js'

let app: TestApp
let scene: Scene
/** The pair's mentor and its mentee, each of whom is a curator too. */
let mentor: Actor
let mentee: Actor

beforeAll(async () => {
  app = await testApp()
  scene = await aSchoolInWork(app)
  const both = (actor: Actor): Actor => ({ ...actor, roles: [...actor.roles, 'curator', 'head'], channel: 'panel' })
  mentor = both(scene.actors.mentor)
  mentee = both(scene.actors.mentee)
}, 60_000)
afterAll(() => app.database.drop())

const ids = () => ({ programmeId: scene.programme.id, rowId: scene.row.id, menteeId: scene.people.mentee.id })

/** Everything that a second person has to decide on. */
const steps: [string, (actor: Actor) => Promise<Result<unknown>>][] = [
  ['his own report', () => app.services.programmes.accept({ ...mentee }, ids())],
  ['to free himself of a row', () => app.services.programmes.release({ ...mentee }, { ...ids(), reason: 'так' })],
  ['a later end of his own programme', (actor) => app.services.programmes.moveTerm(actor, { programmeId: scene.programme.id, rowId: scene.second.id, finalOn: '2027-06-10', reason: 'так' })],
  ['other words in his approved programme', (actor) => app.services.programmes.change(actor, scene.programme.id, { goal: 'Полегче' }, 'так')],
  ['who replaces him', (actor) => app.services.pairs.replaceMentor(actor, { pairId: scene.pair.id, mentorId: scene.people.otherMentor.id, reason: 'так' })],
]

describe('who is in the pair and a curator too', () => {
  it.each(steps)('[IMPL-25] does not decide alone on %s while there is another curator, and hears who does', async (_, call) => {
    const { account } = await open()
    const before = await app.services.programmes.get(scene.programme.id)
    expect(await call(mentor)).toEqual({ ok: false, problem: { code: 'conflict-of-duties', params: { names: 'Анна Сергеевна' } } })
    expect(await app.services.programmes.get(scene.programme.id)).toEqual(before)
    must(await app.services.accounts.close(app.operator, account.id))
  })

  it('[IMPL-25] is told without another one that he has to say why; the reason stays in the history', async () => {
    const { programmes, audit } = app.services
    expect(await programmes.accept(mentee, ids())).toEqual({ ok: false, problem: { code: 'conflict-of-duties-alone' } })
    const alone = { ...mentee, aloneReason: ' Второй куратор в отпуске до 1 октября ' }
    expect(must(await programmes.accept(alone, ids())).rows[0]?.marks[0]?.state).toBe('accepted')
    const [line] = (await audit.list(scene.school.id, { subject: { type: 'Programme', id: scene.programme.id }, pageSize: 5 })).filter(({ action }) => action === 'own-case-decided')
    expect(line).toMatchObject({ reason: 'Второй куратор в отпуске до 1 октября', actor: { personId: scene.people.mentee.id } })
  })

  it('[IMPL-25] leaves the mentor’s own office alone: he checks his mentee’s work without a second person', async () => {
    const { programmes } = app.services
    const row = { programmeId: scene.programme.id, rowId: scene.second.id, menteeId: scene.people.mentee.id }
    expect((await programmes.accept({ ...mentor, roles: ['mentor', 'curator'] }, row)).ok).toBe(true)
  })
})

/** A login of the school's curator: now there is somebody else who can act. */
async function open() {
  opened += 1
  return must(await app.services.accounts.create(app.operator, { email: `second${opened}@school.example`, role: 'curator', organisationId: scene.school.id, personId: scene.people.curator.id }))
}
let opened = 0

it('[IMPL-25] knows a case as one’s own by the person alone, never for the system', () => {
  const job: Actor = { ...mentor, channel: 'job' }
  const parties = [scene.people.mentor.id]
  expect([mentor, { ...mentor, personId: null }, mentee, job].map((actor) => isOwnCase(actor, { parties }))).toEqual([true, false, false, false])
})

it('[IMPL-25] lets nobody decide whom the table does not let, and one role where the organisation names one', () => {
  expect(decidingRoles({ resource: 'Programme', action: 'approve' })).toEqual(['curator', 'head'])
  expect(decidingRoles({ resource: 'Programme', action: 'approve', role: 'head' })).toEqual(['head'])
  expect(decidingRoles({ resource: 'Programme', action: 'no such action' })).toEqual([])
  expect(ownCaseRule({ state: 'alone' }, '   ')).toMatchObject({ ok: false })
  expect(ownCaseRule({ state: 'others', names: ['Анна Сергеевна'] }, 'есть причина')).toMatchObject({ ok: false, problem: { code: 'conflict-of-duties' } })
})
