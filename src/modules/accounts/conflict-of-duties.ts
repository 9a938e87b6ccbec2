import { isSystem, type Actor } from '../../core/actor.js'
import type { Kernel, Subject } from '../../core/kernel.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { isStaffRole, staffRoles, type StaffRole } from './account.js'
import { mayDo, type ResourceName } from './rights.js'

/** A step about people, one of whom may be the one who takes it (IMPL-25). */
export interface OwnCase {
  organisationId: string
  /** Whose own case it would be. */
  parties: readonly string[]
  resource: ResourceName
  action: string
  subject: Subject
  /** Where the organisation names one role for this step. */
  role?: StaffRole
}

/** Somebody who can take the step instead. */
export interface Decider {
  personId: string
  name: string
}

/** How a step stands: nobody's own case, somebody else has to take it, or there is nobody else. */
export type OwnCaseOutlook = { state: 'clear' } | { state: 'others'; names: string[] } | { state: 'alone' }

export interface OwnCaseDependencies {
  kernel: Kernel
  /** Who holds one of the roles today and can act: has a chat or an open account. */
  holdersOf(organisationId: string, roles: readonly StaffRole[]): Promise<Decider[]>
}

/** Tells whether the step is one of the actor's own, by his person. */
export function isOwnCase(actor: Actor, { parties }: Pick<OwnCase, 'parties'>): boolean {
  return !isSystem(actor) && actor.personId !== null && parties.includes(actor.personId)
}

/** The panel's roles that the table lets take the step, or the one that the organisation names. */
export function decidingRoles({ resource, action, role }: Pick<OwnCase, 'resource' | 'action' | 'role'>): StaffRole[] {
  return staffRoles.filter((known) => mayDo([known], resource, action) && (role === undefined || role === known) && isStaffRole(known))
}

/** Decides: another person takes the step; without any, the actor may, and says why. Problems: conflict-of-duties, conflict-of-duties-alone. */
export function ownCaseRule(outlook: OwnCaseOutlook, reason: string | null | undefined): Result<string | null> {
  if (outlook.state === 'clear') return ok(null)
  if (outlook.state === 'others') return refuse('conflict-of-duties', { names: outlook.names.join(', ') })
  const words = reason?.trim() ?? ''
  return words === '' ? refuse('conflict-of-duties-alone') : ok(words)
}

export type OwnCaseService = ReturnType<typeof createOwnCases>

/** Builds the guard of two persons: nobody approves in a case of his own while there is somebody else (IMPL-25). */
export function createOwnCases({ kernel, holdersOf }: OwnCaseDependencies) {
  /** Looks how a step stands for this actor; the forms warn before it is taken. */
  async function look(actor: Actor, ownCase: OwnCase): Promise<OwnCaseOutlook> {
    if (!isOwnCase(actor, ownCase)) return { state: 'clear' }
    const holders = await holdersOf(ownCase.organisationId, decidingRoles(ownCase))
    const others = holders.filter(({ personId }) => !ownCase.parties.includes(personId))
    return others.length > 0 ? { state: 'others', names: others.map(({ name }) => name) } : { state: 'alone' }
  }

  return {
    look,

    /** Lets the step through or refuses it; a decision in one's own case is kept in the history with its reason. */
    async check(actor: Actor, ownCase: OwnCase): Promise<Result<undefined>> {
      const decided = ownCaseRule(await look(actor, ownCase), actor.aloneReason)
      if (!decided.ok) return decided
      const { organisationId, subject } = ownCase
      if (decided.value !== null) await kernel.audit({ actor, organisationId, action: 'own-case-decided', subject, reason: decided.value })
      return ok()
    },
  }
}
