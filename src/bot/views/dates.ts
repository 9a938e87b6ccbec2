import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DateTime } from 'luxon'
import { dayOf, daysBetween, type Day } from '../../core/dates.js'
import type { DateWords } from '../../core/human-dates.js'
import { projectRoot } from '../../paths.js'

const language = 'ru'

/** The locale's words for reading and saying dates. */
export const dateWords = JSON.parse(readFileSync(join(projectRoot, 'locales', language, 'dates.json'), 'utf8')) as DateWords & { at: string }

const inWords = (day: Day) => DateTime.fromISO(day, { zone: 'utc', locale: language })

/** «сегодня», «завтра», or nothing. */
function nameOf(day: Day, today: Day): string | undefined {
  return [dateWords.today, dateWords.tomorrow][daysBetween(today, day)]?.[0]
}

/** «15 сентября», with the year when it is another one. */
export function plainDay(day: Day, today: Day): string {
  return inWords(day).toFormat(day.slice(0, 4) === today.slice(0, 4) ? 'd MMMM' : 'd MMMM yyyy')
}

/** «завтра, 15 сентября», «чт, 17 сентября» when nearer than a week, else «15 октября». */
export function sayDay(day: Day, now: Date, zone: string): string {
  const today = dayOf(now, zone)
  const distance = daysBetween(today, day)
  const named = nameOf(day, today)
  if (named) return `${named}, ${plainDay(day, today)}`
  return distance > 0 && distance < 7 ? `${inWords(day).toFormat('ccc')}, ${plainDay(day, today)}` : plainDay(day, today)
}

/** «завтра, 15 сентября, в 14:30», «чт, 17 сентября, 14:30». */
export function sayMoment(instant: Date, now: Date, zone: string): string {
  const day = dayOf(instant, zone)
  const time = DateTime.fromJSDate(instant, { zone }).toFormat('HH:mm')
  return nameOf(day, dayOf(now, zone)) ? `${sayDay(day, now, zone)}, ${dateWords.at} ${time}` : `${sayDay(day, now, zone)}, ${time}`
}

/** A short label for a button: «пт, 18 сент.». */
export function dayLabel(day: Day, now: Date, zone: string): string {
  const named = nameOf(day, dayOf(now, zone))
  return named ?? inWords(day).toFormat('ccc, d MMM')
}
