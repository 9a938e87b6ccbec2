import type { MentoringRequest } from '../../../modules/requests/request-service.js'
import { awaitedParties } from '../../../modules/requests/term-rules.js'
import type { LinkedContext } from '../../context.js'
import type { Feature, HomePart } from '../../feature.js'
import { sayDay } from '../../views/dates.js'
import { homeButton } from '../home.js'
import { requestCallbacks, requestDialogues } from './callbacks.js'
import { findRequest, requestScreen } from './faces.js'
import { helpDialogues, ownPairs } from './help-dialogues.js'
import { termDialogues } from './term-dialogues.js'

const mostShown = 5

/** Requests on which this person's word is missing. */
async function waitingFor(ctx: LinkedContext): Promise<MentoringRequest[]> {
  const open = await ctx.services.requests.openOf(ctx.person.id)
  return open.filter((request) => {
    if (request.kind === 'help') return request.mentorId === ctx.person.id
    return request.state !== 'curator' && !request.agreedBy.includes(ctx.person.id)
  })
}

async function showWaiting(ctx: LinkedContext): Promise<void> {
  const waiting = (await waitingFor(ctx)).slice(0, mostShown)
  if (waiting.length === 0) await ctx.screen.send({ text: ctx.t('request-none'), buttons: [[homeButton(ctx)]] })
  for (const { id } of waiting) {
    const found = await findRequest(ctx, id)
    if (found) await ctx.screen.send(requestScreen(found))
  }
}

const openStates: readonly string[] = ['asked', 'countered', 'curator']

/** Opens a dialogue about a request that still waits; an old button shows how the request stands. */
function opening(dialogue: string) {
  return async (ctx: LinkedContext, requestId = ''): Promise<void> => {
    const found = await findRequest(ctx, requestId)
    if (!found) return ctx.screen.popUp(ctx.problemText({ code: 'request-not-found' }), true)
    if (!openStates.includes(found.request.state)) {
      await ctx.screen.popUp(ctx.problemText({ code: 'request-answered-already' }), true)
      return ctx.screen.replace(requestScreen(found))
    }
    const messageId = ctx.screen.pressedMessageId()
    await ctx.openDialogue(dialogue, { requestId, messageId: messageId === null ? null : String(messageId) })
  }
}

async function show(ctx: LinkedContext, requestId = ''): Promise<void> {
  const found = await findRequest(ctx, requestId)
  if (found) await ctx.screen.send(requestScreen(found))
  else await ctx.screen.popUp(ctx.problemText({ code: 'request-not-found' }), true)
}

async function outcomeText(ctx: LinkedContext, request: MentoringRequest): Promise<string> {
  if (request.state === 'accepted') return ctx.t('term-done-accepted', { day: sayDay(request.proposedOn ?? '', ctx.now(), ctx.zone) })
  if (request.state !== 'curator') return ctx.t('term-done-agreed')
  const row = (await findRequest(ctx, request.id))?.row
  return ctx.t(row && awaitedParties(row, request).length > 0 ? 'term-done-to-curator-instead' : 'term-done-to-curator')
}

async function accept(ctx: LinkedContext, requestId = ''): Promise<void> {
  const accepted = await ctx.services.requests.acceptTerm(ctx.actor, requestId)
  if (!accepted.ok) {
    await ctx.screen.popUp(ctx.problemText(accepted.problem), true)
    // The day went by meanwhile: the way on is another one.
    if (accepted.problem.code === 'request-day-over') return opening(requestDialogues.counterTerm)(ctx, requestId)
    const found = await findRequest(ctx, requestId)
    if (found && !openStates.includes(found.request.state)) await ctx.screen.replace(requestScreen(found))
    return
  }
  await ctx.screen.replace({ text: await outcomeText(ctx, accepted.value) })
}

async function homePart(ctx: LinkedContext): Promise<HomePart | null> {
  const waiting = await waitingFor(ctx)
  const ask = (await ownPairs(ctx)).length > 0 ? [requestCallbacks.button(ctx.t('label-ask-help'), 'ask')] : []
  const answer = waiting.length > 0 ? [requestCallbacks.button(ctx.t('request-home-button', { count: waiting.length }), 'waiting')] : []
  return answer.length + ask.length > 0 ? { lines: waiting.length > 0 ? [ctx.t('request-home', { count: waiting.length })] : [], first: answer, buttons: ask } : null
}

/** Help and terms in the chat (REQ-01, REQ-06, CONS-05). */
export const requests: Feature = {
  callbacks: [
    requestCallbacks.on({
      ask: (ctx, pairId) => ctx.openDialogue(requestDialogues.askHelp, { pairId: pairId ?? null, rowId: null }),
      answer: opening(requestDialogues.answerHelp),
      accept,
      counter: opening(requestDialogues.counterTerm),
      decline: opening(requestDialogues.declineTerm),
      waiting: showWaiting,
      show,
    }),
  ],
  dialogues: [...helpDialogues, ...termDialogues],
  home: [{ order: 34, build: homePart }],
}
