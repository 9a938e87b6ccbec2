import { GrammyError, HttpError, InputFile, type Api } from 'grammy'
import type { Screen } from '../core/screen.js'
import type { SendOutcome } from '../modules/deliveries/delivery-service.js'
import type { Messenger, OutgoingMessage } from './messenger.js'

/** Failures that happen before a request has left: nobody can have got the message. */
const neverLeft = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'EMFILE', 'UND_ERR_CONNECT_TIMEOUT']
/** The certificate was not accepted: the connection ended before a request. */
const noTrust = /^(CERT_|ERR_TLS_|ERR_SSL_|SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED|UNABLE_TO_)/
/** The token or the address is wrong: that is no fault of the message, which waits until it is mended. */
const wrongBot = [401, 404]

const unreachable = ['bot was blocked by the user', 'user is deactivated', "bot can't initiate conversation", 'chat not found']

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const code = (error as { code?: unknown }).code
  if (typeof code === 'string') return code
  const inner = error instanceof HttpError ? error.error : error.cause
  return inner === undefined ? error.name : codeOf(inner)
}

/** Sorts a failed call: refused for good, to be tried later, or nobody knows (research 1.3). */
export function outcomeOfError(error: unknown): SendOutcome {
  if (error instanceof GrammyError) {
    const { error_code: status, description, parameters } = error
    if (status === 429) return { outcome: 'retry', code: 'too-many', afterSeconds: parameters.retry_after ?? 1 }
    if (status >= 500) return { outcome: 'retry', code: `server-${status}` }
    if (wrongBot.includes(status)) return { outcome: 'retry', code: `bot-${status}` }
    const personUnreachable = unreachable.some((text) => description.includes(text))
    return { outcome: 'failed', code: personUnreachable ? 'unreachable' : `refused-${status}`, personUnreachable }
  }
  const code = codeOf(error)
  return neverLeft.includes(code) || noTrust.test(code) ? { outcome: 'retry', code } : { outcome: 'unknown', code }
}

function markupOf(screen: Screen) {
  if (!screen.buttons?.length) return {}
  const rows = screen.buttons.map((row) =>
    row.map((button) => ('url' in button ? { text: button.label, url: button.url } : { text: button.label, callback_data: button.data })),
  )
  return { reply_markup: { inline_keyboard: rows } }
}

/** Telegram behind the port. One try a call, no retries here: the deliveries decide (Telegram has no idempotency key). */
export function createTelegramMessenger(api: Api): Messenger {
  async function attempt(chatId: number, message: OutgoingMessage): Promise<number> {
    const options = { parse_mode: 'HTML' as const, disable_notification: message.silent ?? false, ...markupOf(message) }
    if (message.file) {
      const document = new InputFile(message.file.content, message.file.name)
      return (await api.sendDocument(chatId, document, { ...options, caption: message.text })).message_id
    }
    const plain = { ...options, link_preview_options: { is_disabled: true } }
    return (await api.sendMessage(chatId, message.text, plain)).message_id
  }

  return {
    async send(chatId, message) {
      try {
        return { outcome: 'sent', messageId: await attempt(chatId, message) }
      } catch (error) {
        const movedTo = error instanceof GrammyError ? error.parameters.migrate_to_chat_id : undefined
        if (movedTo === undefined) return outcomeOfError(error)
        return attempt(movedTo, message).then((messageId): SendOutcome => ({ outcome: 'sent', messageId }), outcomeOfError)
      }
    },
  }
}
