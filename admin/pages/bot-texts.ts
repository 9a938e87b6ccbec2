import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTextBook, type TextSource } from '../../src/bot/texts.js'
import { projectRoot } from '../../src/paths.js'
import type { PanelTexts } from '../texts.js'

/** One text of the bot as our files have it. */
export interface BotText {
  key: string
  /** Name of the file: texts of one part of the bot stand together. */
  group: string
  /** Wording with its placeholders, as it is edited. */
  pattern: string
  placeholders: string[]
}

/** Labels that people know by heart never change (contract §5). */
const fixedPrefix = 'label-'
const leastLetters = 12
/** Buttons, the menu's commands, and refusals that only the panel says. */
const notSaid = /^command-|-button(-|$)|^problem-(staff|panel)-/
const tags = /<[^>]*>/g
const placeholder = /\{[^{}]*\}/g
const startOfText = /^([a-z][\w-]*) =(.*)$/

function textsOf(group: string, source: string): BotText[] {
  const found: { key: string; lines: string[] }[] = []
  for (const line of source.split('\n')) {
    const start = startOfText.exec(line)
    if (start) found.push({ key: start[1] ?? '', lines: [(start[2] ?? '').trim()] })
    else if (/^\s/.test(line) || line === '') found.at(-1)?.lines.push(line)
    else if (line.startsWith('-')) found.push({ key: fixedPrefix, lines: [] })
  }
  return found
    .filter(({ key }) => !key.startsWith(fixedPrefix))
    .map(({ key, lines }) => {
      const pattern = dedent(lines).trim()
      return { key, group, pattern, placeholders: [...new Set([...pattern.matchAll(/\$(\w+)/g)].map(([, name = '']) => name))] }
    })
}

/** The panel shows words only: tags are for the messenger. */
const plain = (line: string) => line.replace(tags, '')

/** A text that says something by itself: no button, no command of the menu, no line of a list, no joint between two texts. */
function isWhole({ key, pattern }: BotText): boolean {
  const written = plain(pattern).replace(placeholder, ' ')
  const isLabel = notSaid.test(key) || /^[^.!?]*:$/.test(plain(pattern).trim()) || !(/[.!?:,]/.test(written) || pattern.includes('$'))
  return !isLabel && (written.match(/\p{L}/gu) ?? []).length >= leastLetters && /\p{L}{3}/u.test(written) && !/^\s*[^\p{L}\p{N}\s«<{]/u.test(plain(pattern))
}

function dedent([first = '', ...rest]: string[]): string {
  const indents = rest.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length)
  const least = Math.min(...indents, 99)
  return [first, ...rest.map((line) => line.slice(least))].join('\n')
}

/** The bot's texts that an organisation may change, and how they look with examples instead of names and numbers (IMPL-26). */
export function createBotTexts(panelTexts: PanelTexts) {
  const folder = join(projectRoot, 'locales', 'ru')
  const files = readdirSync(folder).filter((name) => name.endsWith('.ftl')).sort()
  const all = files.flatMap((name) => textsOf(name.replace('.ftl', ''), readFileSync(join(folder, name), 'utf8')))
  const byKey = new Map(all.map((text) => [text.key, text]))
  const book = createTextBook(folder)

  const sampleOf = (name: string): string | number => {
    const sample = panelTexts.maybe(`samples.${name}`) ?? panelTexts.text('samples.other')
    return /^\d+$/.test(sample) ? Number(sample) : sample
  }
  const samples = Object.fromEntries(all.flatMap(({ placeholders }) => placeholders).map((name) => [name, sampleOf(name)]))

  const render = (organisation: TextSource, key: string, wording?: string): string => {
    if (wording === undefined) return book.textsFor({ ...organisation, id: `${organisation.id} ${organisation.texts.map(({ key: changed, text }) => `${changed} ${text}`).join(' ')}` }).t(key, samples)
    const former = organisation.texts.filter((override) => override.key !== key)
    const tried = { key, text: wording, changedAt: organisation.updatedAt, former: [] }
    return book.textsFor({ ...organisation, id: `${organisation.id} ${key} ${wording}`, texts: [...former, tried] }).t(key, samples)
  }

  return {
    /** What is offered to be changed. */
    whole: all.filter(isWhole),
    find: (key: string) => byKey.get(key) ?? null,
    sampleOf: (name: string) => String(sampleOf(name)),
    groupName: (group: string) => panelTexts.maybe(`textGroups.${group}`) ?? panelTexts.text('textGroups.other'),
    /** The text as the organisation's people get it; `wording` tries another one. */
    render: (organisation: TextSource, key: string, wording?: string): string => plain(render(organisation, key, wording)),
    /** Our own wording with the organisation's words. */
    renderOurs(organisation: TextSource, key: string): string {
      return book.textsFor({ ...organisation, id: `${organisation.id} ours`, texts: [] }).t(key, samples).replace(tags, '')
    },
  }
}

export type BotTexts = ReturnType<typeof createBotTexts>
