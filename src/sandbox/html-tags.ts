import type { MessageEntity } from 'grammy/types'

const namedReferences: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' }
const referencePattern = /&(?:(lt|gt|amp|quot)|#(\d{1,7})|#x([0-9a-f]{1,6}));?/gi

/** Replaces the four named references and numeric ones; anything else after `&` stays as it is, like in Telegram. */
export function decodeReferences(text: string): string {
  return text.replace(referencePattern, (whole, name?: string, decimal?: string, hex?: string) => {
    if (name) return namedReferences[name.toLowerCase()] ?? whole
    const code = decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

const simpleTags: Record<string, MessageEntity['type']> = {
  b: 'bold', strong: 'bold', i: 'italic', em: 'italic', u: 'underline', ins: 'underline', s: 'strikethrough', strike: 'strikethrough',
  del: 'strikethrough', code: 'code', pre: 'pre', blockquote: 'blockquote', 'tg-spoiler': 'spoiler', span: 'spoiler',
}

export function isKnownTag(name: string): boolean {
  return name in simpleTags || name === 'a' || name === 'tg-emoji'
}

/** The entity that a closed tag stands for, or null when Telegram drops it (a link without an address, an empty tag). */
export function entityOfTag(name: string, attributes: Map<string, string>, offset: number, length: number): MessageEntity | null {
  if (length === 0) return null
  if (name === 'a') {
    const url = attributes.get('href') ?? ''
    return /^(https?:\/\/|tg:\/\/|mailto:|tel:)?[^\s.]+(\.[^\s]+|\?.+)/i.test(url) ? { type: 'text_link', offset, length, url } : null
  }
  if (name === 'tg-emoji') {
    return { type: 'custom_emoji', offset, length, custom_emoji_id: attributes.get('emoji-id') ?? '' }
  }
  if (name === 'blockquote' && attributes.has('expandable')) return { type: 'expandable_blockquote', offset, length }
  if (name === 'code' || name === 'pre') return { type: name, offset, length } as MessageEntity
  return { type: simpleTags[name] ?? 'bold', offset, length } as MessageEntity
}
