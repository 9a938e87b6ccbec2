import { ForbiddenError, type ActionContext, type ActionRequest } from 'adminjs'
import type { Actor } from '../../src/core/actor.js'
import type { Result } from '../../src/core/result.js'
import type { ResourceName } from '../../src/modules/accounts/rights.js'
import { actorOf } from '../gate/panel-user.js'
import { ruleFor } from '../resource/lock-down.js'
import { withOpenLinks } from '../pages/open-links.js'
import type { NoteViewed } from '../resource/note-viewed.js'
import { userOf } from '../resource/scope.js'
import type { PanelTexts } from '../texts.js'
import type { ComponentName } from '../component-list.js'
import type { ActionScope, FormField, FormInput } from './form.js'
import { showForm } from './show-form.js'
import type { StaleTeller } from './stale-form.js'
import { createSubmit, readMoment } from './submit-form.js'

/** What is said after success: a line from the locale, and values shown once (a link, a password). */
export interface Outcome {
  redirectTo?: string
  /** Values in the sentence of success. */
  said?: Record<string, string | number>
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
  /** As what the person is invited. */
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
  /** False while there is nothing to do: the form has no button then. */
  hasSubmit?: (scope: ActionScope) => Promise<boolean>
  /** Ways to elsewhere beside the button: the action's words and its address. */
  links?: (scope: ActionScope) => { label: string; href: string }[] | Promise<{ label: string; href: string }[]>
  /** Where the form leads back to when its resource has no list. */
  home?: string
  /** Whether the state of the record offers the action. */
  fits?: (record: Record<string, unknown>) => boolean
  /** Version of what a form without a record changes, e.g. of a text; services refuse an older one with `panel-stale`. */
  version?: (scope: ActionScope) => Promise<string | null>
  /** Puts whole fields over the record: a form that does not say which state it was filled in for is refused as a stale one. */
  comparesForm?: boolean
  /** Where the history tells of what the form changes; by default at the record. */
  subject?: (scope: ActionScope) => { type: string; id: string }
  /** How it would be seen: a second button shows it under the form and keeps nothing. */
  look?: (actor: Actor, scope: ActionScope, input: FormInput) => Promise<Result<string>>
  /** False while there is nothing to look at yet. */
  hasLook?: (scope: ActionScope) => boolean
  /** Reached from pages only, not from the list. */
  isUnlisted?: boolean
  /** A page of its own instead of the common form: its component, and what its page asks and posts; then neither fields nor `run` are used. */
  own?: { component: ComponentName; answer: (actor: Actor, scope: ActionScope, posted: Record<string, unknown> | null) => Promise<object> }
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
    seen: typeof request.payload?.['seenAt'] === 'string' ? request.payload['seenAt'] : undefined,
  }
}

/** What every action works with. */
export interface ActionTools {
  texts: PanelTexts
  noteViewed: NoteViewed
  tellStale: StaleTeller
}

/** The description of one action of a resource, as AdminJS takes it. */
export function panelAction(action: PanelAction, tools: ActionTools) {
  const { texts, noteViewed } = tools
  const fieldsOf = async (scope: ActionScope) => (typeof action.fields === 'function' ? action.fields(scope) : action.fields)
  const submit = createSubmit(action, fieldsOf, tools)

  return {
    name: action.name,
    actionType: action.type,
    icon: action.icon,
    variant: action.variant,
    component: action.own?.component ?? 'PanelForm',
    showInDrawer: false,
    hideActionHeader: true,
    isAccessible: ruleFor(action.resource, action.name, action.fits),
    async handler(request: ActionRequest, _response: unknown, context: ActionContext) {
      const scope = scopeOfRequest(action, request, context)
      const record = context.record?.toJSON(context.currentAdmin)
      if (scope.recordId) await noteViewed(scope.user, action.resource, scope.recordId, scope.organisationId)
      const posted = request.method === 'post' ? (request.payload ?? {}) : null
      if (action.own) return { record, ...(await action.own.answer(actorOf(scope.user, scope.organisationId), scope, posted)) }
      if (posted === null) return { record, form: withOpenLinks(await showForm(action, await fieldsOf(scope), scope, texts), scope.user) }
      return { record, ...(await submit(scope, posted, context)) }
    },
  }
}
