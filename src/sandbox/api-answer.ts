import type { ApiError, ApiSuccess, ResponseParameters } from 'grammy/types'

/** What every method of the Bot API answers: the shapes of Telegram itself. */
export type ApiAnswer<T = unknown> = ApiSuccess<T> | ApiError

export function success<T>(result: T): ApiSuccess<T> {
  return { ok: true, result }
}

export function refusal(errorCode: number, description: string, parameters?: ResponseParameters): ApiError {
  return { ok: false, error_code: errorCode, description, ...(parameters && { parameters }) }
}

export function badRequest(reason: string): ApiError {
  return refusal(400, `Bad Request: ${reason}`)
}

/** Telegram's own codes and words: the bot decides by them, so they are copied letter by letter. */
export const refusals = {
  unauthorized: refusal(401, 'Unauthorized'),
  notFound: refusal(404, 'Not Found'),
  methodNotFound: refusal(404, 'Not Found: method not found'),
  secondPoller: refusal(409, 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running'),
  webhookActive: refusal(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"),
  tooLarge: refusal(413, 'Request Entity Too Large'),
  blocked: refusal(403, 'Forbidden: bot was blocked by the user'),
  deactivated: refusal(403, 'Forbidden: user is deactivated'),
  notStarted: refusal(403, "Forbidden: bot can't initiate conversation with a user"),
  notMember: refusal(403, 'Forbidden: bot is not a member of the group chat'),
  chatIdEmpty: badRequest('chat_id is empty'),
  chatNotFound: badRequest('chat not found'),
  textEmpty: badRequest('message text is empty'),
  textTooLong: badRequest('message is too long'),
  editTooLong: badRequest('MESSAGE_TOO_LONG'),
  captionTooLong: badRequest('message caption is too long'),
  notModified: badRequest(
    'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
  ),
  editNotFound: badRequest('message to edit not found'),
  cannotEdit: badRequest("message can't be edited"),
  noTextToEdit: badRequest('there is no text in the message to edit'),
  noCaptionToEdit: badRequest('there is no caption in the message to edit'),
  deleteNotFound: badRequest('message to delete not found'),
  cannotDelete: badRequest("message can't be deleted for everyone"),
  messageIdMissing: badRequest('message identifier is not specified'),
  replyNotFound: badRequest('message to be replied not found'),
  staleQuery: badRequest('query is too old and response timeout expired or query ID is invalid'),
  answerTooLong: badRequest('MESSAGE_TOO_LONG'),
  buttonData: badRequest('BUTTON_DATA_INVALID'),
  markupTooLong: badRequest('REPLY_MARKUP_TOO_LONG'),
  inlineExpected: badRequest('inline keyboard expected'),
  wrongFile: badRequest('wrong file_id or the file is temporarily unavailable'),
  fileTooBig: badRequest('file is too big'),
  fileEmpty: badRequest('file must be non-empty'),
} as const

export function tooManyRequests(seconds: number): ApiError {
  return refusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds })
}
