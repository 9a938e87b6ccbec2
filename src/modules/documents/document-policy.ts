import { belongsTo, type Actor } from '../../core/actor.js'
import { may } from '../accounts/may.js'
import { participantIds, type Pair } from '../pairs/pair.js'

/** Curator and head print orders and register scans; an administrator reads no papers (ROLE-05). */
export function mayKeepDocuments(actor: Actor, organisationId: string, action: 'print' | 'attach' = 'print'): boolean {
  return may(actor, organisationId, 'Document', action)
}

/** A sheet to sign is made for oneself, or by the curator for someone else (CONS-07). */
export function mayMakeSheet(actor: Actor, organisationId: string, personId: string): boolean {
  return mayKeepDocuments(actor, organisationId) || (belongsTo(actor, organisationId) && actor.personId === personId)
}

/** The pair's people may have their programme on paper too. */
export function mayPrintProgramme(actor: Actor, pair: Pair): boolean {
  if (mayKeepDocuments(actor, pair.organisationId)) return true
  return belongsTo(actor, pair.organisationId) && actor.personId !== null && participantIds(pair).includes(actor.personId)
}
