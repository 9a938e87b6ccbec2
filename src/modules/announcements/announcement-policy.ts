import { belongsTo, hasRole, isSystem, type Actor } from '../../core/actor.js'

/** Curators and heads write to the people of their own organisation (IMPL-21). */
export function mayAnnounce(actor: Actor, organisationId: string): boolean {
  return !isSystem(actor) && belongsTo(actor, organisationId) && hasRole(actor, 'curator', 'head')
}
