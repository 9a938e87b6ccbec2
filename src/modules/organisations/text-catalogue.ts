import { FluentResource } from '@fluent/bundle'
import { ok, refuse, type Result } from '../../core/result.js'

/** The product's own texts, as far as an organisation may change them (IMPL-26). */
export interface TextCatalogue {
  /** Problems: text-unknown, text-fixed, text-empty, text-too-long, text-broken, text-placeholder. */
  check(key: string, text: string): Result<string>
}

const longest = 2_000

/** Labels of contract §5 never change; words come from the vocabulary. */
const fixedPrefix = 'label-'

/** Makes the catalogue from the sources of the locale files; a new text may use only words and the placeholders of the text it replaces. */
export function createTextCatalogue(sources: readonly string[]): TextCatalogue {
  const placeholders = new Map<string, ReadonlySet<string>>()
  const alwaysAllowed = new Set(['CAP'])
  for (const source of sources) {
    for (const entry of new FluentResource(source).body) {
      if (entry.id.startsWith('-')) alwaysAllowed.add(entry.id)
      else placeholders.set(entry.id, namesIn(entry.value))
    }
  }

  return {
    check(key, given) {
      const known = placeholders.get(key)
      if (!known) return refuse('text-unknown', { key })
      if (key.startsWith(fixedPrefix)) return refuse('text-fixed')
      const text = given.trim()
      if (text === '') return refuse('text-empty')
      if (text.length > longest) return refuse('text-too-long', { limit: longest })
      const names = readNames(text)
      if (!names) return refuse('text-broken')
      const foreign = [...names].find((name) => !known.has(name) && !alwaysAllowed.has(name))
      return foreign ? refuse('text-placeholder', { name: foreign, known: [...known].join(', ') || '-' }) : ok(text)
    },
  }
}

/** Names of placeholders and words in a text, or null where its braces do not make sense. */
function readNames(text: string): ReadonlySet<string> | null {
  const entries = new FluentResource(`text =\n    ${text.replace(/\n/g, '\n    ')}`).body
  const [entry] = entries
  if (!entry || entries.length !== 1 || Object.keys(entry.attributes).length > 0) return null
  if (text.split('{').length !== text.split('}').length) return null
  return namesIn(entry.value)
}

/** Collects what a parsed pattern refers to: `$name` for a placeholder, `-word` for a word, the name for a text or a function. */
function namesIn(pattern: unknown, names = new Set<string>()): ReadonlySet<string> {
  if (Array.isArray(pattern)) for (const element of pattern) namesIn(element, names)
  else if (pattern !== null && typeof pattern === 'object') {
    const { type, name } = pattern as { type?: string; name?: string }
    const sign = type === 'var' ? '$' : type === 'term' ? '-' : ''
    if (name && ['var', 'term', 'mesg', 'func'].includes(type ?? '')) names.add(`${sign}${name}`)
    for (const value of Object.values(pattern)) namesIn(value, names)
  }
  return names
}
