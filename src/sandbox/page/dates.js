import { say } from './dom.js'

let zone

export function useZone(name) {
  zone = name ?? undefined
}

const format = (options, date) => new Intl.DateTimeFormat('ru', { timeZone: zone, ...options }).format(date)

export const timeOf = (seconds) => format({ hour: '2-digit', minute: '2-digit' }, new Date(seconds * 1000))

const dayKey = (date) => format({ year: 'numeric', month: '2-digit', day: '2-digit' }, date)
export const dayOf = (seconds) => dayKey(new Date(seconds * 1000))

/** The line between days: today and yesterday by the school's clock, else the date. */
export function dayTitle(seconds, now) {
  const date = new Date(seconds * 1000)
  if (dayKey(date) === dayKey(now)) return say('today')
  if (dayKey(date) === dayKey(new Date(now.getTime() - 86_400_000))) return say('yesterday')
  const isThisYear = format({ year: 'numeric' }, date) === format({ year: 'numeric' }, now)
  return format({ day: 'numeric', month: 'long', ...(isThisYear ? {} : { year: 'numeric' }) }, date)
}

export const clockText = (date) =>
  `${format({ weekday: 'short', day: 'numeric', month: 'long' }, date)}, ${format({ hour: '2-digit', minute: '2-digit' }, date)}`

/** Time of the last message in the list: the hour today, else the day. */
export function shortTime(seconds, now) {
  const date = new Date(seconds * 1000)
  return dayKey(date) === dayKey(now) ? timeOf(seconds) : format({ day: 'numeric', month: 'short' }, date)
}
