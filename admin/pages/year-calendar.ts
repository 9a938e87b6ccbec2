import { dayOf, weekdayOf, type Day } from '../../src/core/dates.js'
import { mayDo } from '../../src/modules/accounts/rights.js'
import { isLate } from '../../src/modules/programmes/plan-rules.js'
import type { Programme } from '../../src/modules/programmes/programme.js'
import { actorOf } from '../gate/panel-user.js'
import { formatDay, formatInstant, monthOf } from './format.js'
import { actionLink, recordLink } from './links.js'
import type { CalendarDay, CalendarEntry, PageRow, PageSection, PageTabs } from './page.js'
import { startOf } from './start-of.js'
import { shownDays } from './year-days.js'
import { createEntries, readYearRecords, type DatedEntry } from './year-entries.js'
import { yearLink } from './year-query.js'
import { pairsOf, type NamedPairs, type YearScene } from './year-scene.js'

const mostOverdue = 12
/** What a day of the month view holds; the week shows all. */
const mostEntries = 6

function fitting({ texts, query }: YearScene, day: Day, entries: CalendarEntry[]): CalendarEntry[] {
  if (query.span === 'week' || entries.length <= mostEntries) return entries
  const shown = mostEntries - 1
  const more: CalendarEntry = { id: `more-${day}`, code: 'more', kind: texts.text('pages.year.more', { count: entries.length - shown }), text: '', href: yearLink(query, { span: 'week', on: day }), isOver: false }
  return [...entries.slice(0, shown), more]
}

function daysSection(scene: YearScene, entries: readonly DatedEntry[], shown: ReturnType<typeof shownDays>): PageSection {
  const { texts, query, organisation, now, zone } = scene
  const today = dayOf(now, zone)
  const weekday = (day: Day) => weekdayOf(day)
  const isFree = (day: Day) => organisation.settings.quietWeekdays.includes(weekday(day)) || organisation.settings.holidays.some(({ from, to }) => from <= day && day <= to)
  const inOrder = (one: DatedEntry, other: DatedEntry) => one.at.localeCompare(other.at) || one.text.localeCompare(other.text)
  const days = shown.days.map((day): CalendarDay => ({
    day,
    label: texts.text(`pages.year.${day === today ? 'todayLabel' : 'dayLabel'}`, { day: formatDay(day), weekday: texts.text(`pages.year.fullWeekdays.${weekday(day)}`) }),
    number: String(Number(day.slice(8))),
    month: shown.isBeside(day) ? monthOf(day) : null,
    weekday: texts.text(`pages.year.weekdays.${weekday(day)}`),
    isToday: day === today,
    isBeside: shown.isBeside(day),
    isFree: isFree(day),
    entries: fitting(scene, day, entries.filter((entry) => entry.day === day).sort(inOrder).map(({ day: _day, at: _at, ...entry }) => entry)),
  }))
  const spans: PageTabs = { label: texts.text('pages.year.spans'), tabs: (['month', 'week'] as const).map((span) => ({ label: texts.text(`pages.year.span.${span}`), href: yearLink(query, { span }), isChosen: span === query.span })) }
  const hasEntries = days.some(({ entries: some }) => some.length > 0)
  const weekdays = ['1', '2', '3', '4', '5', '6', '7'].map((number) => texts.text(`pages.year.weekdays.${number}`))
  return { id: 'calendar', title: shown.title, tabs: [spans, shown.moves], lead: hasEntries ? undefined : texts.text('pages.year.nothing'), calendar: { weekdays, days } }
}

/** What is late and nobody has reported, the oldest first; each row leads to where it is mended. */
function overdueSection({ texts, now, zone }: YearScene, programmes: readonly Programme[], { names, pairName }: NamedPairs): PageSection[] {
  const late = programmes.flatMap((programme) => programme.rows.flatMap((row) => row.marks.filter((mark) => isLate(row, mark, now, zone)).map((mark) => ({ programme, row, mark }))))
  if (late.length === 0) return []
  const rows = late.sort((one, other) => one.row.finalOn.localeCompare(other.row.finalOn)).slice(0, mostOverdue).map(({ programme, row, mark }): PageRow => ({
    id: `${programme.id}-${row.id}-${mark.menteeId}`,
    cells: [
      { text: pairName(programme.pairId), href: recordLink('Programme', programme.id) },
      { text: startOf(row.measures) },
      { text: names.short(mark.menteeId) },
      { text: formatDay(row.finalOn) },
    ],
  }))
  const columns = ['pair', 'what', 'who', 'term'].map((name) => texts.text(`pages.year.overdueColumns.${name}`))
  const more = late.length > mostOverdue ? [texts.text('pages.year.overdueMore', { count: mostOverdue })] : []
  return [{ id: 'overdue', title: texts.text('pages.year.overdueTitle', { count: late.length }), lead: [texts.text('pages.year.overdueLead'), ...more].join(' '), table: { columns, rows } }]
}

/** The person's own calendar: a file to save, an address to subscribe to. */
async function ownSection({ context, texts, user, query, zone }: YearScene): Promise<PageSection[]> {
  if (!mayDo([user.role], 'Calendar', 'subscribe')) return []
  const link = await context.services.calendar.linkOf(actorOf(user))
  const said = (name: string) => texts.text(`resources.Calendar.actions.${name}`)
  const since = link && texts.text(`pages.year.${link.lastUsedAt ? 'ownSince' : 'ownNever'}`, { made: formatInstant(link.createdAt, zone), used: formatInstant(link.lastUsedAt, zone), whose: texts.text(`pages.year.whose.${link.scope}`).toLowerCase() })
  const make = { label: link ? texts.text('pages.year.renew') : said('subscribe'), href: actionLink('Calendar', 'subscribe', null, { scope: query.whose }), look: 'quiet' } as const
  const end = { label: said('unsubscribe'), href: actionLink('Calendar', 'unsubscribe', null), look: 'danger' } as const
  const save = { label: texts.text('pages.year.download'), href: `/admin/files/calendar.ics?whose=${query.whose}`, look: 'quiet' } as const
  return [{ id: 'own', title: texts.text('pages.year.ownTitle'), lead: [texts.text('pages.year.ownLead'), since].filter(Boolean).join('\n'), buttons: [save, make, ...(link ? [end] : [])] }]
}

/** A month or a week of everything with a day, what is late above it, and the way into one's own calendar (MAP-13). */
export async function calendarSections(scene: YearScene): Promise<PageSection[]> {
  const { context: { services }, texts, query, organisation, now, zone } = scene
  const today = dayOf(now, zone)
  const shown = shownDays(query, today, texts)
  const own = await scene.ownPairs()
  const pairIds = own && own.map(({ id }) => id)
  const [records, overdue] = await Promise.all([
    readYearRecords(scene, shown.from, shown.to, pairIds),
    services.programmes.overdueBefore({ organisationId: organisation.id, before: today, ...(pairIds ? { pairIds } : {}) }),
  ])
  const named = await pairsOf(scene, [...records.meetings, ...records.programmes, ...overdue].map(({ pairId }) => pairId), own)
  const entries = createEntries(scene, named.pairName)(records, organisation.settings.holidays)
  return [...overdueSection(scene, overdue, named), daysSection(scene, entries, shown), ...(await ownSection(scene))]
}
