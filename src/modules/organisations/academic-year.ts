import { addDays, type Day } from '../../core/dates.js'

/** A year to which banks, orders, programmes and reports belong (ORG-08). */
export interface AcademicYear {
  id: string
  organisationId: string
  /** As «2026/2027». */
  title: string
  startsOn: Day
  endsOn: Day
  createdAt: Date
}

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
