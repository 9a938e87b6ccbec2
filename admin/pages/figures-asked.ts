import { addDays, startOfDay } from '../../src/core/dates.js'
import { mayReadField } from '../../src/modules/accounts/field-rights.js'
import { mayDo } from '../../src/modules/accounts/rights.js'
import { findItem } from '../../src/modules/organisations/organisation.js'
import type { AskedHelp } from '../../src/modules/questionnaires/survey-overview.js'
import type { Figure, FigureScene } from './figures.js'
import { pageLink } from './links.js'

export type AskedBy = 'categories' | 'directions'
/** Fewer could be told apart by colleagues: only those who may read the answers see such a group. */
export const leastGroup = 5

export interface AskedGroup {
  code: string
  text: string
  people: AskedHelp[]
}

/** Whole, without small groups, or not at all. */
export function viewOfAnswers({ role }: FigureScene['user']): 'whole' | 'groups' | 'total' {
  if (mayReadField([role], 'Response', 'answers')) return 'whole'
  return mayDo([role], 'Consent', 'list') ? 'groups' : 'total'
}

/** The last answers of the year, one a person (SURVEY-10). */
export function readAsked({ context: { services }, organisation, year, zone }: FigureScene): Promise<AskedHelp[]> {
  return services.questionnaires.askedBetween(organisation.id, startOfDay(year.startsOn, zone), startOfDay(addDays(year.endsOn, 1), zone))
}

/** Who asked for what, the most frequent first. */
export function groupsOf({ organisation }: FigureScene, asked: readonly AskedHelp[], by: AskedBy): AskedGroup[] {
  const codes = [...new Set(asked.flatMap((answer) => answer[by]))]
  const groups = codes.map((code) => ({ code, text: findItem(organisation, by, code)?.text ?? code, people: asked.filter((answer) => answer[by].includes(code)) }))
  return groups.sort((one, other) => other.people.length - one.people.length || one.text.localeCompare(other.text))
}

/** Requests by category or direction with their frequency; each number opens its people (SURVEY-10). */
export function askedOf(scene: FigureScene, asked: readonly AskedHelp[], by: AskedBy): Figure | null {
  const { texts, user, year } = scene
  const view = viewOfAnswers(user)
  if (view === 'total') return null
  const all = groupsOf(scene, asked, by)
  const isShown = ({ people }: AskedGroup) => view === 'whole' || people.length >= leastGroup
  const shown = all.filter(isShown)
  const share = ({ people }: AskedGroup) => `${Math.round((people.length / Math.max(asked.length, 1)) * 100)} %`
  const open = ({ code }: AskedGroup) => (view === 'whole' ? { href: pageLink('figures', { year: year.id, by, of: code }) } : {})
  const hidden = shown.length < all.length ? texts.text('pages.figures.hidden', { least: leastGroup }) : ''
  const columns = [by, 'people', 'share'].map((name) => texts.text(`pages.figures.columns.${name}`))
  return {
    chart: { kind: 'bars', labels: shown.map(({ text }) => text), series: [{ name: texts.text('pages.figures.columns.people'), values: shown.map(({ people }) => people.length), tone: 'plain' }] },
    table: { columns, rows: shown.map((group) => ({ id: group.code, cells: [{ text: group.text }, { text: String(group.people.length), ...open(group) }, { text: share(group) }] })) },
    lead: [texts.text('pages.figures.asked', { count: asked.length }), hidden].filter(Boolean).join(' '),
    isEmpty: shown.length === 0,
  }
}

/** The same, read from the year; nothing is read for those who may not see it. */
export async function askedFigure(scene: FigureScene, by: AskedBy): Promise<Figure | null> {
  return viewOfAnswers(scene.user) === 'total' ? null : askedOf(scene, await readAsked(scene), by)
}
