import { defineAccountModel } from '../../src/modules/accounts/account-model.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import { actionLink, listLink } from './links.js'
import { ways } from './press.js'
import type { TodayLine } from './today-lines.js'

/** What a system administrator has to do: accounts and messages, nothing of people's matters (ROLE-05). */
export async function technicalLines({ services, connection, clock, texts }: ResourceContext, { organisationId }: PanelUser): Promise<TodayLine[]> {
  const accounts = defineAccountModel(connection)
  const own = (await services.organisations.list()).filter(({ id }) => organisationId === null || id === organisationId)
  const lines: TodayLine[] = []
  const { sender, scheduler } = await services.upkeep.health()
  for (const [name, { isSilent, lastAt }] of Object.entries({ sender, scheduler })) {
    if (isSilent && lastAt) lines.push(lineOf(`${name}-silent`, texts.text(`today.technical.${name}`), listLink('Delivery', 'journal'), 'silent'))
  }
  for (const { id, shortName } of own) {
    const failed = (await services.deliveries.list(id, { states: ['failed', 'dead'], recent: true })).filter(({ handledAt, expiresAt }) => !handledAt && (expiresAt === null || expiresAt > clock.now()))
    const href = listLink('Delivery', 'failed')
    if (failed.length > 0) lines.push({ ...lineOf(`failed-${id}`, shortName, href, 'failed'), what: texts.text('today.technical.failed', { count: failed.length }) })
    const hasCurator = await accounts.exists({ organisationId: id, role: 'curator', closedAt: null })
    if (!hasCurator) lines.push(lineOf(`curator-${id}`, shortName, actionLink('Account', 'open', null, { organisationId: id, role: 'curator' }), 'noCurator'))
  }
  return lines

  function lineOf(id: string, who: string, href: string, code: string): TodayLine {
    const acts = ways([{ label: texts.text(`today.technical.${code}Button`), href, look: 'quiet' }])
    return { id, who, whoHref: null, what: texts.text(`today.technical.${code}`), listHref: href, text: null, since: '', exact: '', state: null, acts }
  }
}
