import { describe, expect, it } from 'vitest'
import { must } from '../../src/core/result.js'
import { dictionaryNames, statementLists, type DictionaryName } from '../../src/modules/organisations/organisation.js'
import { createPresetLibrary } from '../../src/presets/load-preset.js'

const library = createPresetLibrary()
const school = must(library.load('school'))
const college = must(library.load('music-college'))
const both = [school, college]

const own = (preset: typeof school, name: DictionaryName) => preset.content.dictionaries[name].filter((item) => !item.proposed)
const codes = (preset: typeof school, name: DictionaryName) => preset.content.dictionaries[name].map((item) => item.code)

describe('presets', () => {
  it('[IMPL-16] offers the presets that are there and refuses the others with the choices', () => {
    expect(library.list()).toEqual([
      { code: 'music-college', title: 'Музыкальный колледж' },
      { code: 'school', title: 'Школа' },
    ])
    expect(library.load('kindergarten')).toEqual({ ok: false, problem: { code: 'preset-unknown', params: { preset: 'kindergarten', choices: 'music-college, school' } } })
    for (const code of ['district', 'industrial-college']) expect(library.load(code)).toMatchObject({ ok: false, problem: { code: 'preset-not-ready' } })
    expect(library.load('../school')).toMatchObject({ ok: false, problem: { code: 'preset-unknown' } })
  })

  it('[IMPL-16] gives every list, statement, question list, paper and setting', () => {
    for (const { content, questionnaires, consents } of both) {
      for (const name of dictionaryNames.filter((each) => each !== 'interactionKinds')) expect(content.dictionaries[name], name).not.toHaveLength(0)
      for (const list of statementLists) expect(content.statements[list].length).toBeGreaterThan(2)
      expect(questionnaires.needs.questions.length).toBeGreaterThan(15)
      expect(questionnaires.mentor.questions.length).toBeGreaterThan(8)
      for (const paper of Object.values(consents)) expect(paper).toMatchObject({ lawyerMustReview: true })
    }
  })

  it('keeps labels short enough for a button of a phone', () => {
    for (const { content } of both) {
      for (const item of Object.values(content.dictionaries).flat()) expect(item.text.length, item.text).toBeLessThanOrEqual(40)
    }
  })

  it('[ORG-15] names no organisation of the regulations: names come from the profile', () => {
    const everything = JSON.stringify(both)
    for (const name of ['Танеев', 'Ушаков', 'Красномайск', 'Левокум', 'МТТК', 'АИК', 'Шахтерск']) expect(everything).not.toContain(name)
    for (const { consents } of both) {
      for (const paper of Object.values(consents)) expect(paper.text).toContain('{organisation}')
    }
  })

  it('[VAR-01] lends the school no words that only a college has', () => {
    expect(JSON.stringify(school)).not.toMatch(/колледж(?!а \(000\))/i)
  })

  it('[VAR-01] speaks with the words of its regulation', () => {
    const words = both.map(({ content: { vocabulary } }) => Object.values(vocabulary).map((word) => word.nominative))
    expect(words[0]).toEqual(['школа', 'учитель', 'база', 'индивидуальный план развития', 'директор', 'Программа наставничества'])
    expect(words[1]).toEqual(['колледж', 'преподаватель', 'банк', 'персонализированная программа', 'директор', 'Положение о наставничестве'])
  })

  it('[VAR-03] offers four forms in the college and one in the school', () => {
    expect(own(college, 'forms').map((item) => item.code)).toEqual(['teacher_teacher', 'head_teacher', 'employer_student', 'partner_teacher'])
    expect(own(school, 'forms').map((item) => item.text)).toEqual(['Учитель – учитель'])
  })

  it('[VAR-04] has seven kinds in the college; the school names five interaction kinds instead', () => {
    expect(own(college, 'kinds')).toHaveLength(7)
    expect(college.content.dictionaries.interactionKinds).toEqual([])
    expect(own(school, 'kinds')).toEqual([])
    expect(codes(school, 'kinds')).toEqual(codes(college, 'kinds'))
    expect(own(school, 'interactionKinds')).toHaveLength(5)
  })

  it('[VAR-05] limits programmes to 3..12 months by clause in the college; the school follows the year', () => {
    expect(college.content.settings).toMatchObject({ programmeMinMonths: 3, programmeMaxMonths: 12, programmeCycle: 'term' })
    expect(college.clauses).toMatchObject({ 'settings.programmeMinMonths': '000 §1.3', 'settings.programmeMaxMonths': '000 §1.3' })
    expect(school.content.settings.programmeCycle).toBe('academic-year')
    expect(school.clauses).toMatchObject({ 'settings.programmeMinMonths': null, 'settings.programmeCycle': '001 §1' })
  })

  it('[VAR-06] has eight categories in the college, four in the school with 0–3 years for the young', () => {
    expect(codes(college, 'categories')).toEqual(['young', 'after_break', 'newcomer', 'growth', 'digital', 'burnout', 'other', 'trainee'])
    expect(codes(school, 'categories')).toEqual(['young', 'newcomer', 'burnout', 'digital'])
    expect(school.content.settings.youngYears).toBe(3)
    expect(school.clauses['settings.youngYears']).toBe('001 §5')
  })

  it('[VAR-07] takes mentors from three groups with the highest category in the college, from two and four in the school', () => {
    expect(codes(college, 'mentorSources')).toEqual(['highest_category', 'shares_experience', 'projects'])
    const clauses = own(school, 'mentorSources').map((item) => item.clause)
    expect(clauses).toEqual(['001 §4', '001 §4', '001 §5', '001 §5', '001 §5', '001 §5'])
    expect(codes(school, 'mentorSources')).not.toContain('highest_category')
  })

  it('[VAR-08] lists eight competences in the college; the school names none and gets them as a proposal', () => {
    expect(own(college, 'mentorCompetences')).toHaveLength(8)
    expect(own(school, 'mentorCompetences')).toEqual([])
    expect(school.content.dictionaries.mentorCompetences).toHaveLength(8)
  })

  it('[VAR-18] shows rights and duties of the college; in the school the same are marked as proposals without a clause', () => {
    const count = (preset: typeof school) => statementLists.map((list) => preset.content.statements[list].length)
    expect(count(college)).toEqual([3, 7, 4, 9])
    for (const list of statementLists) {
      expect(college.content.statements[list].every((line) => !line.proposed && line.clause?.startsWith('000 '))).toBe(true)
      expect(school.content.statements[list].every((line) => line.proposed && line.clause === null)).toBe(true)
    }
    expect(count(school)).toEqual(count(college))
  })

  it('keeps the five meeting kinds in their order and the eight directions', () => {
    for (const preset of both) {
      expect(codes(preset, 'meetingKinds')).toEqual(['acquaintance', 'trial', 'planning', 'series', 'final'])
      expect(codes(preset, 'directions')).toHaveLength(8)
      expect(codes(preset, 'modes').sort()).toEqual(['mixed', 'offline', 'online'])
    }
  })
})
