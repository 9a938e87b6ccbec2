import type { Connection } from 'mongoose'
import { dayOf } from '../core/dates.js'
import { systemActor } from '../core/actor.js'
import type { Kernel } from '../core/kernel.js'
import { ok } from '../core/result.js'
import { createInvitationService, type InvitationService } from '../modules/invitations/invitation-service.js'
import { isGuarded } from '../modules/people/person-policy.js'
import { fullName, initials, rolesOn } from '../modules/people/person.js'
import type { Services } from '../services.js'

interface Given {
  connection: Connection
  kernel: Kernel
  services: Services
  botName(): Promise<string>
}

/** Joins one-time links with people, organisations and deliveries. */
export function wireInvitations({ connection, kernel, services, botName }: Given): InvitationService {
  return createInvitationService({
    connection,
    kernel,
    addressOf: async (token) => `https://t.me/${await botName()}?start=${token}`,

    async findPerson(personId) {
      const person = await services.people.get(personId)
      const organisation = person ? await services.organisations.get(person.organisationId) : null
      if (!person || !organisation) return null
      const { settings, zone, shortName: organisationName } = organisation
      const today = dayOf(kernel.clock.now(), zone)
      const { organisationId } = person
      const accounts = await services.accounts.list(systemActor('job', organisationId), { organisationId })
      const found = {
        id: person.id,
        organisationId,
        organisationName,
        fullName: fullName(person),
        initials: initials(person),
        roles: rolesOn(person, today),
        birthday: person.birthOn?.slice(5) ?? null,
        archived: person.archivedAt !== null,
        telegramId: person.telegramId,
        guarded: isGuarded(person, today) || accounts.some((account) => account.personId === person.id && account.closedAt === null),
      }
      return { person: found, hours: settings.invitationHours, asksBirthday: settings.secondDatum }
    },

    async link(actor, personId, telegramId) {
      const linked = await services.people.link(personId, telegramId, actor)
      if (!linked.ok) return linked
      const { person, formerTelegramId } = linked.value
      if (formerTelegramId !== null) {
        const about = { organisationId: person.organisationId, personId, subject: { type: 'person', id: personId } }
        const occurrence = kernel.clock.now().toISOString()
        await services.deliveries.plan([{ kind: 'link-replaced', ...about, occurrence, params: { telegramId: String(formerTelegramId) } }])
      }
      return ok()
    },

    async tellCurators({ organisationId, personId, id }) {
      const curators = await services.people.withRole(organisationId, 'curator')
      const subject = { type: 'invitation', id }
      await services.deliveries.plan(curators.map((curator) => ({ kind: 'invitation-dead', organisationId, personId: curator.id, subject, params: { personId } })))
    },
  })
}
