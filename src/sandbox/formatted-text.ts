import type { MessageEntity } from 'grammy/types'
import { badRequest, type ApiAnswer, refusals, success } from './api-answer.js'
import { type FormattedText, parseHtml } from './html-entities.js'

const detected: readonly { type: 'bot_command' | 'url' | 'email' | 'mention'; pattern: RegExp }[] = [
  { type: 'bot_command', pattern: /(?<![\w/@.])\/[a-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])/giu },
  { type: 'url', pattern: /(?<![\w@])(?:https?:\/\/[^\s<>"]+|(?:t\.me|[\w-]+\.(?:ru|com|org|net|me))(?:\/[^\s<>"]*)?)/giu },
  { type: 'email', pattern: /[\w.+-]+@[\w-]+\.[\w.-]*\w/giu },
  { type: 'mention', pattern: /(?<![\w@])@\w{4,32}/giu },
]

const overlaps = (a: MessageEntity, b: MessageEntity) => a.offset < b.offset + b.length && b.offset < a.offset + a.length

/** Finds commands, links and addresses, as Telegram does in every text; given entities win. */
export function detectEntities(text: string, given: readonly MessageEntity[] = []): MessageEntity[] {
  const entities = [...given]
  const fixed = entities.filter((entity) => ['text_link', 'code', 'pre'].includes(entity.type))
  for (const { type, pattern } of detected) {
    for (const match of text.matchAll(pattern)) {
      const entity = { type, offset: match.index, length: match[0].length } as MessageEntity
      if (!fixed.some((other) => overlaps(other, entity))) {
        entities.push(entity)
        fixed.push(entity)
      }
    }
  }
  return entities.sort((a, b) => a.offset - b.offset || b.length - a.length)
}

function trimmed({ text, entities }: FormattedText): FormattedText {
  const start = text.length - text.trimStart().length
  const clean = text.trim()
  const moved = entities.flatMap((entity) => {
    const offset = Math.max(0, entity.offset - start)
    const end = Math.min(clean.length, entity.offset - start + entity.length)
    return end > offset ? [{ ...entity, offset, length: end - offset }] : []
  })
  return { text: clean, entities: moved }
}

export interface TextRequest {
  text: unknown
  parseMode: unknown
  entities: unknown
}

/** Text of a call as Telegram would store it: parsed, trimmed, with entities; or the refusal of broken markup. */
export function readFormattedText({ text, parseMode, entities }: TextRequest): ApiAnswer<FormattedText> {
  const source = typeof text === 'string' ? text : typeof text === 'number' ? String(text) : ''
  const mode = typeof parseMode === 'string' ? parseMode.toLowerCase() : ''
  if (mode !== '' && mode !== 'html') return badRequest('unsupported parse_mode')
  const parsed = mode === 'html' ? parseHtml(source) : { ok: true as const, value: { text: source, entities: (entities ?? []) as MessageEntity[] } }
  if (!parsed.ok) return badRequest(`can't parse entities: ${parsed.reason}`)
  const clean = trimmed(parsed.value)
  return success({ text: clean.text, entities: detectEntities(clean.text, clean.entities) })
}

export const textLimit = 4096
export const captionLimit = 1024

/** Text of sendMessage: neither empty nor over 4096 units after parsing. */
export function readMessageText(request: TextRequest): ApiAnswer<FormattedText> {
  const answer = readFormattedText(request)
  if (!answer.ok) return answer
  if (answer.result.text === '') return refusals.textEmpty
  return answer.result.text.length > textLimit ? refusals.textTooLong : answer
}

/** Caption of a file: may be empty, at most 1024 units after parsing. */
export function readCaption(request: TextRequest): ApiAnswer<FormattedText> {
  const answer = readFormattedText(request)
  return answer.ok && answer.result.text.length > captionLimit ? refusals.captionTooLong : answer
}
