import { hasRole, isSystem, type Actor } from '../../core/actor.js'
import { isInstallationAdministrator, may } from '../accounts/may.js'

/** A new organisation is opened by the system administrator of the whole installation only (ORG-01). */
export function mayCreateOrganisation(actor: Actor): boolean {
  return isSystem(actor) || isInstallationAdministrator(actor)
}

/** The profile, words, lists and settings are kept by the curator and the system administrator of the organisation (ORG-03, ORG-10). */
export function mayEditOrganisation(actor: Actor, organisationId: string): boolean {
  return may(actor, organisationId, 'Organisation', 'edit')
}

/** True when the actor may change who decides over the curator's own steps: the approver of programmes and what a newcomer is asked (IMPL-25). */
export function mayChangeDuties(actor: Actor, organisationId: string): boolean {
  return mayEditOrganisation(actor, organisationId) && (isSystem(actor) || hasRole(actor, 'sysadmin'))
}

/** A finished year is closed by curator or head, and opened again by the head (IMPL-06). */
export function mayCloseYear(actor: Actor, organisationId: string, action: 'closeYear' | 'reopenYear'): boolean {
  return may(actor, organisationId, 'Organisation', action)
}
