import { belongsTo, isSystem, type Actor } from '../../core/actor.js'
import { mayReadField } from '../accounts/field-rights.js'
import { may } from '../accounts/may.js'

/** Evidence is read by whom the table lets read reports and scans; its owner and his mentor are asked apart (IMPL-14). */
export function mayOpenEvidence(actor: Actor, organisationId: string): boolean {
  if (isSystem(actor)) return true
  return belongsTo(actor, organisationId) && mayReadField(actor.roles, 'Programme', 'rows.marks.reports') && mayReadField(actor.roles, 'Consent', 'fileId')
}

/** The curator keeps what someone without a messenger brought (IMPL-29). */
export function mayBringForOthers(actor: Actor, organisationId: string): boolean {
  return may(actor, organisationId, 'Programme', 'report')
}
