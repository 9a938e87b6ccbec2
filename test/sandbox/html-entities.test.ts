import { describe, expect, it } from 'vitest'
import { readFormattedText } from '../../src/sandbox/formatted-text.js'
import { parseHtml } from '../../src/sandbox/html-entities.js'

describe('parseHtml', () => {
  it('counts in UTF-16 units and keeps nesting', () => {
    expect(parseHtml('😀 <b>жир <i>кос</i></b> &lt;3 &amp;nbsp; &#33;')).toEqual({
      ok: true,
      value: {
        text: '😀 жир кос <3 &nbsp; !',
        entities: [{ type: 'italic', offset: 7, length: 3 }, { type: 'bold', offset: 3, length: 7 }],
      },
    })
  })

  it('reads links, quotes and spoilers', () => {
    const parsed = parseHtml('<a href="https://example.org/?a=1&amp;b=2">да</a><blockquote expandable>ц</blockquote><span class="tg-spoiler">т</span>')
    expect(parsed.ok && parsed.value.entities).toEqual([
      { type: 'text_link', offset: 0, length: 2, url: 'https://example.org/?a=1&b=2' },
      { type: 'expandable_blockquote', offset: 2, length: 1 },
      { type: 'spoiler', offset: 3, length: 1 },
    ])
  })

  it.each([
    ['</b>', 'Unexpected end tag at byte offset 0'],
    ['<b', 'Unclosed start tag at byte offset 0'],
    ['<a href>x</a>', 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'],
    ['<span>x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
    ['<b>x</b', 'Unclosed end tag at byte offset 4'],
  ])('refuses %s', (source, reason) => {
    expect(parseHtml(source)).toEqual({ ok: false, reason })
  })
})

describe('readFormattedText', () => {
  it('trims and finds commands and links by itself', () => {
    expect(readFormattedText({ text: '  /start abc и https://t.me/bot?start=x ', parseMode: undefined, entities: undefined })).toEqual({
      ok: true,
      result: {
        text: '/start abc и https://t.me/bot?start=x',
        entities: [{ type: 'bot_command', offset: 0, length: 6 }, { type: 'url', offset: 13, length: 24 }],
      },
    })
  })
})
