import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../../src/core/actor.js'
import { must } from '../../../src/core/result.js'
import type { Organisation } from '../../../src/modules/organisations/organisation.js'
import type { NewPerson } from '../../../src/modules/people/people-service.js'
import { rolesOn, type Person } from '../../../src/modules/people/person.js'
import { registerBench, staffOf, type RegisterBench } from '../../support/register-bench.js'

let bench: RegisterBench
let school: Organisation
let curator: Actor
let head: Actor
beforeAll(async () => {
  bench = await registerBench()
  school = await bench.aSchool()
  curator = staffOf(school.id, 'curator')
  head = staffOf(school.id, 'head')
})
afterAll(() => bench.database.drop())

const aPerson = async (facts: Partial<NewPerson> = {}): Promise<Person> =>
  must(await bench.people.create(curator, school.id, { surname: 'Петрова', name: 'Анна', patronymic: 'Сергеевна', ...facts }))

describe('the register', () => {
  it('cleans and keeps the facts of a person', async () => {
    const person = await aPerson({ surname: ' Кузнецова-Лебедева ', phone: '8 (900) 123-45-67', email: 'Anna@School5.RU', birthOn: '1998-03-07', subject: '' })
    expect(person).toMatchObject({ surname: 'Кузнецова-Лебедева', phone: '+79001234567', email: 'anna@school5.ru', birthOn: '1998-03-07', subject: null, roles: [], telegramId: null })
    const changed = must(await bench.people.update(curator, person.id, { surname: 'Семёнова', position: 'Учитель' }))
    expect(changed).toMatchObject({ searchName: 'семенова анна сергеевна', position: 'Учитель', phone: '+79001234567' })
    expect(await bench.people.get(person.id)).toEqual(changed)
    expect((await bench.people.getMany([person.id, 'нет', '65f000000000000000000009'])).map((each) => each.id)).toEqual([person.id])
  })

  it('refuses wrong facts by field, and strangers', async () => {
    const wrong: [Partial<NewPerson>, string, string][] = [
      [{ name: '😀' }, 'name', 'name-signs'],
      [{ surname: '<b>Иванова</b>' }, 'surname', 'name-signs'],
      [{ name: '  ' }, 'name', 'value-missing'],
      [{ surname: 'я'.repeat(10_000) }, 'surname', 'value-too-long'],
      [{ birthOn: '1998-02-31' }, 'birthOn', 'date-wrong'],
      [{ birthOn: '2026-09-15' }, 'birthOn', 'date-future'],
      [{ birthOn: '1998-03-07', hiredOn: '1998-03-07' }, 'hiredOn', 'hired-before-birth'],
      [{ phone: '123' }, 'phone', 'phone-wrong'],
      [{ email: 'anna' }, 'email', 'email-wrong'],
      [{ position: 'Учитель 🎓' }, 'position', 'text-signs'],
      [{ experienceYears: 200 }, 'experienceYears', 'number-wrong'],
    ]
    for (const [facts, field, what] of wrong) {
      const made = await bench.people.create(curator, school.id, { surname: 'Петрова', name: 'Анна', ...facts })
      expect(made).toEqual({ ok: false, problem: { code: 'person-field-wrong', params: { field, what } } })
    }
    for (const stranger of [staffOf('65f000000000000000000001', 'curator'), staffOf(school.id, 'mentor')]) {
      expect(await bench.people.create(stranger, school.id, { surname: 'Петрова', name: 'Анна' })).toMatchObject({ problem: { code: 'forbidden' } })
    }
  })

  it('lists by role, beginning of a name, chat and archive, in the organisation only', async () => {
    const other = await bench.aSchool('Другая')
    const zoya = await aPerson({ surname: 'Яковлева', name: 'Зоя', patronymic: null })
    const yan = await aPerson({ surname: 'Яковлев', name: 'Ян', patronymic: null })
    must(await bench.people.giveRole(curator, zoya.id, { role: 'mentor' }))
    must(await bench.people.link(yan.id, 700))
    const ids = async (query: object, organisationId = school.id) => (await bench.people.list(organisationId, query)).items.map((person) => person.id)
    expect(await ids({ query: 'ЯКОВЛЕВ' })).toEqual([yan.id, zoya.id])
    expect(await ids({ query: 'зоя' })).toEqual([zoya.id])
    expect(await ids({ query: '.*' })).toEqual([])
    expect(await ids({ role: 'mentor' })).toEqual([zoya.id])
    expect(await ids({ linked: true })).toEqual([yan.id])
    expect(await ids({ query: 'яковлев', pageSize: 1, page: 2 })).toEqual([zoya.id])
    expect(await ids({ query: 'яковлев' }, other.id)).toEqual([])
    must(await bench.people.archive(curator, zoya.id, 'Уволена'))
    expect(await ids({ query: 'яковлева' })).toEqual([])
    expect(await ids({ query: 'яковлева', archived: true })).toEqual([zoya.id])
    expect(must(await bench.people.restore(curator, zoya.id)).archivedAt).toBeNull()
  })
})

