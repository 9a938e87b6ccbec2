import { isLate, progressOf } from '../../src/modules/programmes/plan-rules.js'
import type { Mark, PlanRow, Programme } from '../../src/modules/programmes/programme.js'
import { openRequestStates } from '../../src/modules/requests/request.js'
import { mayReadField } from '../../src/modules/accounts/field-rights.js'
import { formatDay, formatDayOf, formatInstant } from './format.js'
import { fileLink } from './links.js'
import type { PageButton, PageCell, PageRow, PageSection } from './page.js'
import type { PairScene } from './pair-scene.js'

function stateOf(scene: PairScene, row: PlanRow, mark: Mark): string {
  return isLate(row, mark, scene.context.clock.now(), scene.zone) ? 'late' : mark.state
}

/** Last words about a mark: the report, the comment, the files. */
function markNotes({ texts, zone, user }: PairScene, mark: Mark): Pick<PageCell, 'notes' | 'links'> {
  if (!mayReadField([user.role], 'Programme', 'rows.marks.reports')) return { notes: [], links: [] }
  const report = mark.reports.at(-1)
  const notes = [
    report ? [formatDayOf(report.at, zone), report.text, report.recordedBy ? texts.text('page.recordedBy') : ''].filter(Boolean).join(' · ') : '',
    report?.comment ?? mark.comment ?? '',
    mark.acceptedAt ? texts.text('page.acceptedOn', { day: formatDayOf(mark.acceptedAt, zone) }) : '',
  ]
  const links = (report?.fileIds ?? []).map((id, at) => ({ text: texts.text('page.file', { number: at + 1 }), href: fileLink(id) }))
  return { notes: notes.filter((note) => note !== ''), links }
}

/** Why a row is not done, in words: not reported, waits for the mentor, given back, another term asked for. */
export function whyOpen(scene: PairScene, row: PlanRow, mark: Mark): string[] {
  const { texts, zone, requests, names, programme } = scene
  if (programme?.state !== 'running' || mark.state === 'accepted' || mark.state === 'released') return []
  const report = mark.reports.at(-1)
  const said = (key: string, params: Record<string, string> = {}) => texts.text(`page.why.${key}`, params)
  const asked = requests.find(({ kind, rowId, state }) => kind === 'term' && rowId === row.id && openRequestStates.includes(state))
  const missing = asked ? [asked.mentorId, ...row.marks.map(({ menteeId }) => menteeId)].filter((id) => !asked.agreedBy.includes(id)) : []
  const term = asked ? [said(asked.state === 'curator' ? 'termCurator' : 'term', { day: formatDay(asked.proposedOn), names: missing.map(names.short).join(', ') })] : []
  if (mark.state === 'reported') return [said('reported', { day: formatDayOf(report?.at ?? null, zone) }), ...term]
  if (mark.state === 'returned') return [said('returned', { day: formatDayOf(report?.checkedAt ?? report?.at ?? null, zone) }), ...term]
  return stateOf(scene, row, mark) === 'late' ? [...(term.length > 0 ? [] : [said('silent')]), ...term] : term
}

function markCell(scene: PairScene, row: PlanRow): PageCell {
  const { texts, names } = scene
  const isGroup = row.marks.length > 1
  const said = row.marks.map((mark) => ({ mark, state: stateOf(scene, row, mark) }))
  const [first] = said
  if (!first) return { text: '' }
  const word = (state: string) => texts.text(`words.Programme.mark.${state}`)
  if (!isGroup) {
    const { notes = [], links = [] } = markNotes(scene, first.mark)
    return { text: word(first.state), state: first.state, notes: [...whyOpen(scene, row, first.mark), ...notes], links }
  }
  const lines = said.flatMap(({ mark, state }) => [`${names.short(mark.menteeId)}: ${word(state)}`, ...whyOpen(scene, row, mark), ...(markNotes(scene, mark).notes ?? [])])
  return { text: lines[0] ?? '', notes: lines.slice(1), links: row.marks.flatMap((mark) => markNotes(scene, mark).links ?? []) }
}

