import { belongsTo, type Actor } from '../../core/actor.js'
import { may } from '../accounts/may.js'

/** Everybody learns who sees his own data; the curator may look it up for someone, e.g. without a messenger (DATA-10, IMPL-29). */
export function mayLookUp(actor: Actor, about: { id: string; organisationId: string }): boolean {
  if (belongsTo(actor, about.organisationId) && actor.personId === about.id) return true
  return may(actor, about.organisationId, 'Response', 'show')
}

/** The whole of what is stored goes to the person himself only. */
export function mayTakeAlong(actor: Actor, about: { id: string; organisationId: string }): boolean {
  return belongsTo(actor, about.organisationId) && actor.personId === about.id
}
