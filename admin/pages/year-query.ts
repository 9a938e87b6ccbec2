import { isDay, type Day } from '../../src/core/dates.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { PanelTexts } from '../texts.js'
import { pageLink } from './links.js'
import type { PageQuery } from './own-page.js'
import type { PageTabs } from './page.js'

export type YearView = 'board' | 'calendar'
export type CalendarSpan = 'month' | 'week'

/** What the address of the page asks for; whatever is wrong in it is read as not said. */
export interface YearQuery {
  view: YearView
  span: CalendarSpan
  whose: 'mine' | 'all'
  /** A day of the month or week that is shown. */
  on: Day
  /** Id of an academic year; null is the present one. */
  year: string | null
}

/** Only years that a calendar can hold: an address may say anything. */
const isNear = (day: Day) => isDay(day) && day >= '2000-01-01' && day <= '2099-12-31'

export function readYearQuery(query: PageQuery, { personId, role }: Pick<PanelUser, 'personId' | 'role'>, today: Day): YearQuery {
  const { view, span, whose, on = '', year = null } = query
  return {
    view: view === 'calendar' ? 'calendar' : 'board',
    span: span === 'week' ? 'week' : 'month',
    whose: whose === 'mine' && personId !== null && role === 'curator' ? 'mine' : 'all',
    on: isNear(on) ? on : today,
    year,
  }
}

/** The address of the page as it is, with some of it changed. */
export function yearLink(query: YearQuery, change: Partial<YearQuery> = {}): string {
  const { view, span, whose, on, year } = { ...query, ...change }
  const said: Record<string, string> = view === 'board' ? { view, whose, ...(year ? { year } : {}) } : { view, span, whose, on }
  return pageLink('year', said)
}

/** Board or calendar, and whose pairs. */
export function yearTabs(query: YearQuery, { personId, role }: Pick<PanelUser, 'personId' | 'role'>, texts: PanelTexts): PageTabs[] {
  const views = (['board', 'calendar'] as const).map((view) => ({ label: texts.text(`pages.year.view.${view}`), href: yearLink(query, { view }), isChosen: view === query.view }))
  const whose = (['all', 'mine'] as const).map((whose) => ({ label: texts.text(`pages.year.whose.${whose}`), href: yearLink(query, { whose }), isChosen: whose === query.whose }))
  const hasOwn = personId !== null && role === 'curator'
  return [{ label: texts.text('pages.year.views'), tabs: views }, ...(hasOwn ? [{ label: texts.text('pages.year.whoseLabel'), tabs: whose }] : [])]
}
