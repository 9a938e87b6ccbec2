import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../../src/core/result.js'
import { appoint, holderOn, saysDeputy, signatoryOn, standInFor } from '../../../src/modules/organisations/office-rules.js'
import type { NewOffice, Office, OfficeKind } from '../../../src/modules/organisations/office.js'
import type { Person } from '../../../src/modules/people/person.js'
import { loadTexts } from '../../../src/texts.js'
import { aPerson, aSchool, testApp, type School, type TestApp } from '../../support/app.js'

let last = 0
const held = (office: OfficeKind, from: string, to: string | null = null, more: Partial<Office> = {}): Office => {
  last += 1
  const stamp = new Date('2026-09-01T00:00:00Z')
  return { id: String(last), organisationId: 'o', office, personId: String(last), name: null, title: null, position: null, employer: null, insteadOfId: null, from, to, orderNumber: null, orderOn: null, createdAt: stamp, updatedAt: stamp, ...more }
}

describe('who signs on a day', () => {
  const former = held('head', '2020-01-01', '2026-08-31')
  const present = held('head', '2026-09-01')
  const acting = held('acting-head', '2026-10-05', '2026-10-16')

  it.each([
    ['2026-08-31', former], ['2026-09-01', present], ['2026-10-04', present],
    ['2026-10-05', acting], ['2026-10-16', acting], ['2026-10-17', present], ['2019-12-31', null],
  ])('[ROLE-17] on %s', (day, expected) => {
    expect(signatoryOn([former, present, acting], day)).toBe(expected)
  })

  it('[ROLE-17] a gap leaves the line empty; the profile signs only while no head was ever written down', () => {
    expect(signatoryOn([held('head', '2020-01-01', '2026-08-31')], '2026-09-01')).toBeNull()
    expect(signatoryOn([held('deputy', '2020-01-01')], '2026-09-01')).toBe('profile')
    expect(signatoryOn([acting], '2026-10-17')).toBe('profile')
    const sooner = held('head', '2026-01-01')
    expect(holderOn([present, sooner], 'head', '2026-10-01')).toBe(present)
  })

  it('[ROLE-17] one seat has one holder on a day: a successor ends the former, an overlap is refused', () => {
    expect(appoint([present], { office: 'head', insteadOfId: null, from: '2026-11-01', to: null })).toEqual({ ok: true, value: { id: present.id, to: '2026-10-31' } })
    expect(appoint([present, acting], { office: 'acting-head', insteadOfId: null, from: '2026-10-16', to: '2026-10-20' })).toMatchObject({ ok: false, problem: { code: 'office-overlaps' } })
    expect(appoint([acting], { office: 'acting-head', insteadOfId: null, from: '2026-10-17', to: '2026-10-20' })).toEqual({ ok: true, value: null })
    expect(appoint([present], { office: 'head', insteadOfId: null, from: '2026-08-01', to: '2026-09-01' }).ok).toBe(false)
    expect(appoint([held('deputy', '2026-01-01')], { office: 'deputy', insteadOfId: null, from: '2026-01-01', to: null })).toEqual({ ok: true, value: null })
  })
})

describe('who stands in for a curator', () => {
  const deputy = (personId: string, insteadOfId: string, from: string, to: string | null) => held('curator-deputy', from, to, { personId, insteadOfId })
  const offices = [deputy('b', 'a', '2026-10-01', '2026-10-10'), deputy('c', 'b', '2026-10-05', '2026-10-06'), deputy('x', 'y', '2026-10-01', null), deputy('y', 'x', '2026-10-01', null)]

  it.each([
    ['a', '2026-09-30', 'a'], ['a', '2026-10-01', 'b'], ['a', '2026-10-05', 'c'], ['a', '2026-10-07', 'b'], ['a', '2026-10-11', 'a'],
    ['x', '2026-10-02', 'x'], ['d', '2026-10-02', 'd'],
  ])('[ROLE-17] [IMPL-12] for %s on %s: %s', (curator, day, expected) => {
    expect(standInFor(offices, curator, day)).toBe(expected)
  })
})

it.each([['Заместитель директора по УВР', true], ['Зам. директора', true], ['зам директора по ВР', true], ['Учитель математики', false], ['Замятин', false], ['', false]])('[ROLE-03] «%s» says deputy: %s', (position, expected) => {
  expect(saysDeputy(position, loadTexts('documents')('deputy-words').split(', '))).toBe(expected)
})

