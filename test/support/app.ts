import { createApp, type App } from '../../src/app.js'
import { systemActor, type Actor, type Role } from '../../src/core/actor.js'
import { createClock, type Clock } from '../../src/core/clock.js'
import { must } from '../../src/core/result.js'
import { defineModels } from '../../src/define-models.js'
import type { Organisation } from '../../src/modules/organisations/organisation.js'
import type { OrganisationSettings } from '../../src/modules/organisations/settings.js'
import type { Person, PersonFacts } from '../../src/modules/people/person.js'
import { openAtAllHours } from './staff.js'
import { testDatabase, type TestDatabase } from './database.js'

export const beginning = Date.parse('2026-09-14T08:00:00Z')

export interface TestApp extends App {
  database: TestDatabase
  clock: Clock
  operator: Actor
  /** Moves the clock on. */
  pass(hours: number): void
}

/** The whole product's services on a database of their own, at a fixed time. */
export async function testApp(): Promise<TestApp> {
  const database = await testDatabase()
  const { connection } = database
  const clock = createClock(() => beginning)
  const app = createApp({ connection, clock, defaultZone: 'Europe/Moscow', botName: async () => 'nastavnik_bot' })
  await defineModels(connection)
  await database.index()
  return { ...app, database, clock, operator: systemActor('command'), pass: (hours) => clock.setShift(clock.shift() + hours * 3_600_000) }
}

export type School = Organisation & { as(person: Person | null, role: Role, channel?: Actor['channel']): Actor }

let made = 0

/** A school from its preset; consents by button and open at all hours unless said otherwise. */
export async function aSchool({ services, operator }: Pick<TestApp, 'services' | 'operator'>, settings: Partial<OrganisationSettings> = {}): Promise<School> {
  made += 1
  const created = must(await services.organisations.createFromPreset(operator, { preset: 'school', name: `Школа № ${made}`, shortName: `Школа № ${made}` }))
  const consentWay = { 'personal-data': 'button', mentoring: 'button', duties: 'button' } as const
  const organisation = must(await services.organisations.saveSettings(operator, created.id, { consentWay, ...openAtAllHours, ...settings }))
  const as = (person: Person | null, role: Role, channel: Actor['channel'] = role === 'curator' ? 'panel' : 'bot'): Actor => ({
    organisationId: organisation.id, personId: person?.id ?? null, accountId: channel === 'panel' ? 'aaaaaaaaaaaaaaaaaaaaaaaa' : null, roles: [role], channel,
  })
  return { ...organisation, as }
}

/** Somebody of the school, with roles since the beginning of the year. */
export async function aPerson({ services, operator }: Pick<TestApp, 'services' | 'operator'>, school: Organisation, roles: Role[], facts: Partial<PersonFacts> = {}): Promise<Person> {
  made += 1
  const named = { surname: 'Петрова', name: 'Анна', patronymic: 'Сергеевна', ...facts }
  let person = must(await services.people.create(operator, school.id, named))
  for (const role of roles) person = must(await services.people.giveRole(operator, person.id, { role, from: '2026-09-01' }))
  return person
}

/** A chat of the messenger that nobody has yet. */
export function aChat(): number {
  made += 1
  return 5_000 + made
}
