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

/** «сегодня, 14 сентября», with the weekday what lies ahead nearer than a week: «завтра, вт, 15 сентября», «чт, 17 сентября»; else «15 октября». */
export function sayDay(day: Day, now: Date, zone: string): string {
  const today = dayOf(now, zone)
  const distance = daysBetween(today, day)
  const named = nameOf(day, today)
  const weekday = distance > 0 && distance < 7 ? inWords(day).toFormat('ccc') : undefined
  return [named, weekday, plainDay(day, today)].filter((part) => part !== undefined).join(', ')
}

/** «завтра, вт, 15 сентября, в 14:30», «чт, 17 сентября, 14:30». */
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
