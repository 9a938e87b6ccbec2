import { inRows, type Button, type Screen } from '../../core/screen.js'
import { displayName } from '../../modules/people/person.js'
import { callback } from '../callbacks/codec.js'
import { escapeHtml } from '../chat.js'
import { isLinked, type BotContext, type LinkedContext } from '../context.js'
import type { Feature, HomePart } from '../feature.js'

export const homeCallbacks = callback('home', { show: 's', more: 'm' })

/** The button that leads back to the home screen. */
export function homeButton(ctx: Pick<BotContext, 't'>) {
  return homeCallbacks.button(ctx.t('label-home'), 'show')
}

const longLabel = 18
/** A tired person finds one of six (voice, section 1). */
const mostButtons = 6

const layOut = (buttons: readonly Button[]) => inRows(buttons, buttons.every((button) => button.label.length <= longLabel) ? 2 : 1)

/** The likely buttons, and the rest for the screen behind «Ещё». */
function divide(parts: readonly HomePart[]): { shown: Button[]; more: Button[] } {
  const awaited = parts.flatMap((part) => part.first ?? [])
  const [likely, seldom] = [[...awaited, ...parts.flatMap((part) => part.buttons)], parts.flatMap((part) => part.more ?? [])]
  if (likely.length + seldom.length <= mostButtons) return { shown: [...likely, ...seldom], more: [] }
  return { shown: likely.slice(0, mostButtons - 1), more: [...likely.slice(mostButtons - 1), ...seldom] }
}

/** The home screen: what each feature has to say to this person, in order. */
export function createHome(features: () => readonly Feature[]) {
  const ordered = () => features().flatMap((feature) => feature.home ?? []).sort((one, other) => one.order - other.order)

  async function partsFor(ctx: LinkedContext): Promise<HomePart[]> {
    const parts: HomePart[] = []
    for (const section of ordered()) {
      const part = await section.build(ctx)
      if (part) parts.push(part)
    }
    return parts
  }

  async function screenFor(ctx: LinkedContext, lead: string): Promise<Screen> {
    const parts = await partsFor(ctx)
    const { shown, more } = divide(parts)
    const lines = parts.flatMap((part) => part.lines)
    const greeting = lead || ctx.t('home-greeting', { name: escapeHtml(displayName(ctx.person)) })
    const body = lines.length > 0 ? lines.join('\n') : ctx.t('home-nothing')
    const buttons = more.length > 0 ? [...shown, homeCallbacks.button(ctx.t('label-more'), 'more')] : shown
    return { text: `${greeting}\n${body}`, buttons: layOut(buttons) }
  }

  async function showMore(ctx: BotContext): Promise<void> {
    if (!isLinked(ctx)) return show(ctx)
    const { more } = divide(await partsFor(ctx))
    await ctx.screen.replace({ text: ctx.t('home-more'), buttons: [...layOut(more), [homeButton(ctx)]] })
  }

  /** Shows the screen; to stray words with a line in place of the greeting. */
  async function show(ctx: BotContext, lead = ''): Promise<void> {
    if (!isLinked(ctx)) await ctx.screen.send({ text: ctx.t('common-unknown-person') })
    else await ctx.screen.send(await screenFor(ctx, lead))
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
    callbacks: [homeCallbacks.onAnyone({ show: (ctx) => show(ctx), more: showMore })],
  }
  return { feature, show }
}
