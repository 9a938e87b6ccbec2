import { describe, expect, it } from 'vitest'
import { displayName, fullName, initials, normaliseName, rolesOn, searchNameOf, shortName, suggestedCategories } from '../../../src/modules/people/person.js'

const anna = { surname: 'Петрова', name: 'Анна', patronymic: 'Сергеевна' }
const jan = { surname: 'Ли', name: 'Ян', patronymic: null }

describe('names', () => {
  it('addresses people as colleagues do, and shows initials to strangers', () => {
    expect([displayName(anna), displayName(jan)]).toEqual(['Анна Сергеевна', 'Ян'])
    expect([initials(anna), initials(jan)]).toEqual(['П. А. С.', 'Л. Я.'])
    expect([shortName(anna), shortName(jan)]).toEqual(['Петрова А. С.', 'Ли Я.'])
    expect(fullName(jan)).toBe('Ли Ян')
  })

  it('finds names whatever the case, spaces and the letter ё', () => {
    expect(normaliseName('  Артём   СЕМЁНОВ ')).toBe('артем семенов')
    expect(searchNameOf(anna)).toBe('петрова анна сергеевна')
  })
})

describe('roles', () => {
  it('[ROLE-01] holds a role from its first day to its last', () => {
    const roles = [
      { role: 'mentor' as const, from: '2026-09-01', to: '2026-12-31' },
      { role: 'curator' as const, from: '2026-10-01', to: null },
    ]
    expect(rolesOn({ roles }, '2026-08-31')).toEqual([])
    expect(rolesOn({ roles }, '2026-09-01')).toEqual(['mentor'])
    expect(rolesOn({ roles }, '2026-12-31')).toEqual(['mentor', 'curator'])
    expect(rolesOn({ roles }, '2027-01-01')).toEqual(['curator'])
  })
})

describe('categories', () => {
  it('[SURVEY-09] suggests a young specialist up to three years of service and a newcomer in the first year', () => {
    const suggest = (experienceYears: number | null, hiredOn: string | null) => suggestedCategories({ experienceYears, hiredOn }, '2026-09-15')
    expect(suggest(0, '2026-09-01')).toEqual(['young'])
    expect(suggest(3, '2020-09-01')).toEqual(['young'])
    expect(suggest(4, '2020-09-01')).toEqual([])
    expect(suggest(20, '2025-09-16')).toEqual(['newcomer'])
    expect(suggest(20, '2025-09-15')).toEqual([])
    expect(suggest(null, null)).toEqual([])
    expect(suggestedCategories({ experienceYears: 4, hiredOn: null }, '2026-09-15', 5)).toEqual(['young'])
  })
})
