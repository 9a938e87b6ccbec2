import type { Delivery } from '../modules/deliveries/delivery.js'
import { quietRulesOf } from '../modules/deliveries/reminder-rules.js'
import type { Recipient } from '../modules/deliveries/send-rules.js'
import type { Organisation } from '../modules/organisations/organisation.js'
import type { Person } from '../modules/people/person.js'

interface RecipientLookups {
  findPerson(personId: string): Promise<Person | null>
  findOrganisation(organisationId: string): Promise<Organisation | null>
}

/** Makes the look at who gets a message: the chat, and when the person is not to be disturbed. */
export function createRecipients({ findPerson, findOrganisation }: RecipientLookups): (delivery: Delivery) => Promise<Recipient | null> {
  return async (delivery) => {
    const [person, organisation] = await Promise.all([findPerson(delivery.personId), findOrganisation(delivery.organisationId)])
    if (!person || !organisation || person.archivedAt !== null || person.organisationId !== organisation.id) return null
    const formerChat = delivery.kind === 'link-replaced' ? Number(delivery.params.telegramId) : null
    return {
      chatId: formerChat ?? person.telegramId,
      isUnreachable: formerChat === null && person.unreachableAt !== null,
      quiet: quietRulesOf(organisation, person.settings),
      budget: organisation.settings.reminderBudget,
      digestAt: person.settings.digestAt ?? organisation.settings.digestAt,
      fewerUntil: person.settings.fewerUntil,
      channel: person.settings.channel,
    }
  }
}
