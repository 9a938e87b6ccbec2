import { systemActor } from '../core/actor.js'
import type { Kernel } from '../core/kernel.js'
import { createOwnCases, type Decider, type OwnCaseService } from '../modules/accounts/conflict-of-duties.js'
import { displayName } from '../modules/people/person.js'
import type { Services } from '../services.js'

/** Joins the guard of two persons with people and accounts: whoever holds a role and has a chat or an open login can act. */
export function wireOwnCases({ kernel, services }: { kernel: Kernel; services: Services }): OwnCaseService {
  return createOwnCases({
    kernel,
    async holdersOf(organisationId, roles) {
      const accounts = (await services.accounts.list(systemActor('job', organisationId), { organisationId })).filter(({ closedAt }) => closedAt === null)
      const byAccount = accounts.filter(({ role, personId }) => personId !== null && roles.includes(role)).map(({ personId }) => personId as string)
      const held = (await Promise.all(roles.map((role) => services.people.withRole(organisationId, role)))).flat()
      const canAct = held.filter(({ id, telegramId }) => telegramId !== null || accounts.some(({ personId }) => personId === id))
      const ids = [...new Set([...canAct.map(({ id }) => id), ...byAccount])]
      const people = (await services.people.getMany(ids)).filter(({ archivedAt }) => archivedAt === null)
      return people.map((person): Decider => ({ personId: person.id, name: displayName(person) }))
    },
  })
}
