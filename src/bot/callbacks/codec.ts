import type { Button } from '../../core/screen.js'
import type { BotContext, LinkedContext } from '../context.js'

/** What follows the action in a button's data: ids only. */
type Ids = string[]
type PressHandler<C> = (ctx: C, ...ids: Ids) => Promise<void>

/** A feature's buttons as the router sees them. */
export interface CallbackRoute {
  feature: string
  /** True when a chat that is not linked may press them. */
  anyone: boolean
  handle(ctx: BotContext, data: string): Promise<boolean>
}

export interface Callbacks<A extends string> {
  pack(action: A, ...ids: Ids): string
  parse(data: string): { action: A; ids: Ids } | null
  button(label: string, action: A, ...ids: Ids): Button
  /** Handlers for chats of linked people. */
  on(handlers: Record<A, PressHandler<LinkedContext>>): CallbackRoute
  /** Handlers for any chat (the link of an invitation). */
  onAnyone(handlers: Record<A, PressHandler<BotContext>>): CallbackRoute
}

const mostBytes = 64
const separator = ':'

/**
 * The typed codec of one feature's buttons: `callback('row', { accept: 'a' })` packs `row:a:<id>`. Codes never change their
 * meaning, since buttons live in chats for ever.
 */
export function callback<A extends string>(feature: string, codes: Record<A, string>): Callbacks<A> {
  const actions = new Map((Object.entries(codes) as [A, string][]).map(([action, code]) => [code, action]))

  function pack(action: A, ...ids: Ids): string {
    const data = [feature, codes[action], ...ids].join(separator)
    if (Buffer.byteLength(data) > mostBytes) throw new Error(`the button data of ${feature} ${action} is over ${mostBytes} bytes`)
    return data
  }

  function parse(data: string): { action: A; ids: Ids } | null {
    const [prefix, code = '', ...ids] = data.split(separator)
    const action = actions.get(code)
    return prefix === feature && action ? { action, ids } : null
  }

  function route<C extends BotContext>(anyone: boolean, handlers: Record<A, PressHandler<C>>): CallbackRoute {
    return {
      feature,
      anyone,
      async handle(ctx, data) {
        const pressed = parse(data)
        if (!pressed) return false
        await handlers[pressed.action](ctx as C, ...pressed.ids)
        return true
      },
    }
  }

  return {
    pack,
    parse,
    button: (label, action, ...ids) => ({ label, data: pack(action, ...ids) }),
    on: (handlers) => route<LinkedContext>(false, handlers),
    onAnyone: (handlers) => route<BotContext>(true, handlers),
  }
}
