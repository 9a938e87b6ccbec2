import { dayOf } from '../../src/core/dates.js'
import { isNothing, type AcademicYear } from '../../src/modules/organisations/academic-year.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import { formatDay, formatDayOf } from './format.js'
import { createOffer, yearListLink } from './links.js'
import type { OwnPage } from './own-page.js'
import { emptyPage, type PageCell, type PageRow } from './page.js'

/** Kinds of records that a year holds, each with its list. */
const kept = ['Pair', 'Programme', 'Meeting', 'Document'] as const

/** Academic years with what each holds; finished ones are closed here and stay readable (IMPL-06). */
export function createArchivePage({ services, texts, clock }: ResourceContext): OwnPage {
  const said = (key: string, params?: Record<string, string | number>) => texts.text(`pages.archive.${key}`, params)

  function stateOf(year: AcademicYear, today: string, user: PanelUser): PageCell {
    if (year.closedAt) return { text: said('closed', { day: formatDayOf(year.closedAt, user.zone) }), state: 'completed' }
    return year.endsOn < today ? { text: said('over') } : { text: said('running'), state: 'active' }
  }

  async function rowOf(year: AcademicYear, organisationId: string, today: string, user: PanelUser): Promise<PageRow> {
    const state = stateOf(year, today, user)
    const mayClose = !year.closedAt && year.endsOn < today
    const work = mayClose ? await services.organisations.openWork(year.id) : null
    const isFree = work !== null && isNothing(work)
    const offer = createOffer(user, texts)
    return {
      id: year.id,
      cells: [
        { text: year.title, notes: [`${formatDay(year.startsOn)} – ${formatDay(year.endsOn)}`] },
        { ...state, notes: work && !isFree ? [said('unfinished', { ...work })] : [] },
        { text: '', links: kept.map((resource) => ({ text: texts.text(`labels.${resource}`), href: yearListLink(resource, year.id) })) },
      ],
      buttons: offer(
        { resource: 'Organisation', action: 'closeYear', id: organisationId, query: { year: year.id }, when: mayClose && isFree },
        { resource: 'Organisation', action: 'reopenYear', id: organisationId, query: { year: year.id }, when: year.closedAt !== null },
      ),
    }
  }

  return {
    name: 'archive',
    menu: 'papers',
    async load(user) {
      const organisationId = user.organisationId
      const organisation = organisationId === null ? null : await services.organisations.get(organisationId)
      if (!organisation || organisationId === null) return { ...emptyPage, title: said('title'), missing: [said('noOrganisation')] }
      const today = dayOf(clock.now(), organisation.zone)
      const years = await services.organisations.listYears(organisationId)
      const rows = await Promise.all(years.map((year) => rowOf(year, organisationId, today, user)))
      return {
        ...emptyPage,
        title: said('title'),
        actions: createOffer(user, texts)({ resource: 'Organisation', action: 'openYear', id: organisationId }),
        sections: [{ id: 'years', title: said('years'), lead: said('lead'), empty: said('none'), table: { columns: [said('year'), said('state'), said('records')], rows } }],
      }
    },
  }
}
