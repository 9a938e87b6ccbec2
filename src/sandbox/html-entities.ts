import type { MessageEntity } from 'grammy/types'
import { decodeReferences, entityOfTag, isKnownTag } from './html-tags.js'

export interface FormattedText {
  text: string
  entities: MessageEntity[]
}

export type Parsed = { ok: true; value: FormattedText } | { ok: false; reason: string }

interface OpenTag {
  name: string
  attributes: Map<string, string>
  offset: number
}

type TagRead = { ok: true; end: number; name: string; attributes: Map<string, string> } | { ok: false; reason: string }

const failed = (reason: string): { ok: false; reason: string } => ({ ok: false, reason })

/** Reads attributes up to `>`; the words of the refusals are those of Telegram's server. */
function readAttributes(source: string, from: number, name: string, at: number): TagRead {
  const attributes = new Map<string, string>()
  let i = from
  for (;;) {
    while (/\s/.test(source[i] ?? '')) i += 1
    if (i >= source.length) return failed(`Unclosed start tag "${name}" at byte offset ${at}`)
    if (source[i] === '>') return { ok: true, end: i + 1, name, attributes }
    const attribute = /^[^\s=>]*/.exec(source.slice(i))?.[0].toLowerCase() ?? ''
    if (attribute === '') return failed(`Empty attribute name in the tag "${name}" at byte offset ${at}`)
    i += attribute.length
    while (/\s/.test(source[i] ?? '')) i += 1
    if (source[i] !== '=') {
      if (name === 'blockquote' && attribute === 'expandable') {
        attributes.set(attribute, '')
        continue
      }
      return failed(`Expected equal sign in declaration of an attribute of the tag "${name}" at byte offset ${at}`)
    }
    const value = /^=\s*(?:"([^"]*)"|'([^']*)'|([\w.-]+)(?=[\s>]))/.exec(source.slice(i))
    if (!value) return failed(`Unexpected end of name token at byte offset ${byteLength(source, i + 1)}`)
    attributes.set(attribute, decodeReferences(value[1] ?? value[2] ?? value[3] ?? ''))
    i += value[0].length
  }
}

function byteLength(source: string, end: number): number {
  return Buffer.byteLength(source.slice(0, end))
}

function readStartTag(source: string, begin: number): TagRead {
  const at = byteLength(source, begin)
  const raw = /^[^\s>]*/.exec(source.slice(begin + 1))?.[0] ?? ''
  if (begin + 1 + raw.length >= source.length) return failed(`Unclosed start tag at byte offset ${at}`)
  const name = raw.toLowerCase()
  if (!isKnownTag(name)) return failed(`Unsupported start tag "${name}" at byte offset ${at}`)
  const tag = readAttributes(source, begin + 1 + raw.length, name, at)
  if (tag.ok && name === 'span' && tag.attributes.get('class') !== 'tg-spoiler') {
    return failed(`Tag "span" must have class "tg-spoiler" at byte offset ${at}`)
  }
  return tag
}

function readEndTag(source: string, begin: number, open: OpenTag | undefined): TagRead {
  const at = byteLength(source, begin)
  if (!open) return failed(`Unexpected end tag at byte offset ${at}`)
  const match = /^<\/([^\s>]*)\s*>/.exec(source.slice(begin))
  if (!match) return failed(`Unclosed end tag at byte offset ${at}`)
  const name = (match[1] ?? '').toLowerCase()
  if (name !== '' && name !== open.name) {
    return failed(`Unmatched end tag at byte offset ${at}, expected "</${open.name}>", found "</${name}>"`)
  }
  return { ok: true, end: begin + match[0].length, name: open.name, attributes: open.attributes }
}

/** Turns `parse_mode: HTML` into plain text and entities (UTF-16 units), refusing what Telegram refuses. */
export function parseHtml(source: string): Parsed {
  const open: OpenTag[] = []
  const entities: MessageEntity[] = []
  let text = ''
  let position = 0
  while (position < source.length) {
    const begin = source.indexOf('<', position)
    text += decodeReferences(source.slice(position, begin === -1 ? source.length : begin))
    if (begin === -1) break
    const closing = source[begin + 1] === '/'
    const tag = closing ? readEndTag(source, begin, open.at(-1)) : readStartTag(source, begin)
    if (!tag.ok) return tag
    position = tag.end
    if (!closing) {
      open.push({ name: tag.name, attributes: tag.attributes, offset: text.length })
      continue
    }
    const opened = open.pop()
    const entity = opened && entityOfTag(opened.name, opened.attributes, opened.offset, text.length - opened.offset)
    if (entity) entities.push(entity)
  }
  const unclosed = open.at(-1)
  if (unclosed) return failed(`Can't find end tag corresponding to start tag "${unclosed.name}"`)
  return { ok: true, value: { text, entities } }
}
