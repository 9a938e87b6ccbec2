import { addDays, addHours, dayOf, instantAt, startOfDay, weekdayOf, type Day } from '../../core/dates.js'

/** When nobody is to be disturbed (IMPL-02), in the organisation's zone. */
export interface QuietRules {
  zone: string
  /** 'HH:mm'; equal ends mean no quiet hours. */
  quietFrom: string
  quietTo: string
  /** 1 is Monday, 7 is Sunday. */
  quietWeekdays: readonly number[]
  /** School holidays, first and last day included. */
  holidays?: readonly { from: Day; to: Day }[]
}

interface OwnQuiet {
  quietFrom: string | null
  quietTo: string | null
}

interface QuietSource {
  zone: string
  settings: Omit<QuietRules, 'zone'>
}

const minute = 60_000
const hour = 60 * minute
/** Milliseconds that a message which waited for the end of quiet hours must still come before the event. */
export const leastNotice = 30 * minute
/** A summer of holidays and a little more. */
const longestQuietDays = 150
/** A question is repeated at most so often; then it stands in the lists only. */
const mostRepeats = 6

/** The organisation's quiet hours, with the person's own over them. */
export function quietRulesOf({ zone, settings }: QuietSource, own?: OwnQuiet): QuietRules {
  return {
    zone,
    quietFrom: own?.quietFrom ?? settings.quietFrom,
    quietTo: own?.quietTo ?? settings.quietTo,
    quietWeekdays: settings.quietWeekdays,
    holidays: settings.holidays ?? [],
  }
}

/** The same quiet hours on every day of the year: news do not wait for Monday (IMPL-02). */
export function hoursOnly(rules: QuietRules): QuietRules {
  return { ...rules, quietWeekdays: [], holidays: [] }
}

/** True on a day off: of the week, or within the school's holidays. */
export function isDayOff(day: Day, { quietWeekdays, holidays = [] }: QuietRules): boolean {
  return quietWeekdays.includes(weekdayOf(day)) || holidays.some(({ from, to }) => from <= day && day <= to)
}

function at(day: Day, time: string, zone: string): Date {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return instantAt(day, hours, minutes, zone)
}

/** The open hours of one day, or null when the whole day is quiet. */
function openHours(day: Day, rules: QuietRules): { from: Date; to: Date } | null {
  const { zone, quietFrom, quietTo } = rules
  if (isDayOff(day, rules)) return null
  if (quietFrom === quietTo) return { from: startOfDay(day, zone), to: startOfDay(addDays(day, 1), zone) }
  const isOverMidnight = quietFrom > quietTo
  const from = at(day, isOverMidnight ? quietTo : '00:00', zone)
  return { from, to: at(day, quietFrom, zone) }
}

/** True when the instant lies in quiet hours or on a quiet day. */
export function isQuiet(instant: Date, rules: QuietRules): boolean {
  return nextOpen(instant, rules).getTime() !== instant.getTime()
}

/** The instant itself when it is not quiet, else the end of the quiet time around it. */
export function nextOpen(instant: Date, rules: QuietRules): Date {
  const first = dayOf(instant, rules.zone)
  for (let ahead = 0; ahead <= longestQuietDays; ahead += 1) {
    for (const open of openPeriods(addDays(first, ahead), rules)) {
      if (instant < open.from) return open.from
      if (instant < open.to) return instant
    }
  }
  return rules.quietWeekdays.length + (rules.holidays?.length ?? 0) > 0 ? nextOpen(instant, hoursOnly(rules)) : instant
}

/** The last minute that is not quiet before the quiet time around the instant. */
function lastOpenBefore(instant: Date, rules: QuietRules): Date {
  const first = dayOf(instant, rules.zone)
  for (let back = 0; back <= longestQuietDays; back += 1) {
    for (const open of openPeriods(addDays(first, -back), rules).reverse()) {
      if (open.to <= instant) return new Date(open.to.getTime() - minute)
    }
  }
  return instant
}

/** Quiet hours within one day (13:00 to 14:00) leave two open periods, over midnight one. */
function openPeriods(day: Day, rules: QuietRules): { from: Date; to: Date }[] {
  const first = openHours(day, rules)
  if (!first) return []
  if (rules.quietFrom >= rules.quietTo) return [first]
  return [first, { from: at(day, rules.quietTo, rules.zone), to: startOfDay(addDays(day, 1), rules.zone) }]
}

/** `-24` becomes `-1d`, `-1` becomes `-1h`, `24` becomes `+1d`. */
export function offsetLabel(hours: number): string {
  const sign = hours > 0 ? '+' : hours < 0 ? '-' : ''
  const size = Math.abs(hours)
  return size > 0 && size % 24 === 0 ? `${sign}${size / 24}d` : `${sign}${size}h`
}

export interface ReminderInstant {
  offset: string
  dueAt: Date
}

/** A day off on which the event itself takes place is no quiet day for its reminders; holidays around it are none for them either. */
export function onDayOf(eventAt: Date, rules: QuietRules): QuietRules {
  const day = dayOf(eventAt, rules.zone)
  const { quietWeekdays, holidays = [] } = rules
  return {
    ...rules,
    quietWeekdays: quietWeekdays.filter((quiet) => quiet !== weekdayOf(day)),
    holidays: holidays.filter(({ from, to }) => day < from || to < day),
  }
}

/**
 * Instants of the reminders before an event (IMPL-01, IMPL-02): one that falls into quiet time goes at its end when that is
 * half an hour or more before the event, else just before it begins. What is past is left out, and of two that would meet the
 * nearer one stays.
 */
export function remindersBefore(eventAt: Date, offsets: readonly number[], now: Date, quiet: QuietRules): ReminderInstant[] {
  const rules = onDayOf(eventAt, quiet)
  const wanted = offsets.filter((hours) => hours < 0).sort((one, other) => one - other)
  const placed = wanted.map((hours) => {
    const instant = addHours(eventAt, hours, rules.zone)
    const open = nextOpen(instant, rules)
    const isEarlyEnough = open.getTime() === instant.getTime() || eventAt.getTime() - open.getTime() >= leastNotice
    return { offset: offsetLabel(hours), dueAt: isEarlyEnough ? open : lastOpenBefore(instant, rules) }
  })
  const nearest = placed.filter(({ dueAt }, index) => placed.slice(index + 1).every((later) => later.dueAt.getTime() - dueAt.getTime() >= leastNotice))
  return nearest.filter(({ dueAt }) => dueAt > now)
}

/** Instants of the messages so many hours after a moment, put off to the end of quiet time. */
export function remindersAfter(moment: Date, offsets: readonly number[], rules: QuietRules): ReminderInstant[] {
  return offsets
    .filter((hours) => hours >= 0)
    .map((hours) => ({ offset: offsetLabel(hours), dueAt: nextOpen(addHours(moment, hours, rules.zone), rules) }))
}

/** Instants at which a question is asked again: the rule's hours after the moment, then every so many hours, a few times. */
export function repeatedInstants({ offsets, repeatHours }: { offsets: readonly number[]; repeatHours?: number }, from: Date): Date[] {
  const hours = offsets.filter((offset) => offset > 0)
  const last = hours.at(-1) ?? 0
  for (let repeat = 1; repeatHours !== undefined && repeat <= mostRepeats; repeat += 1) hours.push(last + repeat * repeatHours)
  return hours.map((after) => new Date(from.getTime() + after * hour))
}
