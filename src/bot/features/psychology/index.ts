import { callback } from '../../callbacks/codec.js'
import type { LinkedContext } from '../../context.js'
import type { Feature, HomePart } from '../../feature.js'
import { homeButton } from '../home.js'

/** Codes never change their meaning. */
const talkCallbacks = callback('psy', { offer: 'o', ask: 'a' })

async function offer(ctx: LinkedContext): Promise<void> {
  await ctx.screen.send({ text: ctx.t('psychology-offer'), buttons: [[talkCallbacks.button(ctx.t('psychology-ask'), 'ask')], [homeButton(ctx)]] })
}

async function ask(ctx: LinkedContext): Promise<void> {
  const asked = await ctx.services.psychology.askConsultation(ctx.actor, ctx.organisation.id)
  if (!asked.ok) return ctx.screen.popUp(ctx.problemText(asked.problem), true)
  await ctx.screen.popUp()
  await ctx.screen.replace({ text: ctx.t('psychology-asked'), buttons: [[homeButton(ctx)]] })
}

async function homePart(ctx: LinkedContext): Promise<HomePart | null> {
  const isConcerned = ctx.actor.roles.some((role) => role === 'mentor' || role === 'mentee')
  if (!isConcerned || (await ctx.services.people.withRole(ctx.organisation.id, 'psychologist')).length === 0) return null
  return { lines: [], buttons: [], more: [talkCallbacks.button(ctx.t('psychology-button'), 'offer')] }
}

/** A talk with the psychologist is asked for by one press; nobody else learns of it (PSY-03, DATA-06). */
export const psychology: Feature = {
  callbacks: [talkCallbacks.on({ offer, ask })],
  home: [{ order: 86, build: homePart }],
}
