import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must, type Result } from '../../../src/core/result.js'
import { aQuestion, createQuestionnaireBench, type QuestionnaireBench } from '../../support/questionnaire-bench.js'

let bench: QuestionnaireBench

beforeAll(async () => {
  bench = await createQuestionnaireBench()
})
afterAll(() => bench.drop())

const problem = (result: Result<unknown>) => (result.ok ? null : result.problem.code)
const ownList = (text: string) => ({ title: 'Анкета', intro: '', questions: [aQuestion('first', { text }), aQuestion('second', { optional: true })] })

async function begin(...[roles, facts]: Parameters<QuestionnaireBench['person']>) {
  const person = await bench.person(roles, facts)
  const actor = bench.actorOf(person.id, ...roles)
  const response = must(await bench.services.questionnaires.start(actor, { personId: person.id, kind: 'needs' }))
  return { person, actor, response, id: response.id }
}

describe('the needs survey', () => {
  it('[SURVEY-12] stores nothing before the consent to personal data, and nothing after its withdrawal', async () => {
    const { questionnaires, consents } = bench.services
    const stranger = await bench.person(['mentee'], { consents: false })
    const himself = bench.actorOf(stranger.id, 'mentee')
    expect(problem(await questionnaires.start(himself, { personId: stranger.id, kind: 'needs' }))).toBe('consent-missing')
    expect(await questionnaires.latest(stranger.id, 'needs')).toBeNull()

    const { actor, person, id } = await begin(['mentee'])
    const consent = must(await consents.withdraw(bench.system, { consentId: (await consents.latest(person.id, 'personal-data'))?.id ?? '' }))
    expect(consent.state).toBe('withdrawn')
    expect(problem(await questionnaires.answer(actor, { responseId: id, questionId: 'category', value: null }))).toBe('consent-missing')
    expect((await questionnaires.latest(person.id, 'needs'))?.answers).toEqual({})
  })

  it('[SURVEY-04] [SURVEY-05] [SURVEY-06] [SURVEY-07] [SURVEY-08] asks what the bank, the pair and the programme need', async () => {
    const { actor, id } = await begin(['mentee'])
    await bench.answerAll(actor, id)
    const sent = must(await bench.services.questionnaires.send(actor, id))
    const asked = Object.keys(sent.answers)
    expect(asked).toEqual(expect.arrayContaining(['difficulties', 'strengths']))
    expect(asked).toEqual(expect.arrayContaining(['problem', 'subject']))
    expect(asked).toEqual(expect.arrayContaining(['take_part', 'interaction', 'mode', 'wished_mentor']))
    expect(asked).toEqual(expect.arrayContaining(['level_scientific', 'level_psychological', 'level_methodical', 'level_motivation']))
    const current = await bench.services.questionnaires.currentVersion(bench.school.id, 'needs')
    const directions = current?.questions.find((question) => question.id === 'directions')
    expect(directions?.options.map((option) => option.text)).toEqual(bench.school.dictionaries.directions.map((item) => item.text))
    expect(directions?.options).toHaveLength(8)
  })

  it('[SURVEY-09] proposes «молодой специалист» by the length of service, and asks for break, new place and trainee contract', async () => {
    const { actor, id } = await begin(['mentee'], { experienceYears: 2 })
    const first = must(await bench.services.questionnaires.current(actor, id))
    expect(first).toMatchObject({ question: { id: 'category' }, ticks: ['young'] })
    const skilled = await begin(['mentee'], { experienceYears: 12 })
    expect(must(await bench.services.questionnaires.current(skilled.actor, skilled.id))?.ticks).toEqual([])
    const questions = (await bench.services.questionnaires.currentVersion(bench.school.id, 'needs'))?.questions.map((question) => question.id)
    expect(questions).toEqual(expect.arrayContaining(['experience', 'career_break', 'new_workplace', 'trainee_contract']))
  })

  it('[IMPL-13] has one open draft, goes on from the next unanswered question, and a double answer changes nothing', async () => {
    const { questionnaires } = bench.services
    const { actor, person, id } = await begin(['mentee'])
    must(await questionnaires.answer(actor, { responseId: id, questionId: 'category', value: ['young'] }))
    must(await questionnaires.answer(actor, { responseId: id, questionId: 'category', value: ['young'] }))
    const again = must(await questionnaires.start(actor, { personId: person.id, kind: 'needs' }))
    expect(again.id).toBe(id)
    expect(must(await questionnaires.current(actor, id))?.question.id).toBe('experience')
    const parallel = await Promise.all(Array.from({ length: 8 }, () => questionnaires.start(actor, { personId: person.id, kind: 'needs' })))
    expect(new Set(parallel.map((result) => must(result).id))).toEqual(new Set([id]))
  })

  it('[IMPL-13] goes back, takes another answer, and drops the answers of the branch that it closes', async () => {
    const { questionnaires } = bench.services
    const { actor, id } = await begin(['mentee'])
    const give = async (questionId: string, value: string | string[] | null) => questionnaires.answer(actor, { responseId: id, questionId, value })
    must(await give('category', null))
    must(await give('experience', 'none'))
    must(await give('career_break', 'no'))
    expect(must(await give('trainee_contract', 'yes'))?.question.id).toBe('directions')
    const back = [await questionnaires.goBack(actor, id), await questionnaires.goBack(actor, id), await questionnaires.goBack(actor, id)]
    expect(back.map((result) => must(result)?.question.id)).toEqual(['trainee_contract', 'career_break', 'experience'])
    expect(must(await give('experience', 'up_to_10'))?.question.id).toBe('new_workplace')
    expect(problem(await give('trainee_contract', 'no'))).toBe('question-not-asked')
    must(await questionnaires.goTo(actor, id, 'category'))
    expect(must(await questionnaires.goBack(actor, id))?.question.id).toBe('category')
    await bench.answerAll(actor, id)
    expect(must(await questionnaires.send(actor, id)).answers).not.toHaveProperty('trainee_contract')
  })

  it('[IMPL-13] is sent once, only when it is complete, and is closed then', async () => {
    const { questionnaires } = bench.services
    const { actor, id } = await begin(['mentee'])
    expect(problem(await questionnaires.send(actor, id))).toBe('response-incomplete')
    await bench.answerAll(actor, id)
    const both = await Promise.all([questionnaires.send(actor, id), questionnaires.send(actor, id)])
    expect(both.map(problem).sort()).toEqual([null, 'response-sent-already'].sort())
    expect(problem(await questionnaires.answer(actor, { responseId: id, questionId: 'category', value: null }))).toBe('response-sent-already')
  })

  it('[SURVEY-01] [SURVEY-13] lets sent answers be changed until closing, and takes a new request after it', async () => {
    const { questionnaires } = bench.services
    const { actor, person, id } = await begin(['mentee'])
    await bench.answerAll(actor, id)
    must(await questionnaires.send(actor, id))
    const changed = must(await questionnaires.start(actor, { personId: person.id, kind: 'needs' }))
    expect(changed.id).not.toBe(id)
    expect(must(await questionnaires.current(actor, changed.id))).toBeNull()
    must(await questionnaires.goTo(actor, changed.id, 'strengths'))
    must(await questionnaires.answer(actor, { responseId: changed.id, questionId: 'strengths', value: 'Умею слушать' }))
    bench.wait(1)
    must(await questionnaires.send(actor, changed.id))
    expect((await questionnaires.latestSent(person.id, 'needs'))?.answers['strengths']?.value).toBe('Умею слушать')

    must(await questionnaires.close(bench.curator, bench.school.id, 'needs', new Date('2026-09-14T00:00:00Z')))
    const fresh = must(await questionnaires.start(actor, { personId: person.id, kind: 'needs' }))
    expect(fresh.answers).toEqual({})
    must(await questionnaires.close(bench.curator, bench.school.id, 'needs', null))
    expect((await questionnaires.listOf(bench.school.id, 'needs')).filter((response) => response.personId === person.id)).toHaveLength(3)
  })

  it('[IMPL-17] keeps the wording asked; a new version does not touch an open draft', async () => {
    const { questionnaires } = bench.services
    const kind = 'mentor'
    const person = await bench.person(['mentor'])
    const actor = bench.actorOf(person.id, 'mentor')
    const before = must(await questionnaires.publish(bench.curator, bench.school.id, kind, ownList('Чем вы можете помочь?')))
    const draft = must(await questionnaires.start(actor, { personId: person.id, kind }))
    must(await questionnaires.answer(actor, { responseId: draft.id, questionId: 'first', value: 'Уроками' }))
    const after = must(await questionnaires.publish(bench.curator, bench.school.id, kind, ownList('Чем бы вы помогли?')))
    expect(after.version).toBe(before.version + 1)
    expect(must(await questionnaires.summary(actor, draft.id))[0]).toMatchObject({ question: 'Чем вы можете помочь?', text: 'Уроками' })
    must(await questionnaires.answer(actor, { responseId: draft.id, questionId: 'second', value: null }))
    const sent = must(await questionnaires.send(actor, draft.id))
    expect(sent).toMatchObject({ version: before.version, answers: { first: { question: 'Чем вы можете помочь?', value: 'Уроками' } } })
    const next = must(await questionnaires.start(actor, { personId: person.id, kind }))
    expect(next).toMatchObject({ version: after.version, answers: { second: { value: null } } })
    expect(next.answers).not.toHaveProperty('first')
  })

  it('[IMPL-29] [MENTOR-01] is filled in by the curator for someone, and the record says so', async () => {
    const { questionnaires } = bench.services
    const person = await bench.person(['mentee'])
    const response = must(await questionnaires.start(bench.curator, { personId: person.id, kind: 'needs' }))
    await bench.answerAll(bench.curator, response.id)
    expect(must(await questionnaires.send(bench.curator, response.id)).filledBy).toBe('curator-account')
    const colleague = bench.actorOf((await bench.person(['mentee'])).id, 'mentee')
    expect(problem(await questionnaires.start(colleague, { personId: person.id, kind: 'needs' }))).toBe('not-allowed')
  })

  it('is seen by its own organisation only', async () => {
    const { questionnaires } = bench.services
    const { id } = await begin(['mentee'])
    const other = { ...bench.curator, organisationId: '650000000000000000000099' }
    expect(problem(await questionnaires.current(other, id))).toBe('response-not-found')
    expect(problem(await questionnaires.answer(other, { responseId: id, questionId: 'category', value: null }))).toBe('response-not-found')
  })
})

describe('mentors', () => {
  it('[MENTOR-02] are noted when a colleague proposes them, once for each colleague', async () => {
    const { questionnaires } = bench.services
    const mentor = await bench.person(['mentee'])
    const colleague = bench.actorOf((await bench.person(['mentee'])).id, 'mentee')
    must(await questionnaires.nominate(colleague, { personId: mentor.id, reason: 'Помогла мне с уроком' }))
    must(await questionnaires.nominate(colleague, { personId: mentor.id, reason: 'Ещё раз' }))
    expect(await questionnaires.nominations(bench.school.id)).toMatchObject([{ personId: mentor.id, reason: 'Помогла мне с уроком' }])
    expect(problem(await questionnaires.nominate(bench.actorOf(mentor.id, 'mentee'), { personId: mentor.id, reason: '' }))).toBe('not-allowed')
  })
})
