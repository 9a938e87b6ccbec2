import { ForbiddenError, type ActionContext, type ActionRequest } from 'adminjs'
import type { Actor } from '../../src/core/actor.js'
import type { Problem, Result } from '../../src/core/result.js'
import type { ResourceName } from '../../src/modules/accounts/rights.js'
import { actorOf } from '../gate/panel-user.js'
import { ruleFor } from '../resource/lock-down.js'
import type { NoteViewed } from '../resource/note-viewed.js'
import { userOf } from '../resource/scope.js'
import type { PanelTexts } from '../texts.js'
import type { ActionScope, FormField, FormInput } from './form.js'
import { readForm, type FieldProblem } from './read-form.js'
import { loadChoices, showForm } from './show-form.js'

/** What is said after success: a line from the locale, and values shown once (a link, a password). */
export interface Outcome {
  redirectTo?: string
  /** Nothing was done yet: the next page asks further. */
  quiet?: boolean
  /** Shown on the page until it is left: label key under `outcomes` and value. */
  shown?: { label: string; value: string }[]
  /** Address of a file that the browser saves at once. */
  file?: string
  /** Sheets with one-time links, to be printed from the page. */
  sheets?: InvitationSheet[]
}

/** One printable invitation; `qr` is a data URL. */
export interface InvitationSheet {
  name: string
  role: string
  organisation: string
  link: string
  qr: string
  until: string
  /** Address in the sandbox, when there is one. */
  sandbox: string | null
}

export interface PanelAction {
  resource: ResourceName
  /** Name in the table of rights. */
  name: string
  type: 'record' | 'resource'
  icon?: string
  variant?: 'default' | 'primary' | 'danger' | 'success'
  fields: FormField[] | ((scope: ActionScope) => FormField[] | Promise<FormField[]>)
  /** Sentence above the form, e.g. what follows. */
  lead?: (scope: ActionScope) => string | null | Promise<string | null>
  /** Words of the button where they depend on the step; null for those of the locale. */
  submit?: (scope: ActionScope) => string | null
  /** Ways to elsewhere beside the button: the action's words and its address. */
  links?: (scope: ActionScope) => { label: string; href: string }[]
  /** Whether the state of the record offers the action. */
  fits?: (record: Record<string, unknown>) => boolean
  /** How it would be seen: a second button shows it under the form and keeps nothing. */
  look?: (actor: Actor, scope: ActionScope, input: FormInput) => Promise<Result<string>>
  /** Calls one service; nothing else changes data. */
  run: (actor: Actor, scope: ActionScope, input: FormInput) => Promise<Result<Outcome | undefined | void>>
}

function scopeOfRequest(action: PanelAction, request: ActionRequest, context: ActionContext): ActionScope {
  const user = userOf(context)
  const isRecord = action.type === 'record'
  if (isRecord !== Boolean(context.record)) throw new ForbiddenError('anyForbiddenError')
  const record = context.record?.params ?? {}
  const own = record['organisationId']
  const texts = Object.entries(request.query ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return {
    user,
    recordId: isRecord ? String(context.record?.id()) : null,
    organisationId: typeof own === 'string' ? own : user.organisationId,
    record,
    query: Object.fromEntries(texts),
    seenAt: readMoment(request.payload?.['seenAt']),
  }
}

function readMoment(value: unknown): Date | undefined {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(time) ? undefined : new Date(time)
}

/** The description of one action of a resource, as AdminJS takes it. */
export function panelAction(action: PanelAction, texts: PanelTexts, noteViewed: NoteViewed) {
  const words = `forms.${action.resource}.${action.name}`
  const fieldsOf = async (scope: ActionScope) => (typeof action.fields === 'function' ? action.fields(scope) : action.fields)

  async function submit(scope: ActionScope, posted: Record<string, unknown>) {
    const fields = await fieldsOf(scope)
    const choices = await loadChoices(fields, scope)
    const { input, problems } = readForm(fields, posted, (name) => choices.get(name) ?? [])
    if (Object.keys(problems).length > 0) return { errors: describe(problems), notice: notice('error', texts.text('forms.check')) }
    if (action.look && posted['isLook'] === 'yes') {
      const looked = await action.look(actorOf(scope.user, scope.organisationId), scope, input)
      return looked.ok ? { look: looked.value } : refusal(looked.problem, fields)
    }
    const result = await action.run(actorOf(scope.user, scope.organisationId), scope, input)
    if (!result.ok) return refusal(result.problem, fields)
    const { redirectTo, shown = [], file, sheets, quiet } = result.value ?? {}
    const labelled = shown.map(({ label, value }) => ({ label: texts.text(`outcomes.${label}`), value }))
    if (quiet) return { redirectUrl: redirectTo, quiet }
    return { redirectUrl: redirectTo, shown: labelled, file, sheets, notice: notice('success', texts.text(`${words}.done`)) }
  }

  /** A refusal that names a field of the form stands beside it, any other above the form. */
  function refusal(problem: Problem, fields: readonly FormField[]) {
    const { field, what } = problem.params ?? {}
    const named = fields.find(({ name }) => name === field)
    const own = `fieldErrors.${String(what)}`
    const text = (named && texts.maybe(own) !== null ? texts.text(own, problem.params) : null) ?? texts.problem(named ? { code: 'panel-value' } : problem)
    return named ? { errors: { [named.name]: text }, notice: notice('error', texts.text('forms.check')) } : { errors: {}, problem: text, notice: notice('error', text) }
  }

  function describe(problems: Record<string, FieldProblem>) {
    return Object.fromEntries(Object.entries(problems).map(([name, problem]) => [name, texts.problem(problem)]))
  }

  return {
    name: action.name,
    actionType: action.type,
    icon: action.icon,
    variant: action.variant,
    component: 'PanelForm',
    showInDrawer: false,
    hideActionHeader: true,
    isAccessible: ruleFor(action.resource, action.name, action.fits),
    async handler(request: ActionRequest, _response: unknown, context: ActionContext) {
      const scope = scopeOfRequest(action, request, context)
      const record = context.record?.toJSON(context.currentAdmin)
      if (scope.recordId) await noteViewed(scope.user, action.resource, scope.recordId, scope.organisationId)
      if (request.method !== 'post') return { record, form: await showForm(action, await fieldsOf(scope), scope, texts) }
      return { record, ...(await submit(scope, request.payload ?? {})) }
    },
  }
}

/** A line for the person in AdminJS's own messages; `panelText` of the locale lets any text through. */
export function notice(type: 'success' | 'error', text: string) {
  return { type, message: 'panelText', options: { text } }
}
