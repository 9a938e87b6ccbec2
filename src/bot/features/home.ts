import { inRows, type Screen } from '../../core/screen.js'
import { displayName } from '../../modules/people/person.js'
import { callback } from '../callbacks/codec.js'
import { escapeHtml } from '../chat.js'
import { isLinked, type BotContext, type LinkedContext } from '../context.js'
import type { Feature, HomePart } from '../feature.js'

export const homeCallbacks = callback('home', { show: 's' })

/** The button that leads back to the home screen. */
export function homeButton(ctx: Pick<BotContext, 't'>) {
  return homeCallbacks.button(ctx.t('label-home'), 'show')
}

const longLabel = 18

function layOut(parts: readonly HomePart[]) {
  const buttons = parts.flatMap((part) => part.buttons)
  const short = buttons.every((button) => button.label.length <= longLabel)
  return inRows(buttons, short ? 2 : 1)
}

/** The home screen: what each feature has to say to this person, in order. */
export function createHome(features: () => readonly Feature[]) {
  const ordered = () => features().flatMap((feature) => feature.home ?? []).sort((one, other) => one.order - other.order)

  async function screenFor(ctx: LinkedContext): Promise<Screen> {
    const parts: HomePart[] = []
    for (const section of ordered()) {
      const part = await section.build(ctx)
      if (part) parts.push(part)
    }
    const lines = parts.flatMap((part) => part.lines)
    const greeting = ctx.t('home-greeting', { name: escapeHtml(displayName(ctx.person)) })
    const body = lines.length > 0 ? lines.join('\n') : ctx.t('home-nothing')
    return { text: `${greeting}\n${body}`, buttons: layOut(parts) }
  }

  async function show(ctx: BotContext): Promise<void> {
    if (!isLinked(ctx)) await ctx.screen.send({ text: ctx.t('common-unknown-person') })
    else await ctx.screen.send(await screenFor(ctx))
  }

  const feature: Feature = {
    commands: {
      async start(ctx) {
        await ctx.conversation.exitAll()
        await show(ctx)
      },
      async cancel(ctx) {
        const [open] = Object.keys(ctx.conversation.active())
        const isKept = features().some((one) => one.dialogues?.some(({ id, keepsDraft }) => id === open && keepsDraft))
        await ctx.conversation.exitAll()
        const buttons = isLinked(ctx) ? [[homeButton(ctx)]] : undefined
        await ctx.screen.send({ text: ctx.t(open === undefined ? 'dialog-nothing-to-cancel' : isKept ? 'dialog-put-off' : 'dialog-cancelled'), buttons })
      },
    },
    callbacks: [homeCallbacks.onAnyone({ show })],
  }
  return { feature, show }
}
