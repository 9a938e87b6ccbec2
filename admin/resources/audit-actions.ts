import { ok, refuse } from '../../src/core/result.js'
import type { PanelAction } from '../actions/panel-action.js'
import { sayDamage } from '../pages/audit-head.js'
import type { ResourceContext } from './resource-entry.js'

/** Looks through the whole chain now, however long it is. */
export function verifyAction({ services, texts }: ResourceContext): PanelAction {
  const running = new Set<string | null>()
  return {
    resource: 'AuditEntry',
    name: 'verify',
    type: 'resource',
    icon: 'Shield',
    fields: [],
    async run(_actor, { user }) {
      if (running.has(user.organisationId)) return refuse('history-check-running')
      running.add(user.organisationId)
      const { check, fingerprint } = await services.audit.verify(user.organisationId).finally(() => running.delete(user.organisationId))
      const state = check.total === 0 ? texts.text('pages.AuditEntry.wholeNow', { count: check.entries }) : check.findings.map((finding) => sayDamage(texts, finding)).join('; ')
      return ok({ shown: [{ label: 'journal', value: state }, { label: 'fingerprint', value: fingerprint ?? '—' }] })
    },
  }
}
