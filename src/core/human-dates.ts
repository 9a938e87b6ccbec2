import { addDays, dayOf, instantAt, isDay, timeOf, weekdayOf, type Day } from './dates.js'

/** The words of a language for dates, passed in from its locale. All lower case. */
export interface DateWords {
  today: string[]
  tomorrow: string[]
  dayAfterTomorrow: string[]
  /** Beginnings of month names, January first. */
  months: string[]
  /** Forms of weekday names, Monday first. */
  weekdays: string[][]
  /** Beginnings of the words after a bare hour. */
  morning: string[]
  evening: string[]
  hour: string[]
  /** Words without meaning here: prepositions. */
  fillers: string[]
  week: string[]
  days: string[]
  through: string[]
}

export interface TypedMoment {
  day: Day
  time: { hour: number; minute: number } | null
}

export type DateProblem = 'not-understood' | 'no-such-day'
export type TypedDate = { ok: true; value: TypedMoment } | { ok: false; problem: DateProblem }

const failed = (problem: DateProblem): TypedDate => ({ ok: false, problem })

function wordsOf(text: string, words: DateWords): string[] {
  return text
    .toLowerCase()
    .replace(/[,;!]/g, ' ')
    .split(/\s+/)
    .filter((word) => word !== '' && !words.fillers.includes(word))
}

const startsWith = (beginnings: readonly string[], word: string) => beginnings.some((beginning) => word.startsWith(beginning))

function relativeDay(word: string, words: DateWords, today: Day): Day | null {
  if (words.today.includes(word)) return today
  if (words.tomorrow.includes(word)) return addDays(today, 1)
  if (words.dayAfterTomorrow.includes(word)) return addDays(today, 2)
  const weekday = words.weekdays.findIndex((forms) => forms.includes(word)) + 1
  if (weekday === 0) return null
  return addDays(today, (weekday - weekdayOf(today) + 7) % 7)
}

const padded = (value: number, length = 2) => String(value).padStart(length, '0')

/** The next such day: without a year, one that passed lately means the coming year's only when it is half a year away. */
function calendarDay(dayNumber: number, month: number, yearText: string | undefined, today: Day): Day | null {
  const thisYear = Number(today.slice(0, 4))
  const typed = yearText === undefined ? null : Number(yearText.length === 2 ? `20${yearText}` : yearText)
  const at = (year: number) => `${padded(year, 4)}-${padded(month)}-${padded(dayNumber)}`
  if (typed !== null) return isDay(at(typed)) ? at(typed) : null
  const here = at(thisYear)
  const isLongPast = here < addDays(today, -180)
  const day = isLongPast ? at(thisYear + 1) : here
  return isDay(day) ? day : null
}

interface Found {
  day: Day
  /** How many words the date took. */
  taken: number
}

/** Reads a date from the first words: a name of a day, `15.09`, `15.09.2026`, `15 сентября`, «через 3 дня». */
function readDay(list: string[], words: DateWords, today: Day): Found | DateProblem {
  const [first = '', second = '', third = ''] = list
  const relative = relativeDay(first, words, today)
  if (relative) return { day: relative, taken: 1 }
  if (words.through.includes(first)) {
    if (startsWith(words.week, second)) return { day: addDays(today, 7), taken: 2 }
    const isCount = /^\d{1,3}$/.test(second) && startsWith([...words.days, ...words.week], third)
    if (!isCount) return 'not-understood'
    return { day: addDays(today, Number(second) * (startsWith(words.week, third) ? 7 : 1)), taken: 3 }
  }
  const numeric = /^(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d{2}))?\.?$/.exec(first)
  if (numeric) {
    const day = calendarDay(Number(numeric[1]), Number(numeric[2]), numeric[3], today)
    return day ? { day, taken: 1 } : 'no-such-day'
  }
  const month = /^\d{1,2}$/.test(first) ? words.months.findIndex((beginning) => second.startsWith(beginning)) + 1 : 0
  if (month === 0) return 'not-understood'
  const year = /^\d{4}$/.test(third) ? third : undefined
  const day = calendarDay(Number(first), month, year, today)
  return day ? { day, taken: year ? 3 : 2 } : 'no-such-day'
}

/** Reads a time: `14:30`, `14.30`, `8`, «8 утра», «в 7 вечера», «14 часов». */
export function readTime(list: readonly string[], words: DateWords): { hour: number; minute: number } | null {
  const [first = '', second = ''] = list
  const clock = /^(\d{1,2})(?:[:.\-](\d{2}))?$/.exec(first)
  if (!clock || list.length > 3) return null
  const last = list.at(-1) ?? ''
  const isEvening = list.length > 1 && startsWith(words.evening, last)
  const isKnown = list.length === 1 || startsWith([...words.evening, ...words.morning, ...words.hour], second)
  const hour = Number(clock[1]) + (isEvening && Number(clock[1]) < 12 ? 12 : 0)
  const minute = Number(clock[2] ?? 0)
  return isKnown && hour < 24 && minute < 60 ? { hour, minute } : null
}

/** Reads a typed time alone. */
export function parseTime(text: string, words: DateWords): { hour: number; minute: number } | null {
  return readTime(wordsOf(text, words), words)
}

/** Reads a date as people type it, with a time if there is one («15.09 14:30», «завтра в 8»); 31.02 is `no-such-day`. */
export function parseHumanDate(text: string, words: DateWords, now: Date, zone: string): TypedDate {
  const list = wordsOf(text, words)
  if (list.length === 0 || list.length > 7) return failed('not-understood')
  const found = readDay(list, words, dayOf(now, zone))
  if (typeof found === 'string') return failed(found)
  const rest = list.slice(found.taken)
  if (rest.length === 0) return { ok: true, value: { day: found.day, time: null } }
  const time = readTime(rest, words)
  if (!time) return failed('not-understood')
  return { ok: true, value: { day: nextWhenPassed(found.day, list[0] ?? '', time, words, now, zone), time } }
}

/** «в пятницу в 8» on a Friday at noon means the next Friday. */
function nextWhenPassed(day: Day, word: string, time: { hour: number; minute: number }, words: DateWords, now: Date, zone: string): Day {
  const isWeekday = words.weekdays.some((forms) => forms.includes(word))
  const { hour, minute } = timeOf(now, zone)
  const isPast = instantAt(day, time.hour, time.minute, zone) < now || (dayOf(now, zone) === day && hour * 60 + minute > time.hour * 60 + time.minute)
  return isWeekday && isPast ? addDays(day, 7) : day
}
