import { describe, expect, it } from 'vitest'
import { instantAt } from '../../../src/core/dates.js'
import { isQuiet, nextOpen, offsetLabel, quietRulesOf, remindersAfter, remindersBefore, type QuietRules } from '../../../src/modules/deliveries/reminder-rules.js'

const moscow: QuietRules = { zone: 'Europe/Moscow', quietFrom: '20:00', quietTo: '08:00', quietWeekdays: [7] }
const on = (day: string, time: string, zone = moscow.zone) => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return instantAt(day, hours, minutes, zone)
}
const long = new Date('2026-01-01T00:00:00Z')
const before = (eventAt: Date, rules = moscow, now = long) => remindersBefore(eventAt, [-24, -1, 24], now, rules)

describe('reminders before an event', () => {
  it('[IMPL-01] go a day and an hour before it', () => {
    expect(before(on('2026-09-17', '14:30'))).toEqual([
      { offset: '-1d', dueAt: on('2026-09-16', '14:30') },
      { offset: '-1h', dueAt: on('2026-09-17', '13:30') },
    ])
  })

  it('[IMPL-02] in quiet hours go at their end when half an hour is left, else just before they begin', () => {
    expect(before(on('2026-09-17', '08:45'))).toEqual([
      { offset: '-1d', dueAt: on('2026-09-16', '08:45') },
      { offset: '-1h', dueAt: on('2026-09-17', '08:00') },
    ])
    expect(before(on('2026-09-17', '08:20'))).toEqual([
      { offset: '-1d', dueAt: on('2026-09-16', '08:20') },
      { offset: '-1h', dueAt: on('2026-09-16', '19:59') },
    ])
  })

  it('[IMPL-02] skip the quiet day of the week, and never come twice at one moment', () => {
    expect(before(on('2026-09-21', '09:00'))).toEqual([{ offset: '-1h', dueAt: on('2026-09-21', '08:00') }])
    expect(before(on('2026-09-21', '08:10')).map(({ dueAt }) => dueAt)).toEqual([on('2026-09-19', '19:59')])
  })

  it('[IMPL-02] come on a day off when the event itself is set on it', () => {
    expect(before(on('2026-09-20', '14:30'))).toEqual([
      { offset: '-1d', dueAt: on('2026-09-19', '14:30') },
      { offset: '-1h', dueAt: on('2026-09-20', '13:30') },
    ])
  })

  it('are left out when their time is over', () => {
    expect(before(on('2026-09-17', '14:30'), moscow, on('2026-09-17', '10:00'))).toHaveLength(1)
    expect(before(on('2026-09-17', '14:30'), moscow, on('2026-09-17', '14:00'))).toEqual([])
  })

  it.each(['Europe/Kaliningrad', 'Asia/Kamchatka', 'Europe/Berlin'])('[IMPL-02] keep the hour of the wall in %s', (zone) => {
    const rules = { ...moscow, zone, quietWeekdays: [] }
    const days = Array.from({ length: 62 }, (_, index) => new Date(Date.UTC(2028, 0, 1 + index * 6)).toISOString().slice(0, 10))
    for (const day of [...days, '2028-02-29', '2028-03-26', '2028-10-29']) {
      for (const { dueAt } of before(on(day, '08:10', zone), rules)) expect(isQuiet(dueAt, rules)).toBe(false)
    }
  })
})

describe('quiet time', () => {
  it('[IMPL-02] ends in the morning, after the weekend, and may lie within a day', () => {
    expect(nextOpen(on('2026-09-19', '21:00'), moscow)).toEqual(on('2026-09-21', '08:00'))
    expect(nextOpen(on('2026-09-17', '07:59'), moscow)).toEqual(on('2026-09-17', '08:00'))
    const nap = { ...moscow, quietFrom: '13:00', quietTo: '14:00' }
    expect(nextOpen(on('2026-09-17', '13:30'), nap)).toEqual(on('2026-09-17', '14:00'))
    expect([isQuiet(on('2026-09-17', '23:30'), nap), isQuiet(on('2026-09-17', '12:59'), nap)]).toEqual([false, false])
    expect(isQuiet(on('2026-09-17', '03:00'), { ...moscow, quietFrom: '00:00', quietTo: '00:00' })).toBe(false)
  })

  it('[IMPL-02] is the person\'s own where it is set', () => {
    const source = { zone: moscow.zone, settings: moscow }
    expect(quietRulesOf(source, { quietFrom: '18:00', quietTo: null })).toMatchObject({ quietFrom: '18:00', quietTo: '08:00' })
  })

  it('puts off what comes after an event', () => {
    expect(remindersAfter(on('2026-09-18', '20:30'), [-24, 0, 24], moscow)).toEqual([
      { offset: '0h', dueAt: on('2026-09-19', '08:00') },
      { offset: '+1d', dueAt: on('2026-09-21', '08:00') },
    ])
    expect([-168, -1, 0, 4].map(offsetLabel)).toEqual(['-7d', '-1h', '0h', '+4h'])
  })
})

describe('a holiday that never ends', () => {
  it('[IMPL-02] still leaves the nights quiet', () => {
    const rules: QuietRules = { ...moscow, holidays: [{ from: '2026-09-01', to: '2027-08-31' }] }
    expect(nextOpen(on('2026-09-16', '03:00'), rules)).toEqual(on('2026-09-16', '08:00'))
  })
})
