import type { Actor } from '../../src/core/actor.js'
import { ok, refuse, type Result } from '../../src/core/result.js'
import { questionnaireKinds, type AnswerValue, type Question, type QuestionnaireKind, type Response } from '../../src/modules/questionnaires/questionnaire.js'
import { scaleValues } from '../../src/modules/questionnaires/questionnaire-rules.js'
import type { ActionScope, Choice, FieldKind, FormField, FormInput } from '../actions/form.js'
import type { Outcome, PanelAction } from '../actions/panel-action.js'
import type { PanelTexts } from '../texts.js'
import { list, peopleChoices, text } from './choices.js'
import type { ResourceContext } from './resource-entry.js'

const kinds: Record<Question['type'], FieldKind> = { single: 'select', multiple: 'multiselect', scale: 'select', text: 'textarea', 'yes-no': 'select', date: 'date' }
const fieldOf = (question: Question) => `q-${question.id}`
const kindIn = (value: unknown): QuestionnaireKind | undefined => questionnaireKinds.find((kind) => kind === value)

function choicesOf(question: Question, texts: PanelTexts): Choice[] {
  if (question.type === 'yes-no') return ['yes', 'no'].map((value) => ({ value, label: texts.text(`shell.${value}`) }))
  const { minLabel, maxLabel } = question.scale ?? {}
  const steps = question.type === 'scale' ? scaleValues(question) : []
  const ends = new Map([[steps[0], minLabel], [steps.at(-1), maxLabel]])
  if (steps.length > 0) return steps.map((value) => ({ value, label: [value, ends.get(value)].filter(Boolean).join(', ') }))
  return question.options.map(({ code, text: label }) => ({ value: code, label }))
}

/** A question as a field; one that is asked only after another says so. */
function questionField(question: Question, at: number, questions: readonly Question[], draft: Response | null, texts: PanelTexts): FormField {
  const { type, showIf, hint, optional, maxLength } = question
  const former = showIf ? questions.findIndex(({ id }) => id === showIf.question) + 1 : 0
  const branch = former > 0 ? texts.text('pages.Questionnaire.onlyAfter', { number: former }) : ''
  const said = [hint, branch].filter(Boolean).join(' ')
  const value = draft?.answers[question.id]?.value
  return {
    name: fieldOf(question),
    kind: kinds[type],
    label: `${at + 1}. ${question.text}`,
    required: !optional && !showIf,
    ...(said ? { hint: said } : {}),
    ...(type === 'text' ? { most: maxLength ?? 1000 } : {}),
    ...(type === 'text' || type === 'date' ? {} : { choices: choicesOf(question, texts) }),
    ...(value === undefined ? {} : { value }),
  }
}

function answerIn(question: Question, input: FormInput): AnswerValue {
  const given = input[fieldOf(question)]
  if (question.type === 'multiple') return list(given).length > 0 ? list(given) : null
  return text(given) || null
}

/** «Fill in for someone»: the questions on one page, answered through the same service as in the bot (IMPL-29, MENTOR-01). */
export function answerAction(context: ResourceContext): PanelAction {
  const { services, texts } = context

  async function fill(actor: Actor, response: Response, questions: readonly Question[], input: FormInput): Promise<Result<Outcome>> {
    for (const question of questions) {
      const answered = await services.questionnaires.answer(actor, { responseId: response.id, questionId: question.id, value: answerIn(question, input) })
      if (!answered.ok && answered.problem.code === 'question-not-asked') continue
      if (!answered.ok) return answered.problem.code === 'consent-missing' ? answered : refuse(answered.problem.code, { ...answered.problem.params, field: fieldOf(question), what: answered.problem.code })
    }
    const sent = await services.questionnaires.send(actor, response.id)
    return sent.ok ? ok({ redirectTo: `/admin/resources/Response/records/${response.id}/show` }) : sent
  }

  const chosen = async ({ query, organisationId }: ActionScope) => {
    const kind = kindIn(query['kind'])
    const person = query['personId'] ? await services.people.get(query['personId']) : null
    const questionnaire = kind && person && person.organisationId === organisationId ? await services.questionnaires.currentVersion(person.organisationId, kind) : null
    return kind && person && questionnaire ? { kind, person, questions: questionnaire.questions } : null
  }

  return {
    resource: 'Response',
    name: 'answer',
    type: 'resource',
    icon: 'Edit3',
    variant: 'primary',
    lead: async (scope) => {
      const known = await chosen(scope)
      return known ? texts.text('forms.Response.answer.whose', { name: [known.person.surname, known.person.name, known.person.patronymic].filter(Boolean).join(' ') }) : null
    },
    fields: async (scope) => {
      const known = await chosen(scope)
      if (known) {
        const latest = await services.questionnaires.latest(known.person.id, known.kind)
        return known.questions.map((question, at) => questionField(question, at, known.questions, latest, texts))
      }
      return [
        { name: 'personId', kind: 'person', required: true, choices: () => peopleChoices(services, scope.organisationId) },
        { name: 'kind', kind: 'select', required: true, choices: questionnaireKinds.map((value) => ({ value, label: texts.text(`words.Response.kind.${value}`) })) },
      ]
    },
    async run(actor, scope, input) {
      const known = await chosen(scope)
      if (!known) return ok({ quiet: true, redirectTo: `/admin/resources/Response/actions/answer?${new URLSearchParams({ personId: text(input['personId']), kind: text(input['kind']) }).toString()}` })
      const started = await services.questionnaires.start(actor, { personId: known.person.id, kind: known.kind })
      return started.ok ? fill(actor, started.value, known.questions, input) : started
    },
  }
}
