import type { NextFunction } from 'grammy'
import type { BotContext, Handler } from '../context.js'
import type { Feature } from '../feature.js'

interface Command {
  name: string
  payload: string
}

function readCommand(ctx: BotContext): Command | null {
  const text = ctx.message?.text
  const found = text === undefined ? null : /^\/([a-z_]{1,32})(?:@(\w+))?(?:\s+(.*))?$/is.exec(text.trim())
  const name = found?.[1]?.toLowerCase()
  return name === undefined ? null : { name, payload: found?.[3]?.trim() ?? '' }
}

/** Runs the commands of all features, above the dialogues: they work anywhere. A command leaves what is open. */
export function handleCommands(features: readonly Feature[]) {
  const commands = new Map<string, Handler>(features.flatMap((feature) => Object.entries(feature.commands ?? {})))
  const starts = features.flatMap((feature) => feature.onStart ?? [])

  async function takesPayload(ctx: BotContext, payload: string): Promise<boolean> {
    for (const onStart of starts) if (await onStart(ctx, payload)) return true
    return false
  }

  return async (ctx: BotContext, next: NextFunction): Promise<void> => {
    const command = readCommand(ctx)
    const handler = command ? commands.get(command.name) : undefined
    if (!command || !handler) return next()
    const isOwnPayload = command.name === 'start' && command.payload !== '' && (await takesPayload(ctx, command.payload))
    if (!isOwnPayload) await handler(ctx)
    if (ctx.requestedDialogue) return next()
  }
}