describe('roles', () => {
  it('[ROLE-01] gives a role for a period, ends it, and keeps the past', async () => {
    const person = await aPerson()
    must(await bench.people.giveRole(curator, person.id, { role: 'mentee', from: '2026-09-01', to: '2026-12-31' }))
    expect(await bench.people.giveRole(curator, person.id, { role: 'mentee', from: '2026-12-31' })).toMatchObject({ problem: { code: 'role-held-already' } })
    const again = must(await bench.people.giveRole(curator, person.id, { role: 'mentee', from: '2027-01-01' }))
    expect(rolesOn(again, '2027-05-01')).toEqual(['mentee'])
    const ended = must(await bench.people.endRole(curator, person.id, { role: 'mentee', lastDay: '2026-10-31', reason: 'Перешла' }))
    expect(ended.roles).toEqual([{ role: 'mentee', from: '2026-09-01', to: '2026-10-31' }])
    expect(await bench.people.endRole(curator, person.id, { role: 'mentor' })).toMatchObject({ problem: { code: 'role-not-held' } })
    expect(await bench.people.giveRole(curator, person.id, { role: 'mentor', from: '2026-10-02', to: '2026-10-01' })).toMatchObject({ problem: { code: 'role-period-wrong' } })
    const [line] = await bench.history.list(school.id, { subject: { type: 'Person', id: person.id } })
    expect(line).toMatchObject({ action: 'role-end', reason: 'Перешла' })
  })

  it('[ROLE-11] lets one person hold several roles at once, whatever age and service', async () => {
    const young = await aPerson({ birthOn: '2003-01-01', experienceYears: 0 })
    must(await bench.people.giveRole(curator, young.id, { role: 'mentor' }))
    must(await bench.people.giveRole(curator, young.id, { role: 'mentee' }))
    const both = must(await bench.people.giveRole(head, young.id, { role: 'head' }))
    expect(rolesOn(both, '2026-09-15')).toEqual(['mentor', 'mentee', 'head'])
  })

  it('[ROLE-16] leaves roles that decide over others to the head and the administrator', async () => {
    const person = await aPerson()
    for (const role of ['head', 'sysadmin'] as const) expect(await bench.people.giveRole(curator, person.id, { role })).toMatchObject({ problem: { code: 'forbidden' } })
    expect(await bench.people.giveRole(staffOf(school.id, 'mentor'), person.id, { role: 'mentee' })).toMatchObject({ problem: { code: 'forbidden' } })
    expect(await bench.people.giveRole(staffOf('65f000000000000000000001', 'head', 'curator'), person.id, { role: 'mentee' })).toMatchObject({ problem: { code: 'forbidden' } })
  })

  it('ends a role at once when no last day is named', async () => {
    const person = await aPerson()
    must(await bench.people.giveRole(curator, person.id, { role: 'mentor', from: '2026-09-01' }))
    expect(rolesOn(must(await bench.people.endRole(curator, person.id, { role: 'mentor' })), '2026-09-15')).toEqual([])
    must(await bench.people.giveRole(curator, person.id, { role: 'mentee' }))
    expect(must(await bench.people.endRole(curator, person.id, { role: 'mentee' })).roles).toEqual([{ role: 'mentor', from: '2026-09-01', to: '2026-09-14' }])
  })
})

