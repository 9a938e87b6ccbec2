import { createClock } from '../../src/core/clock.js'
import { must } from '../../src/core/result.js'
import { systemActor, type Actor, type Role } from '../../src/core/actor.js'
import { createApp } from '../../src/app.js'
import { defineModels } from '../../src/define-models.js'
import type { Question } from '../../src/modules/questionnaires/questionnaire.js'
import { testDatabase } from './database.js'
import { aSchool, enrol } from './staff.js'

/** A question for pure tests. */
export function aQuestion(id: string, overrides: Partial<Question> = {}): Question {
  return { id, type: 'text', text: `Вопрос ${id}?`, optional: false, options: [], ...overrides }
}

export type QuestionnaireBench = Awaited<ReturnType<typeof createQuestionnaireBench>>

/** The real services on a database of their own, with a school, a mentee and a curator. */
export async function createQuestionnaireBench(start = '2026-09-14T09:00:00Z') {
  const database = await testDatabase()
  let time = Date.parse(start)
  const clock = createClock(() => time)
  const { services } = createApp({ connection: database.connection, clock, defaultZone: 'Europe/Moscow', botName: async () => 'nastavnik_bot' })
  await defineModels(database.connection)
  await database.index()
  const school = await aSchool(services)
  const actorOf = (personId: string, ...roles: Role[]): Actor => ({ organisationId: school.id, personId, accountId: null, roles, channel: 'bot' })
  const curator: Actor = { organisationId: school.id, personId: null, accountId: 'curator-account', roles: ['curator'], channel: 'panel' }

  /** Answers every open question with the first thing that fits. */
  async function answerAll(actor: Actor, responseId: string): Promise<void> {
    const { questionnaires } = services
    for (let current = must(await questionnaires.current(actor, responseId)); current; ) {
      const { question } = current
      const [first] = question.options
      const value = question.optional ? null : question.type === 'multiple' ? [first?.code ?? ''] : question.type === 'single' ? (first?.code ?? '') : question.type === 'yes-no' ? 'yes' : question.type === 'scale' ? '3' : 'Ответ'
      current = must(await questionnaires.answer(actor, { responseId, questionId: question.id, value }))
    }
  }

  return {
    database, services, school, curator, actorOf, answerAll,
    system: systemActor('command'),
    person: (roles: Role[], facts: Partial<Parameters<typeof enrol>[2]> = {}) => enrol(services, school.id, { roles, ...facts }),
    wait(hours: number) {
      time += hours * 3_600_000
    },
    drop: () => database.drop(),
  }
}
