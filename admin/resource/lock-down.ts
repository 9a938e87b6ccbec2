import type { ActionContext } from 'adminjs'
import { mayDo, type ResourceName } from '../../src/modules/accounts/rights.js'
import { userOf } from './scope.js'

const stockActions = ['list', 'show', 'search', 'new', 'edit', 'delete', 'bulkDelete'] as const

type Rule = (context: Pick<ActionContext, 'currentAdmin' | 'record'>) => boolean

/** The rule of one action: the table of rights, then what the state of the record allows. */
export function ruleFor(resource: ResourceName, action: string, fits?: (record: Record<string, unknown>) => boolean): Rule {
  return ({ currentAdmin, record }) => {
    if (!currentAdmin) return false
    if (!mayDo([userOf({ currentAdmin }).role], resource, action)) return false
    return fits === undefined || record === undefined || fits(record.params)
  }
}

/** Rules every stock action; what the definition does not offer, and everything that deletes, is shut. */
export function lockDown(resource: ResourceName, offered: readonly string[]) {
  const rules = stockActions.map((action) => {
    const isOffered = offered.includes(action) && !action.toLowerCase().includes('delete')
    return [action, isOffered ? { isAccessible: ruleFor(resource, action) } : { isAccessible: false, isVisible: false }] as const
  })
  return Object.fromEntries(rules)
}
