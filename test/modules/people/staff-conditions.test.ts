import { expect, it } from 'vitest'
import type { Role } from '../../../src/core/actor.js'
import { judgeStaffConditions, type StaffMember } from '../../../src/modules/people/staff-conditions.js'
import { conditionWordsFrom } from '../../../src/modules/people/staff-words.js'
import { loadTexts } from '../../../src/texts.js'

const words = conditionWordsFrom(loadTexts('staff'))
const member = (id: string, roles: Role[], facts: Partial<StaffMember> = {}): StaffMember => ({ id, roles, position: null, qualification: null, hasMentorSurvey: false, ...facts })
const judge = (...staff: StaffMember[]) => Object.fromEntries(judgeStaffConditions(staff, words).map(({ code, isMet, met, unmet }) => [code, isMet ? met : unmet.length > 0 ? `?${unmet.join()}` : false]))

it('[ORG-09] asks for a head and deputies, a curator, mentors with confirmed results and a psychologist', () => {
  expect(judge()).toEqual({ head: false, deputies: false, curator: false, mentors: false, psychologist: false })
  const whole = judge(
    member('a', ['head']),
    member('b', [], { position: 'Заместитель директора по УВР' }),
    member('c', ['curator', 'psychologist']),
    member('d', ['mentor'], { qualification: 'Высшая' }),
  )
  expect(whole).toEqual({ head: ['a'], deputies: ['b'], curator: ['c'], mentors: ['d'], psychologist: ['c'] })
})

it('[ORG-09] a mentor whose results nothing confirms is named, and does not count', () => {
  expect(judge(member('a', ['mentor']), member('b', ['mentor'], { qualification: 'Без категории' }), member('c', ['mentor'], { qualification: 'соответствие занимаемой должности' }))['mentors']).toBe('?a,b,c')
  expect(judge(member('a', ['mentor']), member('b', ['mentor'], { hasMentorSurvey: true }))['mentors']).toEqual(['b'])
  expect(judge(member('a', ['mentee'], { qualification: 'Первая' }))['mentors']).toBe(false)
})
