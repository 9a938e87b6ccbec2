import type { ShownForm } from '../../admin/actions/form.js'
import type { StaleAnswer } from '../../admin/actions/stale-form.js'
import type { ResourceName } from '../../src/modules/accounts/rights.js'
import type { Visitor } from './panel.js'

/** What the panel answers to a form. */
export interface FormAnswer {
  form?: ShownForm
  stale?: StaleAnswer
  errors?: Record<string, string>
  problem?: string
  quiet?: boolean
  redirectUrl?: string
  notice?: { type: string; options?: { text?: string } }
}

export interface FormTarget {
  resource: ResourceName
  action: string
  id: string | null
  query?: string
}

export const formAddress = ({ resource, action, id, query = '' }: FormTarget) => `/admin/api/resources/${resource}/${id ? `records/${id}` : 'actions'}/${action}?${query}`

/** What a browser would post of this form, with some fields typed anew. */
export function filled(form: ShownForm, typed: Record<string, string> = {}): FormData {
  const data = new FormData()
  const values = form.fields.filter(({ kind }) => !['note', 'chat', 'file'].includes(kind))
  for (const { name, value, kind } of values) {
    if (Object.hasOwn(typed, name)) data.append(name, typed[name] ?? '')
    else if (kind === 'checkbox') data.append(name, value === true || value === 'true' ? 'true' : '')
    else for (const item of [value ?? ''].flat()) data.append(name, String(item))
  }
  data.append('seenAt', form.version ?? '')
  data.append('seenForm', JSON.stringify(Object.fromEntries(values.map(({ name, value }) => [name, value]))))
  return data
}

/** Opens and posts forms as one visitor. */
export function formsOf(who: Visitor) {
  return {
    open: async (target: FormTarget) => ((await (await who.get(formAddress(target))).json()) as FormAnswer).form as ShownForm,
    post: async (target: FormTarget, data: FormData) => (await (await who.post(formAddress(target), data)).json()) as FormAnswer,
  }
}
