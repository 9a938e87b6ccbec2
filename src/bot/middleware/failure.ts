import { GrammyError, type BotError } from 'grammy'
import type { Logger } from 'pino'
import type { BotContext } from '../context.js'

/** A bug or a lost connection: the person gets a kind line, the log gets no words and no names. */
export function handleFailure(log: Logger) {
  return async ({ error, ctx }: BotError<BotContext>): Promise<void> => {
    const method = error instanceof GrammyError ? { method: error.method, status: error.error_code } : {}
    log.error({ updateId: ctx.update.update_id, ...method, err: error }, 'an update failed')
    if (error instanceof GrammyError && error.error_code === 403) return
    if (ctx.chat?.type !== 'private' || !ctx.screen) return
    await ctx.screen.popUp()
    await ctx.screen.send({ text: ctx.t('common-failed') })
  }
}
