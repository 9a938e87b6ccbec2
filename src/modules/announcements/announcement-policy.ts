import { isSystem, type Actor } from '../../core/actor.js'
import { may } from '../accounts/may.js'

/** Curators and heads write to the people of their own organisation; nothing is announced by itself (IMPL-21). */
export function mayAnnounce(actor: Actor, organisationId: string): boolean {
  return !isSystem(actor) && may(actor, organisationId, 'Announcement', 'publish')
}
