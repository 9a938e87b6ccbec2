import type { QuietRules } from '../../../src/modules/deliveries/reminder-rules.js'

/** A second calculation of wall clocks, by `Intl` alone and by trying: nothing here is shared with the product. */

const minute = 60_000
const step = 15 * minute
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone) ?? new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' })
  formats.set(zone, known)
  return known
}

/** What the wall shows: `2026-09-15T14:30`. */
export function wall(instant: number, zone: string): string {
  const parts = Object.fromEntries(formatOf(zone).formatToParts(instant).map(({ type, value }) => [type, value]))
  return `${parts['year']}-${parts['month']}-${parts['day']}T${parts['hour']}:${parts['minute']}`
}

const asUtc = (text: string) => Date.parse(`${text}:00Z`)
/** How far the wall is ahead of the world's clock, milliseconds. */
const offsetAt = (instant: number, zone: string) => asUtc(wall(instant, zone)) - instant

/** The first instant at which the wall shows the time; in a gap, the one that the clock before the gap would have given. */
export function instantShowing(text: string, zone: string): number {
  const near = asUtc(text)
  const candidates = [near - 86_400_000, near, near + 86_400_000].map((about) => near - offsetAt(about, zone))
  const showing = candidates.filter((instant) => wall(instant, zone) === text)
  return showing.length > 0 ? Math.min(...showing) : near - offsetAt(near - 86_400_000, zone)
}

function isOff(day: string, { quietWeekdays, holidays = [] }: QuietRules): boolean {
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay() || 7
  return quietWeekdays.includes(weekday) || holidays.some(({ from, to }) => from <= day && day <= to)
}

/** Quiet by what the wall shows. */
export function isQuietThen(instant: number, rules: QuietRules): boolean {
  const [day = '', time = ''] = wall(instant, rules.zone).split('T')
  const { quietFrom, quietTo } = rules
  const isNight = quietFrom < quietTo ? quietFrom <= time && time < quietTo : quietFrom > quietTo && (time >= quietFrom || time < quietTo)
  return isOff(day, rules) || isNight
}

/** Tries quarter after quarter until it is not quiet. */
export function openAfter(instant: number, rules: QuietRules): number {
  let at = instant
  while (isQuietThen(at, rules)) at += step
  return at
}

/** The last minute before the quiet time around the instant. */
export function lastMinuteBefore(instant: number, rules: QuietRules): number {
  let at = instant
  while (isQuietThen(at, rules)) at -= step
  return at + step - minute
}

/** The reminders that are due before an event, one after another as a person would count them on a calendar. */
export function expectedReminders(event: number, offsets: readonly number[], rules: QuietRules): number[] {
  const eventDay = wall(event, rules.zone).slice(0, 10)
  const weekday = new Date(`${eventDay}T12:00:00Z`).getUTCDay() || 7
  const own = {
    ...rules,
    quietWeekdays: rules.quietWeekdays.filter((day) => day !== weekday),
    holidays: (rules.holidays ?? []).filter(({ from, to }) => !(from <= eventDay && eventDay <= to)),
  }
  const daysBefore = (days: number) => {
    const [, time = ''] = wall(event, rules.zone).split('T')
    const day = new Date(Date.parse(`${eventDay}T12:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)
    return instantShowing(`${day}T${time}`, rules.zone)
  }
  const placed = offsets.map((hours) => {
    const instant = hours % 24 === 0 ? daysBefore(-hours / 24) : event + hours * 60 * minute
    const open = openAfter(instant, own)
    return open === instant || event - open >= 30 * minute ? open : lastMinuteBefore(instant, own)
  })
  return placed.filter((at, index) => placed.slice(index + 1).every((later) => later - at >= 30 * minute))
}
