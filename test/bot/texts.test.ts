import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { callback } from '../../src/bot/callbacks/codec.js'
import { escapeHtml } from '../../src/bot/chat.js'
import { cleanText } from '../../src/bot/dialog/ask-text.js'
import { createTextBook } from '../../src/bot/texts.js'
import { menuCommands } from '../../src/bot/command-menu.js'
import type { TextSource } from '../../src/bot/texts.js'
import { must } from '../../src/core/result.js'
import { projectRoot } from '../../src/paths.js'
import { createPresetLibrary } from '../../src/presets/load-preset.js'

const book = createTextBook(join(projectRoot, 'locales', 'ru'))
const college = must(createPresetLibrary().load('music-college')).content

function organisation(texts: Record<string, string>, updatedAt = new Date(0)): TextSource {
  const overrides = Object.entries(texts).map(([key, text]) => ({ key, text, changedAt: updatedAt, former: [] }))
  return { id: 'o', updatedAt, vocabulary: college.vocabulary, texts: overrides }
}

describe('texts', () => {
  it('[IMPL-26] an organisation’s own wording stands over ours, for it alone', () => {
    const own = book.textsFor(organisation({ 'home-nothing': 'Отдыхайте, { $name }!' }))
    expect(own.t('home-nothing', { name: 'Анна' })).toBe('Отдыхайте, Анна!')
    expect(own.t('label-skip')).toBe('Пропустить')
    expect(book.common.t('home-nothing')).toBe('Сейчас от вас ничего не ждут.')
  })

  it('[IMPL-26] a changed wording counts at once', () => {
    expect(book.textsFor(organisation({ 'home-nothing': 'Раз' }, new Date(1))).t('home-nothing')).toBe('Раз')
    expect(book.textsFor(organisation({ 'home-nothing': 'Два' }, new Date(2))).t('home-nothing')).toBe('Два')
  })

  it('[VAR-01] words of the organisation come in their case, also at the beginning of a sentence', () => {
    const own = book.textsFor(organisation({ 'home-nothing': '{ CAP(-teacher) } и { -bank(form: "genitive") }' }, new Date(3)))
    const { teacher, bank } = college.vocabulary
    expect(own.t('home-nothing')).toBe(`${teacher.nominative[0]?.toUpperCase()}${teacher.nominative.slice(1)} и ${bank.genitive}`)
  })

  it('[IMPL-26] a wording that does not fit gives way to ours', () => {
    expect(book.textsFor(organisation({ 'home-nothing': '{ $typo }' }, new Date(4))).t('home-nothing')).toBe('Сейчас от вас ничего не ждут.')
  })

  it('an unknown key or a missing argument is a bug and throws', () => {
    expect(() => book.common.t('no-such-key')).toThrow('no-such-key')
    expect(() => book.common.t('home-greeting')).toThrow('home-greeting')
  })

  it('every command of the menu has its description', () => {
    expect(menuCommands.every((command) => book.common.has(`command-${command}`))).toBe(true)
  })

  it('people’s words are made safe for HTML and cleaned of what cannot be seen', () => {
    expect(escapeHtml('<b>"5 & 6"</b>')).toBe('&lt;b&gt;&quot;5 &amp; 6&quot;&lt;/b&gt;')
    expect(cleanText(' а\u202Eб\u0000 \n\n\n\n  в 😀 ')).toBe('аб\n\nв 😀')
  })
})

describe('data of buttons', () => {
  const row = callback('row', { accept: 'a', move: 'm' })
  const id = '0123456789abcdef01234567'

  it('packs ids only and reads them back', () => {
    expect(row.pack('accept', id, id)).toBe(`row:a:${id}:${id}`)
    expect(row.parse(`row:a:${id}`)).toEqual({ action: 'accept', ids: [id] })
    expect(row.parse(`pair:a:${id}`)).toBeNull()
    expect(row.parse('row:z')).toBeNull()
  })

  it('refuses what does not fit into 64 bytes', () => {
    expect(() => row.pack('accept', id, id, id)).toThrow('64 bytes')
  })
})