describe('appointments', () => {
  let app: TestApp
  let school: School
  let people: Record<'head' | 'curator' | 'deputy' | 'teacher', Person>
  const fresh = (office: OfficeKind, over: Partial<NewOffice>): NewOffice => ({ office, personId: null, name: null, title: null, position: null, employer: null, insteadOfId: null, from: '2026-09-14', to: null, orderNumber: null, orderOn: null, ...over })

  beforeAll(async () => {
    app = await testApp()
    school = await aSchool(app)
    people = {
      head: await aPerson(app, school, ['head'], { surname: 'Громов', name: 'Иван', patronymic: 'Андреевич' }),
      curator: await aPerson(app, school, ['curator'], { surname: 'Лисина' }),
      deputy: await aPerson(app, school, ['curator'], { surname: 'Рощина', position: 'заместитель директора' }),
      teacher: await aPerson(app, school, ['mentor'], { surname: 'Орлова' }),
    }
    must(await app.services.organisations.update(app.operator, school.id, { headPersonId: people.head.id, curatorPersonId: people.curator.id }))
  })
  afterAll(() => app.database.drop())

  it('[ROLE-17] the paper of a day names its signatory: acting in the absence, the head before and after', async () => {
    const { offices } = app.services
    expect(await offices.signatory(school.id, '2026-09-20')).toEqual({ title: null, name: 'Громов И. А.' })
    must(await offices.appoint(school.as(people.head, 'head', 'panel'), school.id, fresh('acting-head', { name: 'Белов Б. П.', title: 'И. о. директора', from: '2026-09-18', to: '2026-09-25', orderNumber: '44', orderOn: '2026-09-17' })))
    expect(await offices.signatory(school.id, '2026-09-20')).toEqual({ title: 'И. о. директора', name: 'Белов Б. П.' })
    expect(await offices.signatory(school.id, '2026-09-26')).toEqual({ title: null, name: 'Громов И. А.' })
    const [entry] = await app.services.audit.list(school.id, { subject: { type: 'Organisation', id: school.id } })
    expect(entry).toMatchObject({ action: 'office-appoint', after: { name: 'Белов Б. П.', orderNumber: '44' } })
  })

  it('[ROLE-03] a curator who is no deputy is appointed with a warning, with position, employer, order and dates; a deputy without one', async () => {
    const { offices } = app.services
    const asHead = school.as(people.head, 'head', 'panel')
    const partner = must(await offices.appoint(asHead, school.id, fresh('curator', { name: 'Соколов С. С.', position: 'Методист', employer: 'Технопарк', orderNumber: '45', orderOn: '2026-09-14' })))
    expect(partner.warnings).toEqual(['curator-not-deputy'])
    expect(partner.office).toMatchObject({ position: 'Методист', employer: 'Технопарк', orderNumber: '45', orderOn: '2026-09-14', from: '2026-09-14', to: null })
    expect(must(await offices.appoint(asHead, school.id, fresh('curator', { personId: people.deputy.id }))).warnings).toEqual([])
    expect(must(await offices.appoint(asHead, school.id, fresh('curator', { personId: people.curator.id }))).warnings).toEqual(['curator-not-deputy'])
    must(await offices.appoint(asHead, school.id, fresh('deputy', { personId: people.teacher.id })))
    expect(must(await offices.appoint(asHead, school.id, fresh('curator', { personId: people.teacher.id }))).warnings).toEqual([])
  })

  it('[ROLE-17] [IMPL-25] the curator names neither head nor acting head, nor ends them', async () => {
    const { offices } = app.services
    const asCurator = school.as(people.curator, 'curator')
    for (const kind of ['head', 'acting-head'] as const) expect(await offices.appoint(asCurator, school.id, fresh(kind, { name: 'Свой С. С.' }))).toMatchObject({ problem: { code: 'office-leading' } })
    const acting = (await offices.list(school.id)).find(({ office }) => office === 'acting-head')
    expect(await offices.end(asCurator, school.id, acting?.id ?? '', '2026-09-19')).toMatchObject({ problem: { code: 'office-leading' } })
  })

  it('[ROLE-17] a deputy needs the curator’s role and somebody to stand in for; strangers and wrong days are refused', async () => {
    const { offices } = app.services
    const asHead = school.as(people.head, 'head', 'panel')
    const code = async (input: NewOffice, actor = asHead) => {
      const made = await offices.appoint(actor, school.id, input)
      return made.ok ? 'ok' : `${made.problem.code} ${made.problem.params?.['field'] ?? ''}`.trim()
    }
    expect(await code(fresh('curator-deputy', { personId: people.teacher.id, insteadOfId: people.curator.id }))).toBe('office-deputy-no-curator')
    expect(await code(fresh('curator-deputy', { personId: people.deputy.id }))).toBe('office-field-wrong insteadOfId')
    expect(await code(fresh('curator-deputy', { personId: people.curator.id, insteadOfId: people.curator.id }))).toBe('office-field-wrong personId')
    expect(await code(fresh('head', {}))).toBe('office-nobody personId')
    expect(await code(fresh('head', { name: 'Кто-то', from: '2026-02-30' }))).toBe('office-field-wrong from')
    expect(await code(fresh('acting-head', { name: 'Кто-то', from: '2026-12-02', to: '2026-12-01' }))).toBe('office-field-wrong to')
    expect(await code(fresh('head', { personId: '65f000000000000000000009' }))).toBe('office-field-wrong personId')
    expect(await code(fresh('head', { name: 'Кто-то' }), school.as(people.teacher, 'mentor'))).toBe('not-allowed')
  })
})
