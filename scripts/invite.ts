import { refuse, type Result } from '../src/core/result.js'
import type { Role } from '../src/core/actor.js'
import { dayOf } from '../src/core/dates.js'
import { rolesOn, type Person } from '../src/modules/people/person.js'
import { invitedRoles, type IssuedInvitation } from '../src/modules/invitations/invitation.js'
import type { Services } from '../src/services.js'
import { runCommand, type Given } from './command.js'
import { openApp, operator } from './open-app.js'

interface Invited {
  personId: string
  name: string
  role: Role
  link: string
  expiresAt: Date
}

/** Who is meant: one person, everybody with a role, or everybody who is not in the bot yet. */
async function choose(services: Services, organisationId: string, given: Given): Promise<Result<{ person: Person; role?: Role }[]>> {
  const personId = given.maybe('person')
  const role = given.maybe('role') as Role | undefined
  if (personId) {
    const person = await services.people.get(personId)
    return person?.organisationId === organisationId ? { ok: true, value: [{ person, role }] } : refuse('person-not-found')
  }
  if (role) return { ok: true, value: (await services.people.withRole(organisationId, role)).map((person) => ({ person, role })) }
  if (!given.flag('all')) return refuse('invite-whom')
  const groups = await Promise.all(invitedRoles.map((held) => services.people.withRole(organisationId, held)))
  const unlinked = groups.flat().filter((person) => person.telegramId === null)
  return { ok: true, value: [...new Map(unlinked.map((person) => [person.id, { person }])).values()] }
}

await runCommand('invite', {
  '': {
    options: {
      org: { type: 'string', required: true },
      person: { type: 'string' },
      role: { type: 'string', values: invitedRoles },
      all: { type: 'boolean' },
    },
    async run(context, given) {
      const { services } = openApp(context)
      const organisation = await services.organisations.get(given.text('org'))
      if (!organisation) return refuse('organisation-not-found')
      const chosen = await choose(services, organisation.id, given)
      if (!chosen.ok) return chosen
      const today = dayOf(context.clock.now(), organisation.zone)
      const invited: Invited[] = []
      for (const { person, role } of chosen.value) {
        if (!role && !rolesOn(person, today).some((held) => (invitedRoles as readonly Role[]).includes(held))) continue
        const issued = await services.invitations.issue(operator(organisation.id), { personId: person.id, role })
        if (!issued.ok) return issued
        const { personId, name, link, expiresAt, role: invitedAs }: IssuedInvitation = issued.value
        invited.push({ personId, name, role: invitedAs, link, expiresAt })
      }
      return { ok: true, value: invited }
    },
    print: (value: Invited[]) => value.map(({ name, link }) => `${name}  ${link}`),
  },
})
