import { describe, expect, it } from 'vitest'
import { dayOf, endOfDay, instantAt, isPastTerm } from '../../../src/core/dates.js'
import { nextOpen, remindersBefore, type QuietRules } from '../../../src/modules/deliveries/reminder-rules.js'
import { nudgeAt, nudgeHour } from '../../../src/modules/programmes/term-reminders.js'
import { expectedReminders, instantShowing, openAfter, wall } from './independent-clock.js'
import { seeded } from './seeded.js'

const russian = [
  'Europe/Kaliningrad', 'Europe/Moscow', 'Europe/Simferopol', 'Europe/Kirov', 'Europe/Volgograd', 'Europe/Astrakhan', 'Europe/Saratov', 'Europe/Ulyanovsk', 'Europe/Samara',
  'Asia/Yekaterinburg', 'Asia/Omsk', 'Asia/Novosibirsk', 'Asia/Barnaul', 'Asia/Tomsk', 'Asia/Novokuznetsk', 'Asia/Krasnoyarsk', 'Asia/Irkutsk', 'Asia/Chita', 'Asia/Yakutsk',
  'Asia/Khandyga', 'Asia/Vladivostok', 'Asia/Ust-Nera', 'Asia/Magadan', 'Asia/Sakhalin', 'Asia/Srednekolymsk', 'Asia/Kamchatka', 'Asia/Anadyr',
]
/** The zone with summer time comes often, most of all on its two nights. */
const zones = [...russian, ...Array<string>(9).fill('Europe/Berlin')]
const hardDays = ['2028-02-28', '2028-02-29', '2028-03-01', '2026-12-31', '2027-01-01', '2026-10-31', '2027-01-31', '2027-03-31', '2027-08-31', '2027-05-31']
const nights = ['2027-03-27', '2027-03-28', '2027-03-29', '2026-10-24', '2026-10-25', '2026-10-26', '2027-10-31']
const cases = 2_000
const seed = Number(process.env['SEED'] ?? 20_260_915)
const long = new Date('2026-01-01T00:00:00Z')

function createCases() {
  const random = seeded(seed)
  const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T
  const anyDay = () => new Date(Date.UTC(2026, 8, 1) + Math.floor(random() * 900) * 86_400_000).toISOString().slice(0, 10)
  return Array.from({ length: cases }, () => {
    const zone = one(zones)
    const day = random() < 0.5 ? anyDay() : one(zone === 'Europe/Berlin' ? [...nights, ...hardDays] : hardDays)
    const time = `${String(Math.floor(random() * 24)).padStart(2, '0')}:${one(['00', '15', '30', '45'])}`
    const [quietFrom = '', quietTo = ''] = one(['20:00-08:00', '22:00-07:00', '18:00-09:30', '13:00-14:00', '00:00-00:00', '21:15-06:45']).split('-')
    const holidays = random() < 0.3 ? [{ from: day, to: day }] : random() < 0.3 ? [{ from: '2026-12-29', to: '2027-01-11' }] : []
    const rules: QuietRules = { zone, quietFrom, quietTo, quietWeekdays: one([[], [7], [6, 7]]), holidays }
    return { zone, day, time, rules, offsets: one([[-24, -1], [-48, -24, -2], [-1], [-168, -24, -1, -0.5]]) }
  })
}

/** The first line that differs says which case it is. */
function differences(check: (one: ReturnType<typeof createCases>[number]) => [ours: unknown, expected: unknown]): string[] {
  return createCases().flatMap((one) => {
    const [ours, expected] = check(one).map((value) => JSON.stringify(value))
    return ours === expected ? [] : [`${one.zone} ${one.day} ${one.time} ${JSON.stringify(one.rules)} ${one.offsets.join()}: ${ours} is not ${expected}`]
  })
}

describe(`R9: ${cases} cases in ${new Set(zones).size} zones against a second calculation`, () => {
  it('[IMPL-02] an hour of the wall is the same instant', () => {
    expect(differences(({ zone, day, time }) => [instantAt(day, Number(time.slice(0, 2)), Number(time.slice(3)), zone).getTime(), instantShowing(`${day}T${time}`, zone)])).toEqual([])
  })

  it('[IMPL-01][IMPL-02] reminders of a meeting come at the same instants', () => {
    expect(differences(({ zone, day, time, rules, offsets }) => {
      const event = instantShowing(`${day}T${time}`, zone)
      return [remindersBefore(new Date(event), offsets, long, rules).map(({ dueAt }) => dueAt.getTime()), expectedReminders(event, offsets, rules)]
    })).toEqual([])
  })

  it('[IMPL-02] quiet time ends at the same instant', () => {
    expect(differences(({ zone, day, time, rules }) => {
      const instant = instantShowing(`${day}T${time}`, zone)
      return [nextOpen(new Date(instant), rules).getTime(), openAfter(instant, rules)]
    })).toEqual([])
  })

  it('[IMPL-01] nudges of a term go in their hour of the wall, so many days before or after it', () => {
    expect(differences(({ zone, day }) => {
      const expected = [-7, -1, 0, 3].map((days) => `${new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)}T${nudgeHour}:00`)
      return [[-168, -24, 0, 72].map((hours) => wall(nudgeAt(day, hours, zone).getTime(), zone)), expected]
    })).toEqual([])
  })

  it('[IMPL-28] a term ends with its day', () => {
    expect(differences(({ zone, day }) => {
      const end = endOfDay(day, zone)
      const next = new Date(end.getTime() + 1)
      return [[dayOf(end, zone), isPastTerm(day, end, zone), isPastTerm(day, next, zone), wall(next.getTime(), zone).slice(11)], [day, false, true, '00:00']]
    })).toEqual([])
  })
})

it.each(russian)('[IMPL-28] «до 15.09» lasts until the end of the 15th in %s', (zone) => {
  expect(isPastTerm('2026-09-15', instantAt('2026-09-15', 23, 59, zone), zone)).toBe(false)
  expect(isPastTerm('2026-09-15', instantAt('2026-09-16', 0, 0, zone), zone)).toBe(true)
})
