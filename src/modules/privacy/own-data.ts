import type { GroupReaders, KindReaders } from './privacy.js'

/** Says a word of the file by its key. */
export type OwnWords = (key: string, params?: Record<string, string | number>) => string

/** One record of a person as lines: what, and what stands there. */
export interface OwnSection {
  /** Key of the heading. */
  title: string
  facts: { label: string; value: string }[]
}

/** What is stored about a person, already in words, and the records that the history may name. */
export interface OwnRecords {
  sections: OwnSection[]
  subjects: { type: string; id: string }[]
}

/** Who reads a kind of data, as one line: roles with today's names, then the sides of the pair. */
export function sayReaders({ holders, partners }: KindReaders, words: OwnWords): string {
  const named = (word: string, names: readonly string[]) => (names.length > 0 ? `${word} ${names.join(', ')}` : word)
  const roles = holders.map(({ role, names }) => named(words(`role-${role}`), names))
  const sides = partners.map(({ party, names }) => named(words(`party-${party}`), names))
  return [...sides, ...roles].join('; ')
}

/** All that is stored about a person as a plain text file: every record, then who sees what. */
export function writeOwnData({ sections }: OwnRecords, groups: readonly GroupReaders[], words: OwnWords): string {
  const heading = (text: string) => `${text}\n${'-'.repeat(text.length)}`
  const stored = sections
    .filter(({ facts }) => facts.length > 0)
    .map(({ title, facts }) => [heading(words(title)), ...facts.map(({ label, value }) => `${label}: ${value}`)].join('\n'))
  const seen = groups.flatMap(({ kinds }) => kinds.map((kind) => `${words(`kind-${kind.code}`)}: ${sayReaders(kind, words)}`))
  return `\ufeff${[words('file-title'), words('file-lead'), ...stored, [heading(words('who-title')), ...seen].join('\n'), words('file-others')].join('\n\n')}\n`.replace(/\n/g, '\r\n')
}
