import type { NextFunction } from 'grammy'
import type { BotContext } from '../context.js'

const newMember = new Set(['member', 'administrator'])

/** Serves private chats only: a group gets one polite line, then the bot leaves (contract §5). */
export async function privateOnly(ctx: BotContext, next: NextFunction): Promise<void> {
  if (ctx.chat?.type === 'private') return next()
  if (ctx.chat === undefined || ctx.chat.type === 'channel') return
  const joined = ctx.myChatMember ? newMember.has(ctx.myChatMember.new_chat_member.status) : ctx.message !== undefined
  if (!joined) return
  await ctx.api.sendMessage(ctx.chat.id, ctx.t('common-private-only'))
  await ctx.api.leaveChat(ctx.chat.id)
}
