import { describe, expect, it } from 'vitest'
import { addDays, addMonths, dayOf, daysBetween, endOfDay, instantAt, isDay, isPastTerm, isZone, mondayOf, startOfDay, timeOf, weekdayOf } from '../../src/core/dates.js'

const moscow = 'Europe/Moscow'
const kamchatka = 'Asia/Kamchatka'
const kaliningrad = 'Europe/Kaliningrad'

describe('calendar days and instants', () => {
  it('[IMPL-28] a term «до 15.09» lasts to the end of that day in the organisation’s zone', () => {
    expect(endOfDay('2026-09-15', moscow).toISOString()).toBe('2026-09-15T20:59:59.999Z')
    expect(endOfDay('2026-09-15', kamchatka).toISOString()).toBe('2026-09-15T11:59:59.999Z')
    expect(endOfDay('2026-09-15', kaliningrad).toISOString()).toBe('2026-09-15T21:59:59.999Z')
    const evening = new Date('2026-09-15T20:30:00Z')
    expect(isPastTerm('2026-09-15', evening, moscow)).toBe(false)
    expect(isPastTerm('2026-09-15', evening, kamchatka)).toBe(true)
    expect(isPastTerm('2026-09-15', new Date('2026-09-15T21:00:00Z'), moscow)).toBe(true)
  })

  it('the day of an instant is the zone’s day', () => {
    const instant = new Date('2026-09-14T21:30:00Z')
    expect([moscow, kaliningrad, kamchatka].map((zone) => dayOf(instant, zone))).toEqual(['2026-09-15', '2026-09-14', '2026-09-15'])
    expect(startOfDay('2026-09-15', moscow).toISOString()).toBe('2026-09-14T21:00:00.000Z')
    expect(instantAt('2026-09-15', 14, 30, moscow).toISOString()).toBe('2026-09-15T11:30:00.000Z')
    expect(timeOf(new Date('2026-09-15T11:30:00Z'), moscow)).toEqual({ hour: 14, minute: 30 })
  })

  it('counts days over the change of clocks and months to their last day', () => {
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30')
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
    expect(daysBetween('2026-12-30', '2027-01-02')).toBe(3)
    expect(daysBetween('2026-09-15', '2026-09-14')).toBe(-1)
  })

  it('knows weekdays, real days and real zones', () => {
    expect(weekdayOf('2026-09-14')).toBe(1)
    expect(mondayOf('2026-09-20')).toBe('2026-09-14')
    expect(['2026-02-28', '2026-02-31', '2026-9-1', 'завтра'].map(isDay)).toEqual([true, false, false, false])
    expect([isZone(moscow), isZone('Mars/Olympus')]).toEqual([true, false])
  })
})
