import { lacksCentury, readTypedDay, readTypedMoment } from '../../src/core/typed-dates.js'
import type { Choice, FormField, FormInput, PostedFile } from './form.js'

const longestText = 500
const longestTextarea = 4000
const largestFileMegabytes = 20

export interface FieldProblem {
  code: string
  params?: Record<string, string | number>
}

type Read = { value: FormInput[string] } | { problem: FieldProblem }

const problem = (code: string, params?: FieldProblem['params']): Read => ({ problem: params ? { code, params } : { code } })

const asRead = (value: string | null, typed: string): Read => (value === null ? problem(lacksCentury(typed) ? 'panel-date-year' : 'panel-date') : { value })

function isPostedFile(value: unknown): value is PostedFile {
  return typeof value === 'object' && value !== null && 'content' in value && Buffer.isBuffer(value.content)
}

function readFile(field: FormField, posted: unknown): Read {
  if (!isPostedFile(posted) || posted.size === 0) return field.required ? problem('file-missing') : { value: null }
  const megabytes = field.most ?? largestFileMegabytes
  return posted.size > megabytes * 1024 * 1024 ? problem('file-too-large', { megabytes }) : { value: posted }
}

function readChoices(field: FormField, posted: unknown, choices: readonly Choice[]): Read {
  const wanted = [posted ?? []].flat().filter((item) => item !== '')
  const known = new Set(choices.map((choice) => choice.value))
  if (!wanted.every((item): item is string => typeof item === 'string' && known.has(item))) return problem('panel-choice')
  return field.required && wanted.length === 0 ? problem('panel-required') : { value: wanted }
}

function readNumber(field: FormField, text: string): Read {
  const number = Number(text.replace(',', '.'))
  const fits = Number.isFinite(number) && number >= (field.least ?? -Infinity) && number <= (field.most ?? Infinity)
  return fits ? { value: number } : problem('panel-value')
}

function readText(field: FormField, posted: unknown, choices: readonly Choice[]): Read {
  if (posted !== undefined && posted !== null && typeof posted !== 'string') return problem('panel-value')
  const text = (posted ?? '').normalize('NFC').replace(/\r\n/g, '\n').trim()
  if (text === '') return field.required ? problem('panel-required') : { value: null }
  const most = field.kind === 'textarea' ? (field.most ?? longestTextarea) : (field.most ?? longestText)
  switch (field.kind) {
    case 'select':
    case 'person':
      return choices.some((choice) => choice.value === text) ? { value: text } : problem('panel-choice')
    case 'date':
      return asRead(readTypedDay(text), text)
    case 'datetime':
      return asRead(readTypedMoment(text), text)
    case 'number':
      return readNumber(field, text)
    default:
      return text.length > most ? problem('panel-too-long', { most }) : { value: text }
  }
}

function readField(field: FormField, posted: unknown, choices: readonly Choice[]): Read {
  switch (field.kind) {
    case 'note':
    case 'chat':
      return { value: null }
    case 'file':
      return readFile(field, posted)
    case 'checkbox': {
      const isOn = posted === 'true' || posted === 'on' || posted === true
      return field.required && !isOn ? problem('panel-required') : { value: isOn }
    }
    case 'multiselect':
    case 'people':
      return readChoices(field, posted, choices)
    default:
      return readText(field, posted, choices)
  }
}

/** Reads what was posted by the description of the form: nothing but the described fields comes through. */
export function readForm(fields: readonly FormField[], posted: Record<string, unknown>, choicesOf: (name: string) => readonly Choice[]) {
  const input: FormInput = {}
  const problems: Record<string, FieldProblem> = {}
  for (const field of fields) {
    const read = readField(field, Object.hasOwn(posted, field.name) ? posted[field.name] : undefined, choicesOf(field.name))
    if ('problem' in read) problems[field.name] = read.problem
    else if (field.kind !== 'note' && field.kind !== 'chat') input[field.name] = read.value
  }
  return { input, problems }
}
