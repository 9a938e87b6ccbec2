import express, { type RequestHandler } from 'express'
import { escapeHtml } from './html.js'

/** Reads a small posted form of the gate; files are never taken here. */
export const readSmallForm: RequestHandler[] = [express.urlencoded({ extended: false, limit: '4kb', parameterLimit: 20 }), express.json({ limit: '4kb' })]

/** The posted fields as they came: nothing is believed to be a string. */
export function fieldsOf(body: unknown): Record<string, unknown> {
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
}

export interface GateField {
  name: string
  label: string
  type: 'email' | 'password' | 'text'
  autocomplete: string
  value?: string
  hint?: string
  most?: number
  isNumeric?: boolean
}

export interface GateForm {
  action: string
  fields: GateField[]
  submit: string
  error?: string | null
}

function drawField({ name, label, type, autocomplete, value = '', hint, most = 200, isNumeric }: GateField, isFirst: boolean, hasError: boolean): string {
  const described = [...(hint ? [`${name}-hint`] : []), ...(hasError && isFirst ? ['problem'] : [])].join(' ')
  const attributes = [
    `id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" required maxlength="${most}"`,
    `value="${escapeHtml(value)}"`,
    isNumeric ? 'inputmode="numeric"' : '',
    described ? `aria-describedby="${described}"` : '',
    isFirst ? 'autofocus' : '',
  ]
  const hintLine = hint ? `<p class="field-hint" id="${name}-hint">${escapeHtml(hint)}</p>` : ''
  return `<label for="${name}">${escapeHtml(label)}</label>${hintLine}<input ${attributes.filter(Boolean).join(' ')}>`
}

/** Draws a form of the gate; the cursor stands in the first empty field, and what went wrong is read aloud. */
export function drawForm({ action, fields, submit, error = null }: GateForm): string {
  const first = fields.findIndex(({ value }) => !value)
  const drawn = fields.map((field, at) => drawField(field, at === Math.max(first, 0), error !== null))
  const problem = error === null ? '' : `<p id="problem" class="problem" role="alert">${escapeHtml(error)}</p>`
  return `${problem}<form method="post" action="${escapeHtml(action)}">${drawn.join('')}<button type="submit">${escapeHtml(submit)}</button></form>`
}
