import type { Role } from '../../src/core/actor.js'
import { systemActor } from '../../src/core/actor.js'
import { must } from '../../src/core/result.js'
import type { Organisation } from '../../src/modules/organisations/organisation.js'
import type { OrganisationSettings } from '../../src/modules/organisations/settings.js'
import type { NewPerson } from '../../src/modules/people/people-service.js'
import type { Person } from '../../src/modules/people/person.js'
import type { Services } from '../../src/services.js'

const system = systemActor('command')

/** No quiet time: what a test sees must not depend on the hour at which it runs. */
export const openAtAllHours: Partial<OrganisationSettings> = { quietFrom: '00:00', quietTo: '00:00', quietWeekdays: [] }

/** A school from its preset, where consents by button suffice; open at all hours unless said otherwise. */
export async function aSchool(services: Services, name = 'Школа № 5', settings: Partial<OrganisationSettings> = {}): Promise<Organisation> {
  const school = must(await services.organisations.createFromPreset(system, { preset: 'school', name }))
  const consentWay = { 'personal-data': 'button', mentoring: 'button', duties: 'button' } as const
  return must(await services.organisations.saveSettings(system, school.id, { consentWay, ...openAtAllHours, ...settings }))
}

export interface Enrolment extends Partial<NewPerson> {
  roles: Role[]
  telegramId?: number
  /** Personal data may be kept; true by default. */
  consents?: boolean
}

/** Somebody on the staff, with roles, linked to a chat when it is given. */
export async function enrol(services: Services, organisationId: string, { roles, telegramId, consents = true, ...facts }: Enrolment): Promise<Person> {
  const person = must(await services.people.create(system, organisationId, { surname: 'Иванова', name: 'Анна', patronymic: 'Сергеевна', ...facts }))
  for (const role of roles) must(await services.people.giveRole(system, person.id, { role, from: '2026-09-01' }))
  if (consents) must(await services.consents.registerPaper(system, { personId: person.id, kind: 'personal-data', signedOn: '2026-09-01', fileId: null }))
  if (telegramId !== undefined) must(await services.people.link(person.id, telegramId))
  const found = await services.people.get(person.id)
  if (!found) throw new Error('the person is gone')
  return found
}
