import { hasRole, isSystem, type Actor } from '../../core/actor.js'

/** True for the system and for a system administrator of the whole installation. */
function isInstallationWide(actor: Actor): boolean {
  return isSystem(actor) || (hasRole(actor, 'sysadmin') && actor.organisationId === null)
}

/** A new organisation is opened by the system administrator only (ORG-01). */
export function mayCreateOrganisation(actor: Actor): boolean {
  return isInstallationWide(actor)
}

/** The profile, words, lists and settings are kept by the curator and the system administrator of the organisation (ORG-03, ORG-10). */
export function mayEditOrganisation(actor: Actor, organisationId: string): boolean {
  return isInstallationWide(actor) || (actor.organisationId === organisationId && hasRole(actor, 'curator', 'sysadmin'))
}
