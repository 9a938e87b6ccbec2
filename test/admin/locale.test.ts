import { locales } from 'adminjs'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { loadPanelTexts } from '../../admin/texts.js'
import { resourceNames } from '../../src/modules/accounts/rights.js'

const own = JSON.parse(readFileSync('locales/ru/admin.json', 'utf8')) as Record<string, unknown>

function keysOf(tree: unknown, prefix = ''): string[] {
  if (typeof tree !== 'object' || tree === null) return [prefix]
  return Object.entries(tree).flatMap(([key, value]) => keysOf(value, prefix ? `${prefix}.${key}` : key))
}

it('has every key of the English locale, with Russian plurals', () => {
  const missing = keysOf(locales.en).filter((key) => !keysOf(own).includes(key) && key !== 'resources')
  expect(missing).toEqual([])
  const counted = keysOf(locales.en).filter((key) => key.endsWith('_plural'))
  const forms = counted.flatMap((key) => ['_one', '_few', '_many', '_other'].flatMap((form) => [key + form, key.replace(/_plural$/, '') + form]))
  expect(forms.filter((key) => !keysOf(own).includes(key))).toEqual([])
})

it('leaves no English word in the words of the panel', () => {
  const allowed = /Europe\/Moscow|Asia\/Yekaterinburg|\{\{?\w+\}?\}|Word|<\/?\w+>|anna@school5\.ru|PDF|e-mail|Excel|CSV|\.xlsx|\.csv/g
  const texts = loadPanelTexts()
  const latin = keysOf(own).filter((key) => /[A-Za-z]{2,}/.test(texts.maybe(key)?.replace(allowed, '') ?? ''))
  expect(latin).toEqual([])
})

it('names every kind of record that the history may speak of', () => {
  const texts = loadPanelTexts()
  expect(resourceNames.filter((name) => texts.maybe(`words.AuditEntry.subject.type.${name}`) === null && name !== 'AuditEntry')).toEqual([])
})
