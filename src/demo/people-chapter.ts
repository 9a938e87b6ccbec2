import { must } from '../core/result.js'
import type { AnswerValue, QuestionnaireKind } from '../modules/questionnaires/questionnaire-service.js'
import type { Story } from './story.js'

const tokenOf = (link: string): string => new URL(link).searchParams.get('start') ?? ''

/** Ties a person's chat by a real one-time link and gives the first consent. */
export async function linkPerson({ services, data, operator, organisationId, idOf, as }: Story, key: string): Promise<void> {
  const person = data.people.find((one) => one.key === key)
  const issued = must(await services.invitations.issue(operator, { personId: idOf(key) }))
  const [, month = '', day = ''] = person?.birthOn.split('-') ?? []
  must(await services.invitations.accept(tokenOf(issued.link), { telegramId: person?.telegram ?? 0, birthday: `${day}.${month}` }))
  if (person?.roles.some((role) => role === 'mentee' || role === 'mentor')) {
    const { hash } = await services.consents.textOf(organisationId, 'personal-data', idOf(key))
    must(await services.consents.agree(as(key), { personId: idOf(key), kind: 'personal-data', hash }))
  }
}

/** Answers a questionnaire with the demo's answers; stops after `limit` of them. */
export async function fillQuestionnaire(story: Story, key: string, kind: QuestionnaireKind, limit = Infinity): Promise<void> {
  const { services, data, idOf, as } = story
  const response = must(await services.questionnaires.start(as(key), { personId: idOf(key), kind }))
  const answers = data[kind]
  for (let count = 0; count < limit; count += 1) {
    const current = must(await services.questionnaires.current(as(key), response.id))
    if (!current) break
    const value: AnswerValue = answers[current.question.id] ?? null
    must(await services.questionnaires.answer(as(key), { responseId: response.id, questionId: current.question.id, value }))
  }
  if (limit === Infinity) must(await services.questionnaires.send(as(key), response.id))
}