describe('chats', () => {
  it('ties one chat to one person, and names the chat that was tied before', async () => {
    const [first, second] = [await aPerson(), await aPerson()]
    expect(must(await bench.people.link(first.id, 501)).formerTelegramId).toBeNull()
    expect((await bench.people.byTelegram(501))?.id).toBe(first.id)
    expect(await bench.people.link(second.id, 501)).toMatchObject({ problem: { code: 'telegram-taken' } })
    expect(must(await bench.people.link(first.id, 502)).formerTelegramId).toBe(501)
    expect(await bench.people.byTelegram(501)).toBeNull()
    must(await bench.people.unlink(first.id))
    expect(await bench.people.byTelegram(502)).toBeNull()
  })

  it('gives a chat to exactly one of many at once', async () => {
    const people = await Promise.all([1, 2, 3, 4, 5].map(() => aPerson()))
    const results = await Promise.allSettled(people.map((person) => bench.people.link(person.id, 600)))
    const won = results.filter((result) => result.status === 'fulfilled' && result.value.ok)
    expect(won).toHaveLength(1)
    expect(results.every((result) => result.status === 'fulfilled')).toBe(true)
  })

  it('unties the archived, and remembers since when a chat does not answer', async () => {
    const person = await aPerson()
    must(await bench.people.link(person.id, 503))
    await bench.people.markUnreachable(person.id)
    expect((await bench.people.get(person.id))?.unreachableAt).toEqual(new Date('2026-09-15T09:00:00Z'))
    await bench.people.markReachable(person.id)
    expect((await bench.people.get(person.id))?.unreachableAt).toBeNull()
    must(await bench.people.archive(curator, person.id))
    expect(await bench.people.byTelegram(503)).toBeNull()
    expect(await bench.people.link(person.id, 503)).toMatchObject({ problem: { code: 'person-archived' } })
  })

  it('lets everybody set his own bot, and nobody else\'s', async () => {
    const person = await aPerson()
    const self: Actor = { organisationId: school.id, personId: person.id, accountId: null, roles: ['mentee'], channel: 'bot' }
    expect(must(await bench.people.saveSettings(self, person.id, { digestAt: '07:30', channel: 'telegram-silent' })).settings).toEqual({ quietFrom: null, quietTo: null, digestAt: '07:30', channel: 'telegram-silent', fewerUntil: null })
    expect(await bench.people.saveSettings(self, person.id, { digestAt: '7 утра' })).toMatchObject({ problem: { code: 'person-settings-wrong' } })
    expect(await bench.people.saveSettings(self, (await aPerson()).id, { digestAt: null })).toMatchObject({ problem: { code: 'forbidden' } })
  })
})

describe('those who decide', () => {
  it('[IMPL-25] are put away, dismissed, untied and edited by head or administrator or themselves, never by the curator', async () => {
    for (const role of ['head', 'psychologist', 'sysadmin', 'curator'] as const) {
      const person = must(await bench.people.create(bench.system, school.id, { surname: 'Громов', name: 'Пётр' }, role))
      const tries = (actor: Actor) => [
        bench.people.archive(actor, person.id),
        bench.people.setEmployment(actor, person.id, { state: 'dismissed', since: null, until: null }),
        bench.people.unlink(person.id, actor),
        bench.people.link(person.id, 5, actor),
        bench.people.update(actor, person.id, { surname: 'Тихий' }),
      ]
      const refused = await Promise.all(tries({ ...curator, personId: null }))
      expect(refused.map((tried) => (tried.ok ? 'done' : tried.problem.code))).toEqual(Array(5).fill('person-guarded'))
      must(await bench.people.update({ ...curator, personId: person.id }, person.id, { position: 'завуч' }))
      must(await bench.people.archive(staffOf(school.id, 'sysadmin'), person.id))
    }
  })
})
