import { describe, expect, it } from 'vitest'
import { must } from '../../src/core/result.js'
import type { Question } from '../../src/modules/questionnaires/questionnaire-service.js'
import { createPresetLibrary } from '../../src/presets/load-preset.js'
import { questionnaireSchema } from '../../src/presets/question-schema.js'
import { resolveQuestions } from '../../src/presets/resolve-questions.js'

const library = createPresetLibrary()

function ask(preset: string, kind: 'needs' | 'mentor'): Map<string, Question> {
  const { content, questionnaires } = must(library.load(preset))
  return new Map(resolveQuestions(questionnaires[kind].questions, content).map((question) => [question.id, question]))
}

const presets = ['school', 'music-college']

describe.each(presets)('needs survey of %s', (preset) => {
  const needs = ask(preset, 'needs')
  const question = (id: string): Question => {
    const found = needs.get(id)
    if (!found) throw new Error(`${id} is not asked`)
    return found
  }

  it('[SURVEY-03] asks the category from the organisation\'s own list, several at once', () => {
    const { content } = must(library.load(preset))
    expect(question('category')).toMatchObject({ type: 'multiple' })
    expect(question('category').options.map((option) => option.code)).toEqual(content.dictionaries.categories.map((item) => item.code))
  })

  it('[SURVEY-04] asks difficulties and strengths', () => {
    expect(question('difficulties')).toMatchObject({ type: 'text', optional: false })
    expect(question('strengths')).toMatchObject({ type: 'text', optional: false })
  })

  it('[SURVEY-05] asks difficulties by the eight directions', () => {
    expect(question('directions')).toMatchObject({ type: 'multiple', optional: false })
    expect(question('directions').options).toHaveLength(8)
  })

  it('[SURVEY-06] asks the problem, and the subject with its details', () => {
    expect(question('problem').options).toHaveLength(2)
    expect(question('subject').options.map((option) => option.code)).toEqual(['personal', 'methodical', 'social'])
    for (const { code } of question('subject').options) {
      expect(question(`subject_${code}`)).toMatchObject({ type: 'multiple', showIf: { question: 'subject', includes: [code] } })
    }
  })

  it('[SURVEY-07] asks the wish to take part, then kind, mode and the wished mentor of those who wish', () => {
    expect(question('take_part')).toMatchObject({ type: 'yes-no', optional: false })
    const wished = [preset === 'school' ? 'interaction' : 'form', 'mode', 'wished_mentor']
    for (const id of wished) expect(question(id).showIf).toEqual({ question: 'take_part', includes: ['yes'] })
    expect(question('mode').options.map((option) => option.code).sort()).toEqual(['mixed', 'offline', 'online'])
    expect(question('wished_mentor').optional).toBe(true)
  })

  it('[SURVEY-08] records the four levels on a scale of five', () => {
    for (const level of ['scientific', 'psychological', 'methodical', 'motivation']) {
      expect(question(`level_${level}`)).toMatchObject({ type: 'scale', scale: { min: 1, max: 5 } })
    }
  })

  it('[SURVEY-09] asks service length, break, new workplace and trainee contract', () => {
    expect(question('experience').options.map((option) => option.code)).toContain('up_to_3')
    expect(question('career_break').type).toBe('yes-no')
    expect(question('new_workplace').type).toBe('yes-no')
    expect(question('trainee_contract')).toMatchObject({ type: 'yes-no', showIf: { question: 'experience', includes: ['none'] } })
  })

  it('stays short: about fifteen questions on the main way', () => {
    const always = [...needs.values()].filter((each) => !each.showIf)
    expect(always.length).toBeGreaterThanOrEqual(12)
    expect(always.length).toBeLessThanOrEqual(16)
  })
})

describe('branches', () => {
  it('[SURVEY-03] asks the direction of growth and the other difficulty only where the list has these categories', () => {
    const college = ask('music-college', 'needs')
    expect(college.get('growth_direction')).toMatchObject({ showIf: { question: 'category', includes: ['growth'] } })
    expect(college.get('growth_direction')?.options).toHaveLength(5)
    expect(college.get('other_difficulty')).toMatchObject({ type: 'text', optional: false, showIf: { question: 'category', includes: ['other'] } })
    const school = ask('school', 'needs')
    expect(school.has('growth_direction')).toBe(false)
    expect(school.has('other_difficulty')).toBe(false)
  })

  it('refuses a branch that points forward and ids that repeat', () => {
    const question = (id: string, showIf?: object) => ({ id, type: 'yes-no', text: 'Да?', clause: null, ...(showIf ? { showIf } : {}) })
    const list = (...questions: object[]) => questionnaireSchema.safeParse({ title: 'Опрос', intro: 'Опрос', questions }).success
    expect(list(question('a'), question('b', { question: 'a', includes: ['yes'] }))).toBe(true)
    expect(list(question('b', { question: 'a', includes: ['yes'] }), question('a'))).toBe(false)
    expect(list(question('a'), question('a'))).toBe(false)
  })

  it('leaves out a retired value and a question whose list became empty', () => {
    const { content, questionnaires } = must(library.load('school'))
    const retired = (items: typeof content.dictionaries.problems) => items.map((item) => ({ ...item, retiredAt: new Date(0) }))
    const [first = null, ...others] = content.dictionaries.categories
    const dictionaries = { ...content.dictionaries, problems: retired(content.dictionaries.problems), categories: [...retired(first ? [first] : []), ...others] }
    const asked = resolveQuestions(questionnaires.needs.questions, { ...content, dictionaries })
    expect(asked.some((question) => question.id === 'problem')).toBe(false)
    expect(asked.find((question) => question.id === 'category')?.options).toHaveLength(3)
  })
})

describe.each(presets)('mentor questionnaire of %s', (preset) => {
  const mentor = ask(preset, 'mentor')

  it('[MENTOR-01] asks the wish, sources, directions, kinds, mode and the number of mentees', () => {
    expect(mentor.get('wish')).toMatchObject({ type: 'yes-no', optional: false })
    for (const id of ['reason', 'sources', 'achievements', 'directions', 'subject', 'kinds', 'mode', 'capacity']) expect(mentor.has(id), id).toBe(true)
  })

  it('[MENTOR-05] asks the eight competences as a self-assessment', () => {
    expect(mentor.get('competences')).toMatchObject({ type: 'multiple' })
    expect(mentor.get('competences')?.options).toHaveLength(8)
  })
})
