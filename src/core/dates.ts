import { DateTime } from 'luxon'

/** A calendar day, `YYYY-MM-DD`. */
export type Day = string

const local = (instant: Date, zone: string) => DateTime.fromJSDate(instant, { zone })

/** The calendar day on which an instant falls in the zone. */
export function dayOf(instant: Date, zone: string): Day {
  return local(instant, zone).toFormat('yyyy-MM-dd')
}

/** True for an existing calendar day written `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text).isValid
}

/** The last millisecond of a day in the zone: a term «до 15.09» lasts until then (IMPL-28). */
export function endOfDay(day: Day, zone: string): Date {
  return DateTime.fromISO(day, { zone }).endOf('day').toJSDate()
}

/** The first instant of a day in the zone. */
export function startOfDay(day: Day, zone: string): Date {
  return DateTime.fromISO(day, { zone }).startOf('day').toJSDate()
}

/** The instant of a wall-clock time on a day in the zone. */
export function instantAt(day: Day, hour: number, minute: number, zone: string): Date {
  return DateTime.fromISO(day, { zone }).set({ hour, minute, second: 0, millisecond: 0 }).toJSDate()
}

/** The instant that many hours later or earlier; whole days keep the hour of the wall over a change of summer time. */
export function addHours(instant: Date, hours: number, zone: string): Date {
  return local(instant, zone).plus(hours % 24 === 0 ? { days: hours / 24 } : { hours }).toJSDate()
}

/** The wall-clock time of an instant in the zone, `YYYY-MM-DDTHH:mm:ss`. */
export function wallOf(instant: Date, zone: string): string {
  return local(instant, zone).toFormat("yyyy-MM-dd'T'HH:mm:ss")
}

/** The instant at which the wall clock of the zone shows a time: the first of two, and the hour after a gap. */
export function instantOfWall(wall: string, zone: string): Date {
  return DateTime.fromISO(wall, { zone }).toJSDate()
}

/** The wall-clock hour and minute of an instant in the zone. */
export function timeOf(instant: Date, zone: string): { hour: number; minute: number } {
  const { hour, minute } = local(instant, zone)
  return { hour, minute }
}

/** The day that many days later (or earlier). */
export function addDays(day: Day, days: number): Day {
  return DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toFormat('yyyy-MM-dd')
}

/** The day that many months later, cut to the month's last day. */
export function addMonths(day: Day, months: number): Day {
  return DateTime.fromISO(day, { zone: 'utc' }).plus({ months }).toFormat('yyyy-MM-dd')
}

/** Whole days from one day to another, negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  const zone = 'utc'
  return Math.round(DateTime.fromISO(to, { zone }).diff(DateTime.fromISO(from, { zone }), 'days').days)
}

/** Day of the week, 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: Day): number {
  return DateTime.fromISO(day, { zone: 'utc' }).weekday
}

/** The Monday that opens the day's week. */
export function mondayOf(day: Day): Day {
  return addDays(day, 1 - weekdayOf(day))
}

/** True when the term's day is over in the zone (IMPL-28). */
export function isPastTerm(termOn: Day, now: Date, zone: string): boolean {
  return now.getTime() > endOfDay(termOn, zone).getTime()
}

/** True for an IANA zone that this machine knows. */
export function isZone(zone: string): boolean {
  return DateTime.local().setZone(zone).isValid
}
