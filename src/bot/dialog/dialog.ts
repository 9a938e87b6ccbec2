import type { Conversation } from '@grammyjs/conversations'
import type { Context } from 'grammy'
import type { Problem } from '../../core/result.js'
import type { Screen } from '../../core/screen.js'
import type { BotContext } from '../context.js'
import type { TextArgs } from '../texts.js'

/** «← Назад» was pressed: the dialogue asks its former question again. */
export const BACK: unique symbol = Symbol('back')
export type Answered<T> = T | typeof BACK

/** What a dialogue works with. It never touches the messenger or the plugin itself: all goes through `run`. */
export interface Dialog {
  /** The plugin's control, for steps only. */
  conversation: Conversation<BotContext, Context>
  /** The update's context, for reading (person, organisation, zone, texts). Its calls belong into `run`. */
  ctx: BotContext
  t(key: string, args?: TextArgs): string
  /** Runs a side effect or a service once and remembers its result (plain data) for replays. */
  run<T>(task: (ctx: BotContext) => Promise<T> | T): Promise<T>
  send(screen: Screen): Promise<number>
  /** Says why a service refused. */
  sendProblem(problem: Problem): Promise<void>
  /** Ends the dialogue here. */
  leave(): Promise<never>
}

export function createDialog(conversation: Conversation<BotContext, Context>, ctx: BotContext): Dialog {
  const run: Dialog['run'] = (task) => conversation.external((outer) => task(outer))
  return {
    conversation,
    ctx,
    t: ctx.t,
    run,
    send: (screen) => run((outer) => outer.screen.send(screen)),
    async sendProblem(problem) {
      await run(async (outer) => {
        await outer.screen.send({ text: outer.problemText(problem) })
        return null
      })
    },
    leave: () => conversation.halt(),
  }
}
