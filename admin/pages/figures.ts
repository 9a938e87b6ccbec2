import { dayOf } from '../../src/core/dates.js'
import type { AcademicYear } from '../../src/modules/organisations/academic-year.js'
import type { Organisation } from '../../src/modules/organisations/organisation.js'
import type { ChartData } from '../charts/chart-data.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import type { PanelTexts } from '../texts.js'
import { askedFigure } from './figures-asked.js'
import { meetingsFigure, pairsFigure } from './figures-work.js'
import { rowsFigure } from './figures-rows.js'
import type { PageTable } from './page.js'

export const figureNames = ['pairs', 'rows', 'meetings', 'categories', 'directions'] as const
export type FigureName = (typeof figureNames)[number]

export function isFigureName(name: string): name is FigureName {
  return figureNames.some((known) => known === name)
}

export type FigureContext = Pick<ResourceContext, 'services' | 'texts' | 'clock'>

/** The year of one organisation, as somebody of the panel looks at it. */
export interface FigureScene {
  context: FigureContext
  texts: PanelTexts
  user: PanelUser
  organisation: Organisation
  year: AcademicYear
  years: AcademicYear[]
  now: Date
  zone: string
}

/** Numbers as a drawing, as a table, and in one sentence. */
export interface Figure {
  chart: ChartData
  table: PageTable
  lead?: string
  isEmpty: boolean
}

/** Null where there is nothing that this person may see. */
export type FigureLoader = (name: FigureName, user: PanelUser, yearId: string | null) => Promise<Figure | null>

/** The organisation and the year asked for, the present one by default; null without an organisation. */
export async function loadFigureScene(context: FigureContext, user: PanelUser, yearId: string | null): Promise<FigureScene | null> {
  const { services, texts, clock } = context
  const organisation = user.organisationId === null ? null : await services.organisations.get(user.organisationId)
  if (!organisation) return null
  const listed = await services.organisations.listYears(organisation.id)
  const current = listed.length > 0 ? null : await services.organisations.currentYear(organisation.id)
  const years = current ? [current] : listed
  const now = clock.now()
  const today = dayOf(now, organisation.zone)
  const year = years.find(({ id }) => id === yearId) ?? years.find(({ startsOn, endsOn }) => startsOn <= today && today <= endsOn) ?? years[0]
  return year ? { context, texts, user, organisation, year, years, now, zone: organisation.zone } : null
}

const loaders: Record<FigureName, (scene: FigureScene) => Promise<Figure | null>> = {
  pairs: pairsFigure,
  rows: rowsFigure,
  meetings: meetingsFigure,
  categories: (scene) => askedFigure(scene, 'categories'),
  directions: (scene) => askedFigure(scene, 'directions'),
}

/** Figures one by one, for the drawings. */
export function createFigureLoader(context: FigureContext): FigureLoader {
  return async (name, user, yearId) => {
    const scene = await loadFigureScene(context, user, yearId)
    return scene && loaders[name](scene)
  }
}
