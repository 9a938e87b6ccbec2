import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Page } from '../../../admin/pages/page.js'
import type { Today } from '../../../admin/pages/today.js'
import { systemActor, type Actor } from '../../../src/core/actor.js'
import { must } from '../../../src/core/result.js'
import type { Person } from '../../../src/modules/people/person.js'
import { testDatabase, type TestDatabase } from '../../support/database.js'
import { formOf, testPanel, visitor, type TestPanel, type Visitor } from '../../support/panel.js'
import { aSchool, enrol } from '../../support/staff.js'

const system = systemActor('command')
const day = '2031-09-15'

let database: TestDatabase
let panel: TestPanel
let curator: Visitor
let mentor: Person
let mentee: Person
let pairId: string
beforeAll(async () => {
  database = await testDatabase()
  panel = await testPanel(database)
  const { services } = panel
  const school = await aSchool(services, 'Школа № 9')
  mentor = await enrol(services, school.id, { surname: 'Орлова', roles: ['mentor'] })
  mentee = await enrol(services, school.id, { surname: 'Петрова', roles: ['mentee'] })
  const account = await panel.openAccount('curator', school.id)
  const actor: Actor = { organisationId: school.id, personId: null, accountId: account.id, roles: ['curator'], channel: 'panel' }
  const [form, kind] = [school.dictionaries.forms[0]?.code ?? '', school.dictionaries.kinds[0]?.code ?? '']
  pairId = must(await services.pairs.propose(actor, { mentorId: mentor.id, menteeIds: [mentee.id], form, kinds: [kind] })).id
  for (const personId of [mentor.id, mentee.id]) must(await services.pairs.answer(actor, { pairId, personId, answer: 'agreed' }))
  for (const [personId, paper] of [[mentor.id, 'mentoring'], [mentor.id, 'duties'], [mentee.id, 'duties']] as const)
    must(await services.consents.registerPaper(actor, { personId, kind: paper, pairId: paper === 'duties' ? pairId : null, signedOn: day, fileId: null }))
  must(await services.pairs.recordOrder(actor, { pairIds: [pairId], number: '5', on: day }))
  curator = visitor(panel.url)
  await curator.signIn(account)
}, 60_000)
afterAll(async () => {
  await panel.close()
  await database.drop()
})

const at = (person: Person, action: string) => `/admin/api/resources/Person/records/${person.id}/${action}`
const note = async (person: Person, fields: Record<string, string>) => (await (await curator.post(at(person, 'employment'), formOf(fields))).json()) as { problem?: string; notice?: { type: string } }
async function needsOf(person: Person, who: Visitor = curator): Promise<{ text: string; ways: string[] }[]> {
  const { shown } = (await (await who.get(at(person, 'show'))).json()) as { shown: Page }
  return (shown.needs ?? []).map(({ text, acts }) => ({ text, ways: acts.flatMap((act) => (act.kind === 'way' ? [act.href.split('/').pop() ?? ''] : [])) }))
}
async function waiting(): Promise<string[]> {
  const today = (await (await curator.get('/admin/api/dashboard')).json()) as Today
  return today.sections.flatMap(({ lines }) => lines).filter(({ id }) => id.startsWith('pairs-without-person')).map(({ who, what }) => `${who}: ${what}`)
}

it('[IMPL-08] a short leave touches no pair; a long one of the mentor proposes pause, replacement or end, on the page and in the morning', async () => {
  expect(await needsOf(mentor)).toEqual([])
  await note(mentor, { state: 'leave', since: '2031-09-10', until: '2031-09-25' })
  expect(await needsOf(mentor)).toEqual([])
  expect(await waiting()).toEqual([])
  await note(mentor, { state: 'leave', since: '2031-09-10', until: '2032-03-01' })
  const [need] = await needsOf(mentor)
  expect(need?.text).toContain('Орлова')
  expect(need?.ways).toEqual(expect.arrayContaining(['replaceMentor', 'terminate']))
  expect(await waiting()).toEqual(['Орлова А. С.: в долгом отпуске, а пара продолжается'])
  const administrator = visitor(panel.url)
  await administrator.signIn(await panel.openAccount('sysadmin', mentor.organisationId))
  expect(await needsOf(mentor, administrator), 'pairs are not his').toEqual([])
  panel.setTime('2032-03-02T09:00:00Z')
  await curator.signIn(await panel.openAccount('curator', mentor.organisationId))
  expect(await needsOf(mentor), 'back at work').toEqual([])
})

it('[IMPL-08] a dismissed mentee is pointed out until the pair is over', async () => {
  await note(mentee, { state: 'dismissed', since: '2032-03-02' })
  const [need] = await needsOf(mentee)
  expect(need?.ways).toContain('terminate')
  expect(need?.ways).not.toContain('replaceMentor')
  expect(await waiting()).toEqual(['Петрова А. С.: больше не работает, а пара продолжается'])
  must(await panel.services.pairs.end(system, { pairId, side: 'curator', reason: (await panel.services.organisations.get(mentee.organisationId))?.dictionaries.endReasons[0]?.code ?? '', text: 'Увольнение' }))
  expect(await needsOf(mentee)).toEqual([])
  expect(await waiting()).toEqual([])
})

it('refuses days that do not follow each other', async () => {
  expect(await note(mentor, { state: 'leave', since: '2032-05-02', until: '2032-05-01' })).toMatchObject({ problem: expect.stringContaining('раньше первого') })
})
