import { expect, it } from 'vitest'
import { readTypedDay, readTypedMoment, sayTyped, withDots } from '../../src/core/typed-dates.js'

it.each([
  ['15.09.2031', '2031-09-15'], ['5.9.2031', '2031-09-05'], ['15/09/2031', '2031-09-15'], ['2031-09-15', '2031-09-15'], [' 29.02.2032 ', '2032-02-29'],
  ['29.02.2031', null], ['31.04.2031', null], ['0.1.2031', null], ['15.13.2031', null], ['15.09.31', null], ['завтра', null], ['', null],
])('reads the day %s as %s', (typed, day) => expect(readTypedDay(typed)).toBe(day))

it.each([
  ['15.09.2031 14:30', '2031-09-15T14:30'], ['15.09.2031, 9:05', '2031-09-15T09:05'], ['2031-09-15T14:30', '2031-09-15T14:30'],
  ['15.09.2031', null], ['15.09.2031 25:00', null], ['31.02.2031 10:00', null],
])('reads the moment %s as %s', (typed, moment) => expect(readTypedMoment(typed)).toBe(moment))

it('says what it reads', () => {
  expect([sayTyped('2031-09-15'), sayTyped('2031-09-15T14:30'), sayTyped('2031-09-15T14:30:00Z'), sayTyped('скоро')]).toEqual(['15.09.2031', '15.09.2031 14:30', '15.09.2031 14:30', 'скоро'])
})

it.each([['1', '1'], ['150', '15.0'], ['15.092', '15.09.2'], ['150920311430', '15.09.2031 14:30'], ['15.09.20311', '15.09.2031 1'], ['5.9.2031', '5.9.2031'], ['завтра', 'завтра']])('while typing %s becomes %s', (typed, shown) => expect(withDots(typed)).toBe(shown))
