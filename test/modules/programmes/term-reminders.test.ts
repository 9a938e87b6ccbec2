import { expect, it } from 'vitest'
import { offsetName } from '../../../src/modules/programmes/term-reminders.js'

it('[IMPL-01] moments of the settings that are set apart have names apart, whole days the names that planned messages hold', () => {
  const hours = [-48, -36, -24, -12, 0, 12, 24, 30]
  expect(hours.map(offsetName)).toEqual(['-2d', '-36h', '-1d', '-12h', '0d', '+12h', '+1d', '+30h'])
  expect(offsetName(-168)).toBe('-7d')
})
