const written = /^(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})$/
const iso = /^(\d{4})-(\d{2})-(\d{2})$/
const clockTime = /^([01]?\d|2[0-3]):([0-5]\d)$/
const longMonths = [1, 3, 5, 7, 8, 10, 12]

const pad = (part: string) => part.padStart(2, '0')

function daysIn(month: number, year: number): number {
  if (month !== 2) return longMonths.includes(month) ? 31 : 30
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
}

/** Reads a day as people write it, 15.09.2031, or as machines do, 2031-09-15; null when there is no such day. */
export function readTypedDay(text: string): string | null {
  const typed = text.trim()
  const [, day = '', month = '', year = ''] = written.exec(typed) ?? []
  const [, isoYear = year, isoMonth = month, isoDay = day] = iso.exec(typed) ?? []
  const [y, m, d] = [Number(isoYear), Number(isoMonth), Number(isoDay)]
  const exists = isoYear.length === 4 && m >= 1 && m <= 12 && d >= 1 && d <= daysIn(m, y)
  return exists ? `${isoYear}-${pad(isoMonth)}-${pad(isoDay)}` : null
}

/** Tells whether a day was written with two figures of the year: which hundred is meant nobody knows. */
export function lacksCentury(text: string): boolean {
  return /^\d{1,2}[./ -]\d{1,2}[./ -]\d{2}(\D|$)/.test(text.trim())
}

/** Reads a day with an hour, 15.09.2031 14:30 or 2031-09-15T14:30, as the second form; null when there is no such moment. */
export function readTypedMoment(text: string): string | null {
  const [, day = '', time = ''] = /^(.+?)[T, ]\s*(\S+)$/.exec(text.trim()) ?? []
  const onDay = readTypedDay(day)
  const [, hour = '', minute = ''] = clockTime.exec(time) ?? []
  return onDay !== null && minute !== '' ? `${onDay}T${pad(hour)}:${minute}` : null
}

/** 2031-09-15 as 15.09.2031, 2031-09-15T14:30 as 15.09.2031 14:30; anything else as it is. */
export function sayTyped(value: string): string {
  const [, year, month, day, time] = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2}))?/.exec(value) ?? []
  if (day === undefined) return value
  return `${day}.${month}.${year}${time ? ` ${time}` : ''}`
}

/** Sets the dots, the gap and the colon while only digits are typed; what is written in another way stays. */
export function withDots(text: string): string {
  if (!/^\d{2}(\.\d{0,2}(\.\d{0,4}( \d{0,2}(:\d{0,2})?)?)?)?\d*$/.test(text) || text.length < 3) return text
  const digits = text.replace(/\D/g, '').slice(0, 12)
  const parts = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 8)].filter((part) => part !== '')
  const time = [digits.slice(8, 10), digits.slice(10, 12)].filter((part) => part !== '')
  return [parts.join('.'), time.join(':')].filter((part) => part !== '').join(' ')
}
