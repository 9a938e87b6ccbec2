import { daysBetween, isDay } from '../../src/core/dates.js'
import { longestHoliday, type Holiday } from '../../src/modules/organisations/settings.js'
import { formatDay } from '../pages/format.js'

const date = String.raw`(\d{1,2})\.(\d{1,2})\.(\d{4})`
const line = new RegExp(`^${date}(?:\\s*[-–—]\\s*${date})?(?:\\s*[,;]\\s*|\\s+|$)(.*)$`)

/** Days as people write them, one holiday a line: the first day, the last day and a name. */
export function sayHolidays(holidays: readonly Holiday[]): string {
  return holidays.map(({ from, to, name }) => [from === to ? formatDay(from) : `${formatDay(from)} – ${formatDay(to)}`, name].filter(Boolean).join(', ')).join('\n')
}

const dayOf = (day = '', month = '', year = '') => `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`

function readLine(text: string): Holiday | null {
  const found = line.exec(text)
  if (!found) return null
  const [, day, month, year, lastDay, lastMonth, lastYear, name = ''] = found
  const from = dayOf(day, month, year)
  const to = lastDay ? dayOf(lastDay, lastMonth, lastYear) : from
  if (!isDay(from) || !isDay(to) || from > to || daysBetween(from, to) > longestHoliday) return null
  return name.trim() ? { from, to, name: name.trim() } : { from, to }
}

/** Reads the lines; the number of the first line that is not understood, counted from one, when there is such. */
export function readHolidays(text: string): { ok: true; holidays: Holiday[] } | { ok: false; line: number } {
  const lines = text.split('\n').map((one) => one.trim())
  const read = lines.map((one) => (one === '' ? undefined : readLine(one)))
  const wrong = read.indexOf(null)
  if (wrong >= 0) return { ok: false, line: wrong + 1 }
  const holidays = read.filter((holiday): holiday is Holiday => Boolean(holiday))
  return { ok: true, holidays: holidays.sort((left, right) => left.from.localeCompare(right.from)) }
}
