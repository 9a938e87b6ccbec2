import { resourceNames } from '../../src/modules/accounts/rights.js'
import { formatDay, formatInstant, zoneName } from '../pages/format.js'
import type { PlainRecord } from '../resource/definition.js'
import type { PanelTexts } from '../texts.js'

const day = /^\d{4}-\d{2}-\d{2}$/
const instant = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/
const id = /^[0-9a-f]{24}$/
/** Codes and keys are words for the program: they are not shown. */
const code = /^[a-z][\w.-]*$/i

function valueAt(source: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (value as PlainRecord | null | undefined)?.[key], source)
}

/** What changed in a record, in the words of its own page: one line a field (IMPL-05). */
export function createChanges(texts: PanelTexts, zone: string) {
  function said(type: string, path: string, value: unknown): string | null {
    if (value === null || value === undefined || value === '') return '—'
    if (typeof value === 'boolean') return texts.text(value ? 'shell.yes' : 'shell.no')
    if (typeof value === 'number') return String(value)
    if (value instanceof Date) return formatInstant(value, zone)
    if (Array.isArray(value)) return value.length === 0 ? '—' : joined(value.map((item) => said(type, path, item)))
    if (typeof value !== 'string' || id.test(value)) return null
    if (type === 'Organisation' && path === 'zone') return zoneName(value)
    if (day.test(value)) return formatDay(value)
    if (instant.test(value)) return formatInstant(new Date(value), zone)
    return texts.maybe(`words.${type}.${path}.${value}`) ?? texts.maybe(`roles.${value}`) ?? (code.test(value) ? null : value)
  }

  return (entry: PlainRecord): string => {
    const type = String(valueAt(entry, 'subject.type'))
    const paths = Array.isArray(entry['changedPaths']) ? entry['changedPaths'].map(String) : []
    const lines = paths.flatMap((path) => {
      const label = labelOf(texts, type, path)
      const [before, after] = [said(type, path, valueAt(entry['before'], path)), said(type, path, valueAt(entry['after'], path))]
      if (!label) return []
      return before === null || after === null ? [label] : [`${label}: ${before} → ${after}`]
    })
    return [...new Set(lines)].join('\n')
  }
}

function joined(items: (string | null)[]): string | null {
  return items.includes(null) ? null : items.join(', ')
}

function labelOf(texts: PanelTexts, type: string, path: string): string | null {
  if (!resourceNames.some((name) => name === type)) return null
  const [first = path] = path.split('.')
  const last = path.split('.').at(-1) ?? path
  const places = [`resources.${type}.properties.${path}`, `resources.${type}.properties.${first}`, `forms.${type}.settings.fields.${last}`, `forms.${type}.reminders.fields.${last}`, `words.${type}.reminders.${last}`, `fields.${path}`]
  return places.map((place) => texts.maybe(place)).find((label) => label !== null) ?? null
}
