import { dayOf } from '../../src/core/dates.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { OwnPageFactory, PageQuery } from './own-page.js'
import { emptyPage, type Page } from './page.js'
import { boardSections } from './year-board.js'
import { calendarSections } from './year-calendar.js'
import { readYearQuery, yearTabs } from './year-query.js'
import type { YearScene } from './year-scene.js'

/** The year as a board and as a calendar (PROG-10, MAP-13). */
export const createYearPage: OwnPageFactory = (context) => ({
  name: 'year',
  menu: 'front',
  async load(user: PanelUser, asked: PageQuery): Promise<Page> {
    const { services, texts, clock } = context
    const organisation = user.organisationId === null ? null : await services.organisations.get(user.organisationId)
    if (!organisation) return { ...emptyPage, title: texts.text('pages.year.title') }
    const now = clock.now()
    const { zone } = organisation
    const query = readYearQuery(asked, user, dayOf(now, zone))
    const curatorId = query.whose === 'mine' ? user.personId : null
    const ownPairs = async () => (curatorId === null ? null : services.pairs.list(organisation.id, { curatorId }))
    const scene: YearScene = { context, texts, user, organisation, query, now, zone, ownPairs }
    const head = { ...emptyPage, title: texts.text('pages.year.title'), tabs: yearTabs(query, user, texts) }
    if (query.view === 'calendar') return { ...head, sections: await calendarSections(scene) }
    const years = await services.organisations.listYears(organisation.id)
    const today = dayOf(now, zone)
    const current = years.find(({ startsOn, endsOn }) => startsOn <= today && today <= endsOn) ?? (await services.organisations.currentYear(organisation.id))
    return { ...head, sections: await boardSections(scene, years.length > 0 || !current ? years : [current], current) }
  },
})
