import type { NextFunction } from 'grammy'
import type { BotContext } from '../context.js'

/**
 * A dialogue's state holds the updates that it has seen: the message under a pressed button (text, keyboard) and quoted messages
 * are left out of them. Stands below the features' buttons, which may read those.
 */
export async function slimUpdate(ctx: BotContext, next: NextFunction): Promise<void> {
  const { callback_query: query, message } = ctx.update
  if (query?.message) {
    const { message_id, chat, date } = query.message
    Object.assign(query, { message: { message_id, chat, date } })
  }
  if (message) {
    delete message.reply_to_message
    delete message.external_reply
    delete message.quote
  }
  await next()
}
