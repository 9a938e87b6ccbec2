import type { ActionContext } from 'adminjs'
import type { Problem, Result } from '../../src/core/result.js'
import { actorOf } from '../gate/panel-user.js'
import type { PanelTexts } from '../texts.js'
import type { ActionScope, FormField, FormInput } from './form.js'
import type { ActionTools, Outcome, PanelAction } from './panel-action.js'
import { readForm, type FieldProblem } from './read-form.js'
import { loadChoices, showForm } from './show-form.js'
import { isUntouched, readSeen } from './stale-form.js'

/** A line for the person in AdminJS's own messages; `panelText` of the locale lets any text through. */
export function notice(type: 'success' | 'error', text: string) {
  return { type, message: 'panelText', options: { text } }
}

/** The instant of a posted version. */
export function readMoment(value: unknown): Date | undefined {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(time) ? undefined : new Date(time)
}

/** Of two changes at the same moment the later one finds the record changed. */
async function runGuarded(run: () => ReturnType<PanelAction['run']>): ReturnType<PanelAction['run']> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof Error && error.name === 'VersionError') return { ok: false, problem: { code: 'panel-stale' } }
    throw error
  }
}

const isStale = (result: Result<unknown>) => !result.ok && result.problem.code === 'panel-stale'

/** A refusal that names a field of the form stands beside it, any other above the form. */
function refusal(problem: Problem, fields: readonly FormField[], texts: PanelTexts) {
  const { field, what } = problem.params ?? {}
  const named = fields.find(({ name }) => name === field)
  const own = `fieldErrors.${String(what)}`
  const text = (named && texts.maybe(own) !== null ? texts.text(own, problem.params) : null) ?? texts.problem(named ? { code: 'panel-value' } : problem)
  return named ? { errors: { [named.name]: text }, notice: notice('error', texts.text('forms.check')) } : { errors: {}, problem: text, notice: notice('error', text) }
}

/** Reads what was posted, calls the action, and says in words what came of it. */
export function createSubmit(action: PanelAction, fieldsOf: (scope: ActionScope) => Promise<FormField[]>, { texts, tellStale }: ActionTools) {
  const actor = (scope: ActionScope) => actorOf(scope.user, scope.organisationId)

  function describe(problems: Record<string, FieldProblem>) {
    return Object.fromEntries(Object.entries(problems).map(([name, problem]) => [name, texts.problem(problem)]))
  }

  function answer(result: Result<Outcome | undefined | void>, fields: readonly FormField[]) {
    if (!result.ok) return refusal(result.problem, fields, texts)
    const { redirectTo, shown = [], file, sheets, quiet, said } = result.value ?? {}
    const labelled = shown.map(({ label, value }) => ({ label: texts.text(`outcomes.${label}`), value }))
    if (quiet) return { redirectUrl: redirectTo, quiet }
    return { redirectUrl: redirectTo, shown: labelled, file, sheets, notice: notice('success', texts.text(`forms.${action.resource}.${action.name}.done`, said)) }
  }

  /** The form does not say, or not readably, which state of the record it was filled in for. */
  const isBlind = ({ recordId, seenAt, seen = '' }: ActionScope) => recordId !== null && !action.version && seenAt === undefined && (action.comparesForm === true || seen !== '')

  /** The record was changed meanwhile: when nothing of this form was, it goes on top; else the person sees what and decides. */
  async function again(scope: ActionScope, posted: Record<string, unknown>, input: FormInput, context: ActionContext) {
    const record = scope.recordId === null ? null : await context.resource.findOne(scope.recordId, context)
    const now = { ...scope, record: record?.params ?? {} }
    const fields = await fieldsOf(now)
    const form = await showForm(action, fields, now, texts)
    const seen = readSeen(posted['seenForm'])
    if (isUntouched(seen, form)) {
      const result = await runGuarded(() => action.run(actor(scope), { ...now, seenAt: readMoment(form.version), seen: form.version ?? undefined }, input))
      if (!isStale(result)) return answer(result, fields)
    }
    const stale = await tellStale(scope, action.subject?.(scope) ?? { type: action.resource, id: scope.recordId ?? '' }, seen, form, input)
    return { stale, errors: {}, notice: notice('error', stale.lead) }
  }

  return async (scope: ActionScope, posted: Record<string, unknown>, context: ActionContext) => {
    const fields = await fieldsOf(scope)
    const choices = await loadChoices(fields, scope)
    const { input, problems } = readForm(fields, posted, (name) => choices.get(name) ?? [])
    if (Object.keys(problems).length > 0) return { errors: describe(problems), notice: notice('error', texts.text('forms.check')) }
    if (action.look && posted['isLook'] === 'yes') {
      const looked = await action.look(actor(scope), scope, input)
      return looked.ok ? { look: looked.value } : refusal(looked.problem, fields, texts)
    }
    if (isBlind(scope)) return again(scope, posted, input, context)
    const result = await runGuarded(() => action.run(actor(scope), scope, input))
    return isStale(result) ? again(scope, posted, input, context) : answer(result, fields)
  }
}
