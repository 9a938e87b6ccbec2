import { addDays, type Day } from '../../core/dates.js'
import { refuse, type Refusal } from '../../core/result.js'

/** Finds the closed year in which a day falls; null where the day may still be worked on. */
export type FindClosedYear = (organisationId: string, day: Day) => Promise<AcademicYear | null>

/** A year to which banks, orders, programmes and reports belong (ORG-08). */
export interface AcademicYear {
  id: string
  organisationId: string
  /** As «2026/2027». */
  title: string
  startsOn: Day
  endsOn: Day
  createdAt: Date
  /** Since when nothing of the year may be changed; null while it is open (IMPL-06). */
  closedAt: Date | null
}

/** What of a year is not finished yet: it cannot be closed before (IMPL-06). */
export interface OpenWork {
  /** Programmes that run and end within the year. */
  programmes: number
  /** Meetings of the year whose outcome nobody has told. */
  meetings: number
  /** Requests of the year without an answer. */
  requests: number
}

/** The refusal of whatever would change a closed year (IMPL-06). */
export const refuseClosed = ({ title }: AcademicYear): Refusal => refuse('year-closed', { year: title })

/** True when nothing keeps the year open. */
export const isNothing = ({ programmes, meetings, requests }: OpenWork): boolean => programmes + meetings + requests === 0

/** The year in which a day falls; `yearStartsOn` is the organisation's 'MM-DD' (ORG-08). */
export function yearAround(onDay: Day, yearStartsOn: string): Pick<AcademicYear, 'title' | 'startsOn' | 'endsOn'> {
  const calendarYear = Number(onDay.slice(0, 4))
  const first = onDay.slice(5) >= yearStartsOn ? calendarYear : calendarYear - 1
  return {
    title: yearStartsOn === '01-01' ? String(first) : `${first}/${first + 1}`,
    startsOn: `${first}-${yearStartsOn}`,
    endsOn: addDays(`${first + 1}-${yearStartsOn}`, -1),
  }
}
