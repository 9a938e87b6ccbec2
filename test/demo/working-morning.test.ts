import { expect, it } from 'vitest'
import { workingMorning } from '../../src/demo/working-morning.js'
import { teacher, at } from '../modules/deliveries/rows.js'

const rules = { ...teacher.quiet, holidays: [{ from: '2026-09-21', to: '2026-09-22' }] }

it('the demo begins on a working morning, whenever it is opened', () => {
  expect(workingMorning(at(16, '12:30'), rules)).toEqual(at(16, '12:30'))
  expect(workingMorning(at(16, '03:00'), rules)).toEqual(at(16, '10:00'))
  expect(workingMorning(at(16, '23:00'), rules)).toEqual(at(17, '10:00'))
  expect(workingMorning(at(19, '12:00'), rules)).toEqual(at(23, '10:00'))
})
