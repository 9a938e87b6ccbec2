import { ok } from '../../src/core/result.js'
import type { PanelAction } from '../actions/panel-action.js'
import type { ResourceContext } from './resource-entry.js'

/** Looks through the whole chain now, however long it is. */
export function verifyAction({ services, texts }: ResourceContext): PanelAction {
  return {
    resource: 'AuditEntry',
    name: 'verify',
    type: 'resource',
    icon: 'Shield',
    fields: [],
    async run(_actor, { user }) {
      const { check, fingerprint } = await services.audit.verify(user.organisationId)
      const state = check.total === 0 ? texts.text('pages.AuditEntry.wholeNow', { count: check.entries }) : check.findings.map(({ damage, seq }) => texts.text(`pages.AuditEntry.${damage}`, { seq })).join('; ')
      return ok({ shown: [{ label: 'journal', value: state }, { label: 'fingerprint', value: fingerprint ?? '—' }] })
    },
  }
}