/** What can be done with a row: composing before approval, checking while it runs. */
function rowButtons({ offer }: PairScene, programme: Programme, row: PlanRow): PageButton[] {
  const id = programme.id
  const isComposed = ['draft', 'shown', 'agreed'].includes(programme.state)
  const isRunning = programme.state === 'running'
  return [
    ...offer(
      { resource: 'Programme', action: 'changeRow', id, query: { row: row.id }, when: isComposed },
      { resource: 'Programme', action: 'removeRow', id, query: { row: row.id }, when: isComposed },
    ),
    ...row.marks.flatMap((mark) => {
      const query = { mark: `${row.id}:${mark.menteeId}` }
      const isOpen = mark.state === 'open' || mark.state === 'returned'
      return offer(
        { resource: 'Programme', action: 'accept', id, query, look: 'primary', when: isRunning && mark.state === 'reported' },
        { resource: 'Programme', action: 'return', id, query, when: isRunning && mark.state === 'reported' },
        { resource: 'Programme', action: 'report', id, query, when: isRunning && isOpen && row.marks.length === 1 },
      )
    }),
  ]
}

/** The plan of five columns (PROG-05): difficulty or strength, measures, mode, terms, mark. */
export function planSection(scene: PairScene, programme: Programme, { withButtons }: { withButtons: boolean }): PageSection {
  const { texts, words } = scene
  const rows = programme.rows.map((row): PageRow => {
    const terms = [row.intermediateOn ? texts.text('page.intermediate', { day: formatDay(row.intermediateOn) }) : ''].filter(Boolean)
    return {
      id: row.id,
      cells: [
        { text: row.need, notes: [texts.text(`words.Programme.aim.${row.aim}`)] },
        { text: row.measures, notes: [texts.text('page.result', { result: row.result })] },
        { text: words('modes', [row.mode]) },
        { text: texts.text('page.until', { day: formatDay(row.finalOn) }), notes: terms },
        markCell(scene, row),
      ],
      buttons: withButtons ? rowButtons(scene, programme, row) : [],
    }
  })
  const columns = ['need', 'measures', 'mode', 'terms', 'mark'].map((name) => texts.text(`page.columns.${name}`))
  return { id: 'plan', title: texts.text('page.sections.plan'), table: { columns, rows }, empty: texts.text('page.empty.plan') }
}

/** Accepted marks of all, in whole and per difficulty (PROG-25). */
export function progressLines({ texts }: PairScene, programme: Programme): PageSection['progress'] {
  if (programme.rows.length === 0 || !['running', 'completed', 'terminated'].includes(programme.state)) return []
  const { accepted, total, perNeed } = progressOf(programme.rows)
  return [{ text: texts.text('page.allDone'), done: accepted, total }, ...perNeed.map(({ need, accepted: done, total: of }) => ({ text: need, done, total: of }))]
}

/** Former versions with author, date and reason (PROG-24). */
export async function versionsSection({ context, texts, zone, names }: PairScene, programme: Programme, authorOf: (accountId: string | null) => Promise<string>): Promise<PageSection> {
  const versions = await context.services.programmes.versions(programme.id)
  const rows: PageRow[] = []
  for (const { id, version, at, byPersonId, byAccountId, reason, snapshot } of versions) {
    const author = byPersonId ? names.short(byPersonId) : await authorOf(byAccountId)
    const content = texts.text('page.versionOf', { rows: snapshot.rows.length, from: formatDay(snapshot.startsOn), to: formatDay(snapshot.endsOn) })
    rows.push({ id, cells: [{ text: String(version) }, { text: formatInstant(at, zone) }, { text: author }, { text: reason }, { text: content, notes: [snapshot.goal].filter(Boolean) }] })
  }
  const columns = ['version', 'replacedAt', 'author', 'reason', 'content'].map((name) => texts.text(`page.columns.${name}`))
  return { id: 'versions', title: texts.text('page.sections.versions', { count: versions.length }), table: { columns, rows }, empty: texts.text('page.empty.versions'), isFolded: true }
}
