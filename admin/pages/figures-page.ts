import { progressOf } from '../../src/modules/programmes/plan-rules.js'
import type { Programme } from '../../src/modules/programmes/programme.js'
import type { AskedHelp } from '../../src/modules/questionnaires/survey-overview.js'
import { actorOf, type PanelUser } from '../gate/panel-user.js'
import { rootPath } from '../root-path.js'
import { askedOf, groupsOf, readAsked, viewOfAnswers, type AskedBy } from './figures-asked.js'
import { rowsOf, workedProgrammes } from './figures-rows.js'
import { loadFigureScene, type Figure, type FigureName, type FigureScene } from './figures.js'
import { meetingsFigure, pairsFigure } from './figures-work.js'
import { formatDayOf } from './format.js'
import { pageLink, recordLink } from './links.js'
import { loadNames } from './names.js'
import type { OwnPageFactory, PageQuery } from './own-page.js'
import { emptyPage, type Page, type PageChart, type PageSection } from './page.js'

/** The drawing says the same as the table, and so does its text: row by row. */
function chartOf({ year, texts }: FigureScene, name: FigureName, title: string, { chart }: Figure): PageChart {
  const source = (size: string) => `${rootPath}/charts/${name}.svg?year=${year.id}&size=${size}`
  const said = chart.labels.map((label, at) => {
    const values = chart.series.filter(({ values: all }) => (all[at] ?? 0) > 0).map(({ name: series, values: all }) => (chart.series.length > 1 ? `${series} ${all[at] ?? 0}` : String(all[at] ?? 0)))
    return `${label}: ${values.join(', ') || '0'}`
  })
  return { wide: source('wide'), narrow: source('narrow'), alt: texts.text('pages.figures.alt', { title, numbers: said.join('; ') }) }
}

function sectionOf(scene: FigureScene, name: FigureName, figure: Figure | null): PageSection[] {
  if (!figure) return []
  const title = scene.texts.text(`pages.figures.titles.${name}`)
  const { lead, table, isEmpty } = figure
  if (isEmpty) return [{ id: name, title, lead, empty: scene.texts.text(`pages.figures.empty.${name}`) }]
  return [{ id: name, title, lead, chart: chartOf(scene, name, title, figure), table }]
}

/** Accepted rows of each pair, in all and per difficulty (PROG-25). */
async function progressSection({ context: { services }, texts }: FigureScene, programmes: readonly Programme[]): Promise<PageSection[]> {
  if (programmes.length === 0) return []
  const pairs = await services.pairs.getMany(programmes.map(({ pairId }) => pairId))
  const byId = new Map(pairs.map((pair) => [pair.id, pair]))
  const names = await loadNames(services, pairs.flatMap(({ mentorId, members }) => [mentorId, ...members.map(({ menteeId }) => menteeId)]))
  const rows = programmes.map((programme) => {
    const { accepted, total, perNeed } = progressOf(programme.rows)
    const pair = byId.get(programme.pairId)
    const needs = perNeed.map(({ need, accepted: done, total: of }) => texts.text('pages.figures.need', { need, done, of }))
    return { id: programme.id, cells: [{ text: pair ? names.pair(pair) : '—', href: recordLink('Programme', programme.id) }, { text: texts.text('pages.year.progress', { accepted, total }) }, { text: needs.join('\n') }] }
  })
  return [{ id: 'progress', title: texts.text('pages.figures.titles.progress'), table: { columns: ['pair', 'progress', 'needs'].map((name) => texts.text(`pages.figures.columns.${name}`)), rows } }]
}

/** The people behind one number; that somebody looked is itself noted (DATA-04). */
async function peopleSection(scene: FigureScene, asked: readonly AskedHelp[], { by, of }: PageQuery): Promise<PageSection[]> {
  const { context: { services }, texts, user, organisation, zone, year } = scene
  if ((by !== 'categories' && by !== 'directions') || viewOfAnswers(user) !== 'whole') return []
  const group = groupsOf(scene, asked, by satisfies AskedBy).find(({ code }) => code === of)
  if (!group) return []
  await services.audit.viewed(actorOf(user), { organisationId: organisation.id, subject: { type: 'Organisation', id: organisation.id }, fields: [`answers.${by}.${group.code}`] })
  const names = await loadNames(services, group.people.map(({ personId }) => personId))
  const rows = group.people.map(({ personId, responseId, sentAt }) => ({
    id: responseId,
    cells: [
      { text: names.full(personId), href: recordLink('Person', personId) },
      { text: formatDayOf(sentAt, zone) },
      { text: texts.text('pages.figures.openAnswers'), href: recordLink('Response', responseId) },
    ],
  }))
  const columns = ['person', 'sent', 'response'].map((name) => texts.text(`pages.figures.columns.${name}`))
  const back = [{ label: texts.text('pages.figures.allFigures'), href: pageLink('figures', { year: year.id }), look: 'quiet' as const }]
  return [{ id: 'people', title: texts.text('pages.figures.peopleOf', { group: group.text }), table: { columns, rows }, buttons: back }]
}

async function askedSections(scene: FigureScene, query: PageQuery): Promise<PageSection[]> {
  const asked = await readAsked(scene)
  if (viewOfAnswers(scene.user) === 'total') return [{ id: 'asked', title: scene.texts.text('pages.figures.titles.asked'), lead: scene.texts.text('pages.figures.asked', { count: asked.length }) }]
  return [...(await peopleSection(scene, asked, query)), ...(['categories', 'directions'] as const).flatMap((by) => sectionOf(scene, by, askedOf(scene, asked, by)))]
}

/** The year in figures: each as a drawing and as a table (SURVEY-10, PROG-25). */
export const createFiguresPage: OwnPageFactory = (context) => ({
  name: 'figures',
  menu: 'front',
  async load(user: PanelUser, query: PageQuery): Promise<Page> {
    const { texts } = context
    const title = texts.text('pages.figures.title')
    const scene = await loadFigureScene(context, user, query['year'] ?? null)
    if (!scene) return { ...emptyPage, title }
    const tabs = scene.years.map(({ id, title: label }) => ({ label, href: pageLink('figures', { year: id }), isChosen: id === scene.year.id }))
    const programmes = await workedProgrammes(scene)
    const isOpened = query['of'] !== undefined
    const asked = await askedSections(scene, query)
    const work = [
      ...sectionOf(scene, 'pairs', await pairsFigure(scene)),
      ...sectionOf(scene, 'rows', rowsOf(scene, programmes)),
      ...sectionOf(scene, 'meetings', await meetingsFigure(scene)),
    ]
    const progress = await progressSection(scene, programmes)
    return { ...emptyPage, title, tabs: [{ label: texts.text('pages.year.years'), tabs }], sections: isOpened ? [...asked, ...work, ...progress] : [...work, ...asked, ...progress] }
  },
})
