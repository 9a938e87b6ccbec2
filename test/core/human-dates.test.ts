import { describe, expect, it } from 'vitest'
import { dateWords, sayDay, sayMoment, plainDay, dayLabel } from '../../src/bot/views/dates.js'
import { parseHumanDate, parseTime } from '../../src/core/human-dates.js'

const zone = 'Europe/Moscow'
/** Monday, 12:00 in Moscow. */
const now = new Date('2026-09-14T09:00:00Z')

function read(text: string): string {
  const typed = parseHumanDate(text, dateWords, now, zone)
  if (!typed.ok) return typed.problem
  const { day, time } = typed.value
  return time ? `${day} ${time.hour}:${String(time.minute).padStart(2, '0')}` : day
}

describe('dates as people type them', () => {
  it.each([
    ['15.09 14:30', '2026-09-15 14:30'],
    ['завтра в 8', '2026-09-15 8:00'],
    ['Завтра', '2026-09-15'],
    ['сегодня', '2026-09-14'],
    ['послезавтра в 14.30', '2026-09-16 14:30'],
    ['15.09', '2026-09-15'],
    ['15.9.26', '2026-09-15'],
    ['15.09.2026 в 14:30', '2026-09-15 14:30'],
    ['до 15.09', '2026-09-15'],
    ['15 сентября', '2026-09-15'],
    ['15 сентября 2027 г. в 9', '2027-09-15 9:00'],
    ['1 мая', '2026-05-01'],
    ['1.02', '2027-02-01'],
    ['в пятницу', '2026-09-18'],
    ['чт, 10:00', '2026-09-17 10:00'],
    ['понедельник', '2026-09-14'],
    ['в понедельник в 10', '2026-09-21 10:00'],
    ['через неделю', '2026-09-21'],
    ['через 3 дня', '2026-09-17'],
    ['через 2 недели', '2026-09-28'],
    ['завтра в 7 вечера', '2026-09-15 19:00'],
    ['завтра в 8 утра', '2026-09-15 8:00'],
    ['завтра в 14 часов', '2026-09-15 14:00'],
  ])('%s', (text, expected) => expect(read(text)).toBe(expected))

  it.each(['31.02', '31.02.2027', '30 февраля', '32.01', '15.13'])('%s is no day of the calendar', (text) => expect(read(text)).toBe('no-such-day'))

  it.each(['', 'когда-нибудь', '15', 'завтра в 25', 'завтра в 8:75', '15.09 и ещё много слов потом', 'через год', '😀'])('«%s» is not understood', (text) =>
    expect(read(text)).toBe('not-understood'),
  )

  it('reads a time alone', () => {
    expect(parseTime('в 14:30', dateWords)).toEqual({ hour: 14, minute: 30 })
    expect(parseTime('половина третьего', dateWords)).toBeNull()
  })
})

describe('dates as people say them', () => {
  it('names today and tomorrow, the weekday nearer than a week, the year when it is another', () => {
    expect(sayDay('2026-09-14', now, zone)).toBe('сегодня, 14 сентября')
    expect(sayDay('2026-09-15', now, zone)).toBe('завтра, вт, 15 сентября')
    expect(sayDay('2026-09-17', now, zone)).toBe('чт, 17 сентября')
    expect(sayDay('2026-09-21', now, zone)).toBe('21 сентября')
    expect(sayDay('2026-09-01', now, zone)).toBe('1 сентября')
    expect(plainDay('2027-01-05', '2026-09-14')).toBe('5 января 2027')
    expect(dayLabel('2026-09-18', now, zone)).toBe('пт, 18 сент.')
  })

  it('says moments in the zone, never UTC', () => {
    expect(sayMoment(new Date('2026-09-15T11:30:00Z'), now, zone)).toBe('завтра, вт, 15 сентября, в 14:30')
    expect(sayMoment(new Date('2026-09-17T11:30:00Z'), now, zone)).toBe('чт, 17 сентября, 14:30')
    expect(sayMoment(new Date('2026-09-17T21:30:00Z'), now, zone)).toBe('пт, 18 сентября, 00:30')
  })
})
