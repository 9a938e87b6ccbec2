import { isLate } from '../../src/modules/programmes/plan-rules.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import { listLink } from './links.js'
import type { PageButton } from './page.js'

/** What is to be known and not to be done. */
export interface TodayNote {
  text: string
  button: PageButton
}

/** The head answers for terms but reminds nobody: one sentence says how many pairs are late (IMPL-11). */
export async function latePairs({ services, clock, texts }: ResourceContext, { role, organisationId, zone }: PanelUser): Promise<TodayNote | null> {
  if (role !== 'head' || organisationId === null) return null
  const running = await services.programmes.list(organisationId, { states: ['running'] })
  const late = running.filter(({ rows }) => rows.some((row) => row.marks.some((mark) => isLate(row, mark, clock.now(), zone))))
  const pairs = new Set(late.map(({ pairId }) => pairId)).size
  return pairs === 0 ? null : { text: texts.text('today.late', { count: pairs }), button: { label: texts.text('today.lateButton'), href: listLink('Programme', 'running'), look: 'quiet' } }
}
