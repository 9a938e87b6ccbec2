import type { Connection } from 'mongoose'
import { dayOf } from '../core/dates.js'
import type { Kernel } from '../core/kernel.js'
import type { Account } from '../modules/accounts/account.js'
import { createAccountService, type AccountService } from '../modules/accounts/account-service.js'
import { rolesOn, type Person } from '../modules/people/person.js'
import type { Services } from '../services.js'
import { loadTexts } from '../texts.js'

export interface AccessSettings {
  /** Keys for sealed values and signed cookies come from it. */
  secret: string
  publicUrl: string
}

interface Given {
  connection: Connection
  kernel: Kernel
  services: Services
  access: AccessSettings
}

/** Joins accounts with organisations, people and the message that carries a login link. */
export function wireAccounts({ connection, kernel, services, access }: Given): AccountService {
  const findOrganisation = (id: string | null) => (id === null ? Promise.resolve(null) : services.organisations.get(id))

  /** The account's person, when he holds the role today and the bot reaches him. */
  async function reached({ personId, organisationId, role }: Account): Promise<Person | null> {
    const person = personId === null ? null : await services.people.get(personId)
    if (!person || person.archivedAt || person.telegramId === null || (organisationId !== null && person.organisationId !== organisationId)) return null
    const organisation = await findOrganisation(person.organisationId)
    const held = organisation ? rolesOn(person, dayOf(kernel.clock.now(), organisation.zone)) : []
    return held.includes(role) ? person : null
  }

  const product = loadTexts('home')('title')
  return createAccountService({
    connection,
    kernel,
    access,
    product,
    organisationExists: async (id) => (await findOrganisation(id)) !== null,
    personExists: async (organisationId, personId) => (await services.people.get(personId))?.organisationId === organisationId,
    async wordsAround({ organisationId }) {
      const organisation = await findOrganisation(organisationId)
      return [product, 'nastavnik', organisation?.name ?? '', organisation?.shortName ?? '']
    },
    async chatOf(account) {
      const person = await reached(account)
      return person?.telegramId && person.linkedAt ? { telegramId: person.telegramId, linkedAt: person.linkedAt } : null
    },
    async sendLink(account, link, minutes) {
      const person = await reached(account)
      if (!person) return false
      const { organisationId, id: personId } = person
      const expiresAt = new Date(kernel.clock.now().getTime() + minutes * 60_000)
      await services.deliveries.plan([{ kind: 'login-link', organisationId, personId, subject: { type: 'person', id: personId }, occurrence: link, params: { link }, expiresAt }])
      return true
    },
  })
}
