import { ok, refuse, type Result } from '../../core/result.js'
import type { DictionaryItem, DictionaryName } from './organisation.js'

export interface NewItem {
  /** Made by us when absent. */
  code?: string
  text: string
  help?: string | null
}

export interface ItemPatch {
  text?: string
  help?: string | null
  /** New place in the list, the first is 0. */
  position?: number
}

/** Lists whose codes the program itself knows: texts may change, codes may not come or go. */
export const closedDictionaries: readonly DictionaryName[] = ['modes']

/** Lists that must keep at least one choice, or nothing could be formed any more. */
const neverEmpty: readonly DictionaryName[] = ['forms', 'kinds', 'directions', 'modes', 'meetingKinds', 'endReasons']

const longestText = 120
const longestHelp = 400
const codePattern = /^[a-z][a-z0-9_]{0,23}$/

type Items = readonly DictionaryItem[]

/** Adds a value of the organisation's own (IMPL-15). */
export function addItem(name: DictionaryName, items: Items, input: NewItem): Result<DictionaryItem[]> {
  if (closedDictionaries.includes(name)) return refuse('dictionary-closed')
  const code = input.code ?? freeCode(items)
  if (!codePattern.test(code)) return refuse('dictionary-code')
  if (items.some((item) => item.code === code)) return refuse('dictionary-code-taken', { code })
  const text = checkText(items, code, input.text)
  if (!text.ok) return text
  const help = checkHelp(input.help)
  if (!help.ok) return help
  return ok([...items, { code, text: text.value, help: help.value, clause: null, proposed: false, retiredAt: null }])
}

/** Changes text, help or place; the code stays, so that what uses the value keeps it. */
export function changeItem(items: Items, code: string, patch: ItemPatch): Result<DictionaryItem[]> {
  const found = items.find((item) => item.code === code)
  if (!found) return refuse('dictionary-value-unknown')
  const text = patch.text === undefined ? ok(found.text) : checkText(items, code, patch.text)
  if (!text.ok) return text
  const help = patch.help === undefined ? ok(found.help) : checkHelp(patch.help)
  if (!help.ok) return help
  const changed = { ...found, text: text.value, help: help.value }
  if (patch.position === undefined) return ok(items.map((item) => (item === found ? changed : item)))
  const others = items.filter((item) => item !== found)
  return ok([...others.slice(0, patch.position), changed, ...others.slice(patch.position)])
}

/** Takes a value out of new choices; its text stays for what already uses it (IMPL-15). */
export function retireItem(name: DictionaryName, items: Items, code: string, now: Date): Result<DictionaryItem[]> {
  if (!items.some((item) => item.code === code)) return refuse('dictionary-value-unknown')
  if (isLastChoice(name, items, code)) return refuse('dictionary-last-value')
  return ok(items.map((item) => (item.code === code ? { ...item, retiredAt: item.retiredAt ?? now } : item)))
}

/** Brings a retired value back. */
export function restoreItem(items: Items, code: string): Result<DictionaryItem[]> {
  const found = items.find((item) => item.code === code)
  if (!found) return refuse('dictionary-value-unknown')
  if (isTextTaken(items, code, found.text)) return refuse('dictionary-text-taken', { text: found.text })
  return ok(items.map((item) => (item === found ? { ...item, retiredAt: null } : item)))
}

/** Deletes a value that nothing uses; a used one is retired instead (IMPL-15). */
export function removeItem(name: DictionaryName, items: Items, code: string, isUsed: boolean, now: Date): Result<DictionaryItem[]> {
  if (isUsed || closedDictionaries.includes(name)) return retireItem(name, items, code, now)
  if (!items.some((item) => item.code === code)) return refuse('dictionary-value-unknown')
  if (isLastChoice(name, items, code)) return refuse('dictionary-last-value')
  return ok(items.filter((item) => item.code !== code))
}

function isLastChoice(name: DictionaryName, items: Items, code: string): boolean {
  return neverEmpty.includes(name) && !items.some((item) => item.code !== code && item.retiredAt === null)
}

function isTextTaken(items: Items, code: string, text: string): boolean {
  const wanted = text.toLowerCase()
  return items.some((item) => item.code !== code && item.retiredAt === null && item.text.toLowerCase() === wanted)
}

function checkText(items: Items, code: string, given: string): Result<string> {
  const text = given.replace(/\s+/g, ' ').trim()
  if (text === '') return refuse('dictionary-text-empty')
  if (text.length > longestText) return refuse('text-too-long', { limit: longestText })
  if (isTextTaken(items, code, text)) return refuse('dictionary-text-taken', { text })
  return ok(text)
}

function checkHelp(given: string | null | undefined): Result<string | null> {
  const help = given?.trim() ?? ''
  if (help.length > longestHelp) return refuse('text-too-long', { limit: longestHelp })
  return ok(help === '' ? null : help)
}

function freeCode(items: Items): string {
  const taken = new Set(items.map((item) => item.code))
  for (let number = items.length + 1; ; number += 1) {
    const code = `own_${number}`
    if (!taken.has(code)) return code
  }
}
