import type { LinkedContext } from '../../context.js'
import type { Feature, HomePart } from '../../feature.js'
import { waitingScreen, type WaitingFace } from '../../views/waiting.js'
import { homeButton } from '../home.js'
import { waitingCallbacks } from './callbacks.js'

const isStaff = (ctx: LinkedContext) => ctx.actor.roles.some((role) => role === 'curator' || role === 'head')
const faceOf = ({ t, zone, publicUrl, now }: LinkedContext): WaitingFace => ({ t, zone, publicUrl, now: now() })

async function show(ctx: LinkedContext, from = '0'): Promise<void> {
  if (!isStaff(ctx)) return ctx.screen.popUp(ctx.problemText({ code: 'not-allowed' }), true)
  const start = /^\d{1,3}$/.test(from) ? Number(from) : 0
  const screen = waitingScreen(faceOf(ctx), await ctx.services.waiting.listFor(ctx.actor), start)
  await ctx.screen.send({ ...screen, buttons: [...(screen.buttons ?? []), [homeButton(ctx)]] })
}

async function homePart(ctx: LinkedContext): Promise<HomePart | null> {
  if (!isStaff(ctx)) return null
  const count = (await ctx.services.waiting.listFor(ctx.actor)).reduce((sum, line) => sum + line.count, 0)
  if (count === 0) return { lines: [ctx.t('waiting-empty')], buttons: [] }
  return { lines: [ctx.t('waiting-home', { count })], buttons: [waitingCallbacks.button(ctx.t('waiting-button', { count }), 'show', '0')] }
}

/** «What waits» for curators and heads, with ways into the panel (IMPL-11). */
export const waiting: Feature = {
  callbacks: [waitingCallbacks.on({ show: (ctx, from) => show(ctx, from) })],
  home: [{ order: 40, build: homePart }],
}
