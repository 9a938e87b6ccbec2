import type { Role } from '../../src/core/actor.js'
import { fullName } from '../../src/modules/people/person.js'
import type { Services } from '../../src/services.js'
import type { Choice } from '../actions/form.js'
import type { PanelUser } from '../gate/panel-user.js'

/** A field's value as text; anything else is empty. */
export const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** A field's value as text, or nothing when it was left empty. */
export const textOrNone = (value: unknown): string | undefined => text(value) || undefined

/** Chosen values of a field with several. */
export const list = (value: unknown): string[] => (Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [])

/** Organisations that the person may see. */
export async function organisationChoices(services: Pick<Services, 'organisations'>, user: PanelUser): Promise<Choice[]> {
  const all = await services.organisations.list()
  const own = all.filter(({ id }) => user.organisationId === null || id === user.organisationId)
  return own.map(({ id, name }) => ({ value: id, label: name }))
}

/** People of an organisation by surname, those with a role when it is given. */
export async function peopleChoices(services: Pick<Services, 'people'>, organisationId: string | null, role?: Role): Promise<Choice[]> {
  if (organisationId === null) return []
  const { items } = await services.people.list(organisationId, { pageSize: 500, ...(role ? { role } : {}) })
  return items.map((person) => ({ value: person.id, label: [fullName(person), person.subject ?? person.position].filter(Boolean).join(', ') }))
}
