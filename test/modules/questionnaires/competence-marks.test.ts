import { afterAll, beforeAll, expect, it } from 'vitest'
import { must } from '../../../src/core/result.js'
import { aPerson, aSchool, testApp, type TestApp } from '../../support/app.js'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.database.drop())

it('[MENTOR-05] the curator marks a mentor’s competences beside the self-assessment', async () => {
  const { questionnaires } = app.services
  const school = await aSchool(app)
  const mentor = await aPerson(app, school, ['mentor'])
  const curator = school.as(null, 'curator')
  const [first = '', second = ''] = school.dictionaries.mentorCompetences.map(({ code }) => code)
  expect(await questionnaires.competencesOf(mentor.id)).toBeNull()
  must(await questionnaires.markCompetences(curator, { personId: mentor.id, codes: [first] }))
  app.pass(24)
  must(await questionnaires.markCompetences(curator, { personId: mentor.id, codes: [first, second, second] }))
  expect(await questionnaires.competencesOf(mentor.id)).toMatchObject({ codes: [first, second], byAccountId: curator.accountId })
  expect(await questionnaires.markCompetences(curator, { personId: mentor.id, codes: ['no-such'] })).toMatchObject({ problem: { code: 'answer-choice' } })
  expect(await questionnaires.markCompetences(school.as(mentor, 'mentor'), { personId: mentor.id, codes: [first] })).toMatchObject({ problem: { code: 'not-allowed' } })
  const stranger = (await aSchool(app)).as(null, 'curator')
  expect((await questionnaires.markCompetences(stranger, { personId: mentor.id, codes: [first] })).ok).toBe(false)
})
