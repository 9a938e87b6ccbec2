import type { Finding } from '../../src/modules/audit/audit-head-model.js'
import type { ChainState } from '../../src/modules/audit/verify-chain.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import type { PanelTexts } from '../texts.js'
import { formatInstant } from './format.js'
import type { ListHead, ListNote } from './page.js'

/** A longer chain is not looked through while somebody waits for the page: the daily look is shown. */
const quick = 2_000
const refreshSeconds = 300
const shownSigns = 16

/** What was found at a place, in words. */
export const sayDamage = (texts: PanelTexts, { damage, seq, to }: Finding): string => texts.text(`pages.AuditEntry.${to ? 'removedMany' : damage}`, { seq, to: to ?? seq })

/** Above the journal: whether anybody has tampered with it (IMPL-05). */
export function createAuditHead({ services, texts }: ResourceContext) {
  const said = (key: string, params?: Record<string, string | number>) => texts.text(`pages.AuditEntry.${key}`, params)
  const short = (fingerprint: string | null) => fingerprint?.slice(0, shownSigns) ?? '—'

  function sentences({ check, waiting, fingerprint }: ChainState, zone: string): ListNote[] {
    if (check === null) return [{ text: said('notChecked'), tone: 'plain' }]
    const at = formatInstant(check.at, zone)
    const rest: ListNote[] = waiting > 0 ? [{ text: said('waiting', { count: waiting }), tone: 'plain' }] : []
    if (check.total + check.entries === 0 && waiting > 0) return rest
    if (check.total === 0) return [{ text: said('whole', { at }), more: [said('wholeMore', { count: check.entries, fingerprint: short(fingerprint) }), ...rest.map(({ text }) => text)].join(' '), tone: 'good' }]
    const places = check.findings.map((finding) => sayDamage(texts, finding)).join('; ')
    return [{ text: said('broken', { count: check.total, at, places }), tone: 'bad' }, { text: said('whatNow'), tone: 'plain' }, ...rest]
  }

  return async ({ organisationId, zone }: PanelUser): Promise<ListHead> => ({ figures: [], notes: sentences(await services.audit.look(organisationId, quick), zone), refreshSeconds })
}
