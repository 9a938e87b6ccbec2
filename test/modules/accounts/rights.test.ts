import { expect, it } from 'vitest'
import { actionsOf, mayDo, resourceNames, rights } from '../../../src/modules/accounts/rights.js'

it('[ROLE-05] lets the system administrator neither approve nor read answers, consents, programmes and papers', () => {
  const closed = ['Response', 'Consent', 'Programme', 'Pair', 'Meeting', 'Document', 'Invitation'] as const
  for (const resource of closed) {
    for (const action of actionsOf(resource)) expect(mayDo(['sysadmin'], resource, action)).toBe(false)
  }
  expect(mayDo(['sysadmin'], 'Account', 'open')).toBe(true)
})

it('[ROLE-16] lets only the system administrator manage accounts', () => {
  for (const action of actionsOf('Account')) expect(mayDo(['curator', 'head', 'psychologist'], 'Account', action)).toBe(false)
})

it('[ROLE-04] lets the curator do every step of the life of pairs, programmes and meetings', () => {
  for (const resource of ['Pair', 'Programme', 'Meeting', 'Consent', 'Response'] as const) {
    for (const action of actionsOf(resource)) expect(mayDo(['curator'], resource, action)).toBe(true)
  }
})

it('[ROLE-16] refuses what the table does not name, to everybody', () => {
  const everybody = ['curator', 'head', 'psychologist', 'sysadmin', 'mentor', 'mentee'] as const
  for (const resource of resourceNames) {
    for (const action of ['delete', 'bulkDelete', 'unknown', 'constructor', '__proto__', 'toString']) {
      expect(mayDo(everybody, resource, action)).toBe(false)
    }
  }
})

it('[ROLE-16] lets mentors and mentees nowhere into the panel', () => {
  for (const resource of resourceNames) {
    for (const action of actionsOf(resource)) expect(mayDo(['mentor', 'mentee'], resource, action)).toBe(false)
  }
  expect(Object.keys(rights)).toContain('AuditEntry')
})
