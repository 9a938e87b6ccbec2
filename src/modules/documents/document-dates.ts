import type { Day } from '../../core/dates.js'

const longDay = new Intl.DateTimeFormat('ru-RU', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
const shortDay = new Intl.DateTimeFormat('ru-RU', { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' })

const at = (day: Day) => new Date(`${day}T00:00:00Z`)

/** A day with the month in words, as papers have it. */
export function inWords(day: Day): string {
  return longDay.format(at(day))
}

/** A day in figures, for tables. */
export function inFigures(day: Day): string {
  return shortDay.format(at(day))
}
