import { dayOf, daysBetween, timeOf, type Day } from '../../src/core/dates.js'
import type { PanelTexts } from '../texts.js'

/** A calendar day as people write it: 15.09.2031. */
export function formatDay(day: Day | null): string {
  if (day === null) return ''
  const [year, month, date] = day.split('-')
  return `${date}.${month}.${year}`
}

/** The month as it stands after a day's number. */
export function monthOf(day: Day): string {
  const parts = new Intl.DateTimeFormat('ru', { day: 'numeric', month: 'long', timeZone: 'UTC' }).formatToParts(new Date(`${day}T00:00:00Z`))
  return parts.find(({ type }) => type === 'month')?.value ?? ''
}

/** An instant in the organisation's zone: 15.09.2031 14:30. */
export function formatInstant(instant: Date | null, zone: string): string {
  if (instant === null) return ''
  const { hour, minute } = timeOf(instant, zone)
  return `${formatDay(dayOf(instant, zone))} ${[hour, minute].map((part) => String(part).padStart(2, '0')).join(':')}`
}

/** The day of an instant in the organisation's zone. */
export const formatDayOf = (instant: Date | null, zone: string): string => (instant ? formatDay(dayOf(instant, zone)) : '')

/** A time zone as people call it; the code itself where there is no name. */
export function zoneName(zone: string): string {
  const parts = new Intl.DateTimeFormat('ru', { timeZone: zone, timeZoneName: 'long' }).formatToParts()
  return parts.find(({ type }) => type === 'timeZoneName')?.value.replace(/, [^,]*$/, '') ?? zone
}

const around = { '-1': 'yesterday', 0: 'today', 1: 'tomorrow' } as const

/** An instant as people say it near the present: «today at 10:03», further away the date. */
export function sayMoment(instant: Date, now: Date, zone: string, texts: PanelTexts): string {
  const days = daysBetween(dayOf(now, zone), dayOf(instant, zone))
  const word = days >= -1 && days <= 1 ? around[days as -1 | 0 | 1] : null
  const [day = '', time = ''] = formatInstant(instant, zone).split(' ')
  return word ? texts.text(`moments.${word}`, { time }) : texts.text('moments.on', { day, time })
}
