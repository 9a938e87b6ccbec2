import { addDays, dayOf, startOfDay, timeOf, type Day } from '../../src/core/dates.js'
import { mayDo } from '../../src/modules/accounts/rights.js'
import type { DocumentRecord } from '../../src/modules/documents/document.js'
import type { DatedMeeting } from '../../src/modules/meetings/read-windows.js'
import type { OrganisationSettings } from '../../src/modules/organisations/settings.js'
import { isLate, isRowDone } from '../../src/modules/programmes/plan-rules.js'
import type { PlanRow, Programme } from '../../src/modules/programmes/programme.js'
import type { SurveyTerm } from '../../src/modules/questionnaires/survey-overview.js'
import { formatDay } from './format.js'
import { recordLink } from './links.js'
import type { CalendarEntry } from './page.js'
import { startOf } from './start-of.js'
import type { YearScene } from './year-scene.js'

/** An entry with its day; within a day they stand in the order of `at`. */
export type DatedEntry = CalendarEntry & { day: Day; at: string }

/** What the calendar knows of its days: all that present records say (MAP-13). */
export interface YearRecords {
  meetings: DatedMeeting[]
  programmes: Programme[]
  surveys: SurveyTerm[]
  orders: DocumentRecord[]
}

const clock = ({ hour, minute }: { hour: number; minute: number }) => [hour, minute].map((part) => String(part).padStart(2, '0')).join(':')

/** Reads the records of the days, each kind in one go, each only by those who may list it. */
export async function readYearRecords({ context: { services }, organisation: { id: organisationId }, user, zone }: YearScene, from: Day, to: Day, pairIds: string[] | null): Promise<YearRecords> {
  const may = (resource: 'Meeting' | 'Questionnaire' | 'Document') => mayDo([user.role], resource, 'list')
  const own = pairIds ? { pairIds } : {}
  const [meetings, programmes, surveys, orders] = await Promise.all([
    may('Meeting') ? services.meetings.between({ organisationId, from: startOfDay(from, zone), to: startOfDay(addDays(to, 1), zone), ...own }) : [],
    services.programmes.dueBetween({ organisationId, from, to, ...own }),
    may('Questionnaire') ? services.questionnaires.surveyTerms(organisationId) : [],
    may('Document') ? services.documents.ordersBetween(organisationId, from, to) : [],
  ])
  const isOwn = ({ pairIds: named }: DocumentRecord) => pairIds === null || named.some((id) => pairIds.includes(id))
  return { meetings, programmes, surveys, orders: orders.filter(isOwn) }
}

/** Entries of all records, unsorted; days outside the shown ones are left to the caller. */
export function createEntries({ texts, now, zone }: YearScene, pairName: (pairId: string) => string) {
  const word = (key: string, params?: Record<string, string>) => texts.text(`pages.year.${key}`, params)
  const kindOf = (code: string) => word(`kind.${code}`)
  const over = (day: Day) => day < dayOf(now, zone)

  function ofMeeting({ id, startsAt, pairId, state }: DatedMeeting): DatedEntry {
    const time = clock(timeOf(startsAt, zone))
    const shown = state === 'planned' ? {} : { state: word(`state.${state}`) }
    return { id: `meeting-${id}`, day: dayOf(startsAt, zone), at: time, code: state === 'planned' || state === 'held' ? 'meeting' : 'off', kind: kindOf('meeting'), text: word('entry.meeting', { time, pair: pairName(pairId) }), href: recordLink('Meeting', id), isOver: state !== 'planned', ...shown }
  }

  function ofRow({ id: programmeId, pairId, suspendedAt }: Programme, row: PlanRow): DatedEntry[] {
    const text = word('entry.row', { what: startOf(row.measures), pair: pairName(pairId) })
    const isDone = isRowDone(row)
    const late = suspendedAt === null && row.marks.some((mark) => isLate(row, mark, now, zone))
    const common = { text, href: recordLink('Programme', programmeId), isOver: isDone }
    const final = { ...common, id: `row-${programmeId}-${row.id}`, day: row.finalOn, at: '1', code: late ? 'late' : 'row', kind: kindOf('row'), ...(isDone ? { state: word('state.done') } : late ? { state: word('state.late') } : {}) }
    const middle = row.intermediateOn && !isDone ? [{ ...common, id: `middle-${programmeId}-${row.id}`, day: row.intermediateOn, at: '2', code: 'middle', kind: kindOf('middle') }] : []
    return [final, ...middle]
  }

  function ofProgramme(programme: Programme): DatedEntry[] {
    const { id, endsOn, pairId } = programme
    const end = { id: `end-${id}`, day: endsOn, at: '0', code: 'end', kind: kindOf('end'), text: pairName(pairId), href: recordLink('Programme', id), isOver: over(endsOn) }
    return [end, ...programme.rows.flatMap((row) => ofRow(programme, row))]
  }

  function ofSurvey({ questionnaireId, kind, openedAt, closesAt }: SurveyTerm): DatedEntry[] {
    const entry = (code: 'opens' | 'closes', at: Date | null) => {
      // «Until the 20th» is kept as the end of that day.
      const day = at && dayOf(code === 'closes' ? new Date(at.getTime() - 1) : at, zone)
      return day ? [{ id: `${code}-${questionnaireId}`, day, at: '0', code, kind: kindOf(code), text: word(`survey.${kind}`), href: recordLink('Questionnaire', questionnaireId), isOver: over(day) }] : []
    }
    return [...entry('opens', openedAt), ...entry('closes', closesAt)]
  }

  const ofOrder = ({ id, on, number }: DocumentRecord): DatedEntry[] =>
    on ? [{ id: `order-${id}`, day: on, at: '0', code: 'order', kind: kindOf('order'), text: `№ ${number ?? ''}`, href: recordLink('Document', id), isOver: over(on) }] : []

  const ofHoliday = ({ from, to, name }: OrganisationSettings['holidays'][number]): DatedEntry[] =>
    [...new Set([from, to])].map((day) => ({ id: `holiday-${from}-${day}`, day, at: '0', code: 'holiday', kind: kindOf('holiday'), text: [name ?? '', `${formatDay(from)} – ${formatDay(to)}`].filter(Boolean).join(', '), href: null, isOver: over(to) }))

  return ({ meetings, programmes, surveys, orders }: YearRecords, holidays: OrganisationSettings['holidays']): DatedEntry[] => [
    ...meetings.map(ofMeeting),
    ...programmes.flatMap(ofProgramme),
    ...surveys.flatMap(ofSurvey),
    ...orders.flatMap(ofOrder),
    ...holidays.flatMap(ofHoliday),
  ]
}
