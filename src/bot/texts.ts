import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FluentBundle, FluentResource, type FluentValue } from '@fluent/bundle'
import { nestQuotes } from '../core/quotes.js'
import type { Organisation, Word } from '../modules/organisations/organisation.js'

export type TextArgs = Record<string, string | number>

/** Texts of one organisation: the product's, with the organisation's own words and wording over them (IMPL-26). */
export interface Texts {
  /** The text of a key; an unknown key or a missing argument is a bug and throws. */
  t(key: string, args?: TextArgs): string
  has(key: string): boolean
}

/** What of an organisation changes the texts. */
export type TextSource = Pick<Organisation, 'id' | 'updatedAt' | 'texts' | 'vocabulary'>

export interface TextBook {
  /** The product's own texts, for people whose organisation is not known. */
  common: Texts
  /** An organisation's texts, also outside a chat; made once for each wording. */
  textsFor(organisation: TextSource | null): Texts
}

const language = 'ru'
const largestCache = 500

/** Reads the locale folder once and gives every organisation its texts. */
export function createTextBook(folder: string): TextBook {
  const resources = readResources(folder)
  const made = new Map<string, Texts>()

  function build(source: TextSource | null): FluentBundle {
    const bundle = new FluentBundle(language, { useIsolating: false, functions: { CAP: capitalise } })
    for (const resource of resources) bundle.addResource(resource)
    if (source) bundle.addResource(overrides(source), { allowOverrides: true })
    return bundle
  }

  const common = toTexts(build(null), null)
  return {
    common,
    textsFor(source) {
      if (!source) return common
      const key = `${source.id} ${source.updatedAt.getTime()}`
      const known = made.get(key)
      if (known) return known
      const texts = toTexts(build(source), common)
      if (made.size >= largestCache) made.clear()
      made.set(key, texts)
      return texts
    },
  }
}

function readResources(folder: string): FluentResource[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ftl'))
    .sort()
    .map((name) => new FluentResource(readFileSync(join(folder, name), 'utf8')))
}

/** `{ CAP(-teacher) }` begins a sentence with a word of the organisation. */
function capitalise([value]: FluentValue[]): string {
  const [first = '', ...rest] = [...String(value)]
  return first.toUpperCase() + rest.join('')
}

const quoted = (text: string) => `{ "${text.replace(/[\\"]/g, '\\$&')}" }`
const indented = (pattern: string) => pattern.trim().replace(/\n/g, '\n    ')

function term(name: string, word: Word): string {
  const { nominative, ...others } = word
  const variants = Object.entries(others).map(([form, text]) => `    [${form}] ${quoted(text)}`)
  return [`-${name} = { $form ->`, ...variants, `   *[nominative] ${quoted(nominative)}`, '}'].join('\n')
}

function overrides(source: TextSource): FluentResource {
  const terms = Object.entries(source.vocabulary).map(([name, word]) => term(name, word))
  const messages = source.texts.flatMap(({ key, text }) => (text === null ? [] : [`${key} =\n    ${indented(text)}`]))
  return new FluentResource([...terms, ...messages].join('\n'))
}

/** An organisation's wording that does not fit the arguments gives way to ours. */
function toTexts(bundle: FluentBundle, fallback: Texts | null): Texts {
  return {
    has: (key) => bundle.hasMessage(key),
    t(key, args = {}) {
      const pattern = bundle.getMessage(key)?.value
      if (!pattern) throw new Error(`no text for the key ${key}`)
      const errors: Error[] = []
      const text = bundle.formatPattern(pattern, args, errors)
      if (errors[0] && fallback) return fallback.t(key, args)
      if (errors[0]) throw new Error(`the text ${key} does not fit its arguments: ${errors[0].message}`)
      return nestQuotes(text)
    },
  }
}
