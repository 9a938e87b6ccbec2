import { mayReadField } from '../../src/modules/accounts/field-rights.js'
import type { AcademicYear } from '../../src/modules/organisations/academic-year.js'
import { isLate, progressOf } from '../../src/modules/programmes/plan-rules.js'
import type { Programme } from '../../src/modules/programmes/programme.js'
import { formatDay } from './format.js'
import { recordLink, yearListLink } from './links.js'
import type { BoardCard, PageSection } from './page.js'
import { startOf } from './start-of.js'
import { pairsOf, type YearScene } from './year-scene.js'
import { yearLink } from './year-query.js'

/** More of one state are a list, not a board. */
const mostCards = 40
export const boardColumns = ['draft', 'shown', 'agreed', 'approved', 'running', 'extended', 'over'] as const

const columnOf = ({ state, extended }: Programme): (typeof boardColumns)[number] =>
  state === 'completed' || state === 'terminated' ? 'over' : state === 'running' && extended ? 'extended' : state

/** The last words about a programme that this person may read: a return, a wish, a comment, the summary (PROG-10). */
function noteOf({ texts, user }: YearScene, programme: Programme, nameOf: (id: string) => string): string | undefined {
  const may = (field: string) => mayReadField([user.role], 'Programme', field)
  const { returnReason, corrections, completion, state, rows } = programme
  if (completion?.summary && may('completion')) return texts.text('pages.year.note.summary', { text: startOf(completion.summary) })
  if (returnReason && may('returnReason')) return texts.text('pages.year.note.returned', { text: startOf(returnReason) })
  const correction = corrections.at(-1)
  if (correction && state === 'draft' && may('corrections')) return texts.text('pages.year.note.correction', { name: nameOf(correction.menteeId), text: startOf(correction.text) })
  if (!may('rows.marks.reports')) return undefined
  const said = rows.flatMap(({ marks }) => marks.flatMap(({ state: mark, reports }) => reports.flatMap(({ comment, checkedAt }) => (comment && checkedAt ? [{ mark, comment, at: checkedAt.getTime() }] : []))))
  const last = said.sort((one, other) => one.at - other.at).at(-1)
  return last && texts.text(`pages.year.note.${last.mark === 'returned' ? 'rowReturned' : 'comment'}`, { text: startOf(last.comment) })
}

function linesOf({ texts, now, zone }: YearScene, { startsOn, endsOn, rows, state, suspendedAt }: Programme): string[] {
  const late = state === 'running' ? rows.flatMap((row) => row.marks.filter((mark) => isLate(row, mark, now, zone))).length : 0
  return [
    texts.text('page.period', { from: formatDay(startsOn), to: formatDay(endsOn) }),
    ...(suspendedAt !== null && state === 'running' ? [texts.text('pages.year.paused')] : []),
    ...(state === 'terminated' ? [texts.text('pages.year.ended')] : []),
    ...(late > 0 ? [texts.text('pages.year.overdue', { count: late })] : []),
  ]
}

function progressOfCard({ texts }: YearScene, { state, rows }: Programme): BoardCard['progress'] {
  if (!['running', 'completed', 'terminated'].includes(state) || rows.length === 0) return undefined
  const { accepted, total } = progressOf(rows)
  return { text: texts.text('pages.year.progress', { accepted, total }), done: accepted, total }
}

/** Programmes of a year by state, each with its pair, term, progress and last words (PROG-10, PROG-25). */
export async function boardSections(scene: YearScene, years: readonly AcademicYear[], current: AcademicYear | null): Promise<PageSection[]> {
  const { context, texts, query, organisation } = scene
  const year = years.find(({ id }) => id === query.year) ?? current
  const own = await scene.ownPairs()
  const programmes = year ? await context.services.programmes.ofYear({ organisationId: organisation.id, yearId: year.id, withOpen: year.id === current?.id, ...(own ? { pairIds: own.map(({ id }) => id) } : {}) }) : []
  const { names, pairName } = await pairsOf(scene, programmes.map(({ pairId }) => pairId), own)
  const cardOf = (programme: Programme): BoardCard => ({
    id: programme.id,
    title: pairName(programme.pairId),
    href: recordLink('Programme', programme.id),
    lines: linesOf(scene, programme),
    progress: progressOfCard(scene, programme),
    note: noteOf(scene, programme, names.short),
  })
  const columns = boardColumns.map((code) => {
    const all = programmes.filter((programme) => columnOf(programme) === code)
    const more = year && all.length > mostCards ? { more: { text: texts.text('pages.year.moreCards', { count: all.length - mostCards }), href: yearListLink('Programme', year.id) } } : {}
    return { code, label: texts.text(`pages.year.column.${code}`), total: all.length, cards: all.slice(0, mostCards).map(cardOf), ...more }
  })
  const tabs = years.map(({ id, title }) => ({ label: title, href: yearLink(query, { year: id }), isChosen: id === year?.id }))
  const chosen = years.length > 1 ? { tabs: [{ label: texts.text('pages.year.years'), tabs }] } : {}
  const shown = programmes.length > 0 ? { board: { columns, empty: texts.text('pages.year.noCards') } } : { empty: texts.text('pages.year.noProgrammes') }
  return [{ id: 'board', title: texts.text('pages.year.boardTitle'), ...chosen, ...shown }]
}
