import { addDays, addMonths, mondayOf, type Day } from '../../src/core/dates.js'
import type { PanelTexts } from '../texts.js'
import { formatDay } from './format.js'
import type { PageTabs } from './page.js'
import { yearLink, type YearQuery } from './year-query.js'

/** Days that are shown: whole weeks around a month, or one week. */
export interface ShownDays {
  from: Day
  /** The last one, included. */
  to: Day
  days: Day[]
  isBeside(day: Day): boolean
  title: string
  moves: PageTabs
}

const firstOf = (day: Day) => `${day.slice(0, 7)}-01`

function daysFrom(first: Day, last: Day): Day[] {
  const days: Day[] = []
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day)
  return days
}

/** The days of the month or week in which a day lies, and the ways to those before and after. */
export function shownDays(query: YearQuery, today: Day, texts: PanelTexts): ShownDays {
  const isWeek = query.span === 'week'
  const start = isWeek ? mondayOf(query.on) : firstOf(query.on)
  const end = isWeek ? addDays(start, 6) : addDays(addMonths(start, 1), -1)
  const from = mondayOf(start)
  const to = addDays(mondayOf(end), 6)
  const move = (name: 'former' | 'now' | 'later', on: Day) => ({ label: texts.text(`pages.year.${name}`), href: yearLink(query, { on }), isChosen: false })
  const step = (by: 1 | -1) => (isWeek ? addDays(start, 7 * by) : addMonths(start, by))
  const [year = '', month = ''] = start.split('-')
  return {
    from,
    to,
    days: daysFrom(from, to),
    isBeside: (day) => day < start || day > end,
    title: isWeek ? texts.text('pages.year.weekOf', { from: formatDay(start), to: formatDay(end) }) : texts.text('pages.year.monthOf', { month: texts.text(`pages.year.months.${month}`), year }),
    moves: { label: texts.text('pages.year.move'), tabs: [move('former', step(-1)), move('now', today), move('later', step(1))] },
  }
}
