import { mayReadField } from '../../src/modules/accounts/field-rights.js'
import type { Mark, PlanRow } from '../../src/modules/programmes/programme.js'
import { formatDay, formatDayOf } from '../pages/format.js'
import { loadPairScene, type PairScene } from '../pages/pair-scene.js'
import { spanOf, type Journal, type JournalScene, type JournalTable } from './journal.js'
import { meetingCells, presenceOf } from './meeting-rows.js'
import { requestTable } from './request-journal.js'

function markWords({ texts, zone, names, user }: PairScene, row: PlanRow, mark: Mark): string {
  const report = mayReadField([user.role], 'Programme', 'rows.marks.reports') ? mark.reports.at(-1) : undefined
  const whose = row.marks.length > 1 ? `${names.short(mark.menteeId)}: ` : ''
  const day = mark.acceptedAt ?? report?.at ?? null
  return whose + [texts.text(`words.Programme.mark.${mark.state}`), formatDayOf(day, zone), report?.text ?? ''].filter(Boolean).join(', ')
}

function planTable(pair: PairScene): JournalTable {
  const { texts, programme } = pair
  const said = (key: string) => texts.text(`journal.${key}`)
  const rows = (programme?.rows ?? []).map((row, at) => [String(at + 1), row.need, row.measures, formatDay(row.finalOn), row.result, row.marks.map((mark) => markWords(pair, row, mark)).join('\n')])
  return { title: said('plan'), columns: ['number', 'need', 'measures', 'term', 'result', 'mark'].map((name) => said(`columns.${name}`)), rows, empty: said('noPlan') }
}

async function meetingTable(scene: JournalScene, { pair, names }: PairScene): Promise<JournalTable> {
  const { context: { services, texts } } = scene
  const said = (key: string) => texts.text(`journal.${key}`)
  const people = [pair.mentorId, ...pair.members.map(({ menteeId }) => menteeId)]
  const meetings = await services.meetings.between({ ...spanOf(scene), pairIds: [pair.id] })
  const rows = meetings.map((meeting) => {
    const { when, kind, state, outcome } = meetingCells(scene, meeting)
    return [when, kind, state, ...people.map((id) => presenceOf(scene, meeting, id)), outcome]
  })
  return { title: said('meetings'), columns: [said('columns.when'), said('columns.kind'), said('columns.state'), ...people.map(names.short), said('columns.outcome')], rows, empty: said('noMeetings') }
}

/** The work of one pair: rows with marks, meetings with who came, requests; null when it is not of this organisation. */
export async function pairJournal(scene: JournalScene): Promise<Journal | null> {
  const { context, user, organisation, query } = scene
  const found = query.pairId === null ? null : await loadPairScene(context, query.pairId, organisation.id, user)
  if (!found) return null
  const { pair, names, texts, programme, words } = found
  const { from, to } = spanOf(scene)
  const requests = found.requests.filter(({ askedAt }) => askedAt >= from && askedAt < to)
  const role = (name: string) => texts.text(`roles.${name}`)
  const facts = [
    { label: role('mentor'), text: names.full(pair.mentorId) },
    { label: role('mentee'), text: pair.members.map(({ menteeId }) => names.full(menteeId)).join(', ') },
    { label: texts.text('resources.Pair.properties.order'), text: pair.order ? texts.text('page.orderOf', { number: pair.order.number, day: formatDay(pair.order.on) }) : '' },
    { label: texts.text('resources.Pair.properties.direction'), text: pair.direction ? words('directions', [pair.direction]) : '' },
    { label: texts.text('resources.Programme.properties.goal'), text: programme?.goal ?? '' },
    { label: texts.text('resources.Programme.properties.period'), text: programme ? texts.text('page.period', { from: formatDay(programme.startsOn), to: formatDay(programme.endsOn) }) : '' },
  ].filter(({ text }) => text !== '')
  return {
    kind: 'pair',
    title: texts.text('journal.title.pair'),
    organisation: organisation.name,
    period: texts.text('page.period', { from: formatDay(query.from), to: formatDay(query.to) }),
    facts,
    tables: [planTable(found), await meetingTable(scene, found), requestTable(scene, requests, names)],
    signatures: [
      { role: role('mentor'), name: names.short(pair.mentorId) },
      ...pair.members.filter(({ to: left }) => left === null).map(({ menteeId }) => ({ role: role('mentee'), name: names.short(menteeId) })),
      { role: role('curator'), name: names.short(pair.curatorId ?? organisation.curatorPersonId).replace('—', '') },
    ],
  }
}
