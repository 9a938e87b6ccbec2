import type { PanelTexts } from '../texts.js'
import type { Services } from '../../src/services.js'
import { formatDay, formatInstant } from '../pages/format.js'
import { loadNames } from '../pages/names.js'
import { createAuthors } from '../pages/authors.js'
import type { ActionScope, FieldKind, FormInput, FormValue, ShownField, ShownForm } from './form.js'

/** What has become of the record while the form was open; the form is the one that would be opened now. */
export interface StaleAnswer {
  /** Who changed it and when. */
  lead: string
  rows: { label: string; was: string; now: string; /** What stands in the form of who is asked. */ typed: string }[]
  form: ShownForm
}

interface Subject {
  type: string
  id: string
}

const unseen: readonly FieldKind[] = ['note', 'chat', 'file']
const empty = (value: unknown) => value === null || value === undefined || value === '' || value === false || (Array.isArray(value) && value.length === 0)
const same = (one: unknown, other: unknown) => (empty(one) && empty(other)) || JSON.stringify(one) === JSON.stringify(other)

const valued = ({ fields }: ShownForm): ShownField[] => fields.filter(({ kind }) => !unseen.includes(kind))

/** What the form held when it was shown, as it comes back with it; null when it did not. */
export function readSeen(posted: unknown): Record<string, unknown> | null {
  if (typeof posted !== 'string' || posted === '') return null
  try {
    const seen: unknown = JSON.parse(posted)
    return typeof seen === 'object' && seen !== null && !Array.isArray(seen) ? { ...seen } : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** True when nothing that this form shows is different now: whatever changed lies elsewhere in the record. */
export function isUntouched(seen: Record<string, unknown> | null, fresh: ShownForm): boolean {
  const fields = valued(fresh)
  return seen !== null && fields.length > 0 && fields.every(({ name, value }) => Object.hasOwn(seen, name) && same(seen[name], value))
}

/** Tells who changed the record meanwhile, and what, field by field of the form. */
export function createStaleTeller({ services, texts }: { services: Pick<Services, 'audit' | 'people' | 'accounts'>; texts: PanelTexts }) {
  const authorOf = createAuthors(services)

  function say({ kind, choices }: ShownField, value: unknown): string {
    if (empty(value)) return kind === 'checkbox' ? texts.text('shell.no') : '—'
    if (value === true) return texts.text('shell.yes')
    const one = (item: unknown) => choices.find((choice) => choice.value === item)?.label ?? String(item)
    if (Array.isArray(value)) return value.map(one).join(', ')
    if (kind === 'date') return formatDay(String(value).slice(0, 10))
    if (kind === 'datetime') return `${formatDay(String(value).slice(0, 10))} ${String(value).slice(11)}`
    return one(value)
  }

  async function lead({ organisationId, user, seenAt }: ActionScope, subject: Subject): Promise<string> {
    const [last] = organisationId ? await services.audit.list(organisationId, { subject, changesOnly: true, pageSize: 1 }) : []
    if (!last || (seenAt && last.at < seenAt)) return texts.text('stale.somebody')
    const { personId, accountId, channel } = last.actor
    const isOwn = accountId === user.id || (personId !== null && personId === user.personId)
    if (isOwn) return texts.text(channel === 'panel' ? 'stale.own' : 'stale.ownBot', { at: formatInstant(last.at, user.zone) })
    const name = personId ? (await loadNames(services, [personId])).short(personId) : await authorOf(accountId)
    return texts.text('stale.lead', { who: name === '—' ? texts.text(`page.channel.${channel}`) : name, at: formatInstant(last.at, user.zone) })
  }

  return async (scope: ActionScope, subject: Subject, seen: Record<string, unknown> | null, form: ShownForm, input: FormInput): Promise<StaleAnswer> => {
    const changed = valued(form).filter(({ name, value }) => seen !== null && !same(seen[name], value))
    const rows = changed.map((field) => ({ label: field.label, was: say(field, seen?.[field.name]), now: say(field, field.value), typed: say(field, input[field.name]) }))
    return { lead: await lead(scope, subject), rows, form }
  }
}

export type StaleTeller = ReturnType<typeof createStaleTeller>

/** The values of a form as it goes to the browser, to come back with it. */
export function seenOf(form: ShownForm): Record<string, FormValue> {
  return Object.fromEntries(valued(form).map(({ name, value }) => [name, value]))
}
