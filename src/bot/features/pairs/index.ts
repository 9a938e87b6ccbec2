import { isOpenPair, participantIds, sideOf } from '../../../modules/pairs/pair.js'
import type { LinkedContext } from '../../context.js'
import type { Feature, HomePart } from '../../feature.js'
import { answeredCard, pairCard } from '../../views/pairs/pair-card.js'
import { homeButton } from '../home.js'
import { declineDialogueId, pairCallbacks } from './callbacks.js'
import { declineDialogue } from './decline-dialogue.js'
import { ownPair, pairFace } from './pair-faces.js'

async function refuseStranger(ctx: LinkedContext): Promise<void> {
  await ctx.screen.popUp(ctx.problemText({ code: 'not-allowed' }), true)
}

/** An answer by one press; an old button shows what the pair is now. */
async function answer(ctx: LinkedContext, pairId: string, chosen: 'agreed' | 'talk'): Promise<void> {
  const result = await ctx.services.pairs.answer(ctx.actor, { pairId, personId: ctx.person.id, answer: chosen })
  if (!result.ok) {
    const pair = await ownPair(ctx, pairId)
    await ctx.screen.popUp(ctx.problemText(result.problem), true)
    if (pair) await ctx.screen.replace(pairCard(await pairFace(ctx, pair)))
    return
  }
  await ctx.conversation.exit(declineDialogueId)
  await ctx.screen.popUp()
  await ctx.screen.replace(pairCard(await pairFace(ctx, result.value)))
}

async function decline(ctx: LinkedContext, pairId: string): Promise<void> {
  const pair = await ownPair(ctx, pairId)
  if (!pair) return refuseStranger(ctx)
  const side = sideOf(pair, ctx.person.id)
  const mayStill = pair.state === 'proposed' && participantIds(pair).includes(ctx.person.id) && side?.answer !== 'agreed'
  if (!mayStill) {
    await ctx.screen.popUp(ctx.t('common-old-button'))
    return ctx.screen.replace(pairCard(await pairFace(ctx, pair)))
  }
  await ctx.openDialogue(declineDialogueId, { pairId, messageId: String(ctx.screen.pressedMessageId() ?? '') })
}

async function show(ctx: LinkedContext, pairId: string): Promise<void> {
  const pair = await ownPair(ctx, pairId)
  if (!pair) return refuseStranger(ctx)
  const face = await pairFace(ctx, pair)
  const screen = isOpenPair(pair) ? pairCard(face) : answeredCard(face)
  await ctx.screen.send({ ...screen, buttons: [...(screen.buttons ?? []), [homeButton(ctx)]] })
}

/** Proposals that wait for this person's answer. */
async function homePart(ctx: LinkedContext): Promise<HomePart | null> {
  const open = await ctx.services.pairs.openOf(ctx.person.id)
  const waiting = open.filter((pair) => pair.state === 'proposed' && ['waiting', 'talk'].includes(sideOf(pair, ctx.person.id)?.answer ?? ''))
  if (waiting.length === 0) return null
  const buttons = waiting.slice(0, 3).map((pair, at) => pairCallbacks.button(waiting.length > 1 ? ctx.t('pair-home-button-number', { number: at + 1 }) : ctx.t('pair-home-button'), 'show', pair.id))
  return { lines: [ctx.t('pair-home', { count: waiting.length })], first: buttons, buttons: [] }
}

/** The card of a proposed pair: agree, talk first, decline (PAIR-02, PAIR-03). */
export const pairs: Feature = {
  callbacks: [
    pairCallbacks.on({
      show: (ctx, pairId = '') => show(ctx, pairId),
      agree: (ctx, pairId = '') => answer(ctx, pairId, 'agreed'),
      talk: (ctx, pairId = '') => answer(ctx, pairId, 'talk'),
      decline: (ctx, pairId = '') => decline(ctx, pairId),
    }),
  ],
  dialogues: [declineDialogue],
  home: [{ order: 9, build: homePart }],
}
