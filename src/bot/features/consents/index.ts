import type { ConsentKind } from '../../../modules/consents/consent.js'
import { isLinked, type BotContext, type LinkedContext } from '../../context.js'
import type { Feature, HomePart } from '../../feature.js'
import { homeButton } from '../home.js'
import { questionnaireButton } from '../questionnaires.js'
import { consentCallbacks, decidedLine, hashLength, kindOf, mineScreen, pairIdOf, paperIds, paperScreen, withdrawScreen, type Paper } from './views.js'

async function screenOf(ctx: LinkedContext, paper: Paper, whole = false) {
  const { id, settings } = ctx.organisation
  const text = await ctx.services.consents.textOf(id, paper.kind, ctx.person.id)
  return { text, screen: paperScreen(ctx, paper, text, settings.consentWay[paper.kind], whole) }
}

/** Sends a paper with its decisions, or what was decided about it already. */
export async function showPaper(ctx: LinkedContext, kind: ConsentKind, pairId: string | null): Promise<void> {
  const latest = await ctx.services.consents.latest(ctx.person.id, kind, pairId)
  if (latest?.state === 'given') return
  await ctx.screen.send((await screenOf(ctx, { kind, pairId })).screen)
}

/** Papers that wait for this person: personal data first, then what his pairs need. */
export async function pendingPapers(ctx: LinkedContext): Promise<Paper[]> {
  const isParticipant = ctx.actor.roles.some((role) => role === 'mentee' || role === 'mentor')
  if (!isParticipant) return []
  const papers: Paper[] = []
  const { consents, pairs } = ctx.services
  const isDecided = async (paper: Paper) => {
    const latest = await consents.latest(ctx.person.id, paper.kind, paper.pairId)
    return latest?.state === 'given' || latest?.state === 'declared'
  }
  if (!(await isDecided({ kind: 'personal-data', pairId: null }))) papers.push({ kind: 'personal-data', pairId: null })
  for (const pair of await pairs.openOf(ctx.person.id)) {
    if (pair.state !== 'agreed') continue
    const missing = await pairs.missing(pair.id)
    for (const { what, personId, kind } of missing) {
      if (what !== 'consent' || personId !== ctx.person.id || kind === undefined || kind === 'personal-data') continue
      const paper: Paper = { kind: kind as ConsentKind, pairId: kind === 'duties' ? pair.id : null }
      if (!papers.some((other) => other.kind === paper.kind && other.pairId === paper.pairId) && !(await isDecided(paper))) papers.push(paper)
    }
  }
  return papers
}

async function decide(ctx: LinkedContext, kindCode: string, pairId: string, hash: string | null): Promise<void> {
  const kind = kindOf(kindCode)
  if (!kind) return
  const paper: Paper = { kind, pairId: pairIdOf(pairId) }
  const { text, screen } = await screenOf(ctx, paper)
  if (hash !== null && (hash.length !== hashLength || !text.hash.startsWith(hash))) {
    await ctx.screen.popUp(ctx.problemText({ code: 'consent-text-changed' }), true)
    return ctx.screen.replace(screen)
  }
  const input = { personId: ctx.person.id, ...paper }
  const { consents } = ctx.services
  const decided = hash === null ? await consents.refuse(ctx.actor, input) : await consents.agree(ctx.actor, { ...input, hash: text.hash })
  if (!decided.ok) return ctx.screen.popUp(ctx.problemText(decided.problem), true)
  const title = screen.text.split('\n')[0] ?? ''
  await ctx.screen.replace({ text: `${title}\n${decidedLine(ctx, decided.value)}` })
  await goOn(ctx)
}

/** The next paper at once, else the survey that is still to be filled in, else the way home. */
async function goOn(ctx: LinkedContext): Promise<void> {
  const [next] = (await pendingPapers(ctx)).filter((paper) => paper.kind !== 'personal-data')
  if (next) return showPaper(ctx, next.kind, next.pairId)
  const kind = ctx.actor.roles.includes('mentee') ? 'needs' : 'mentor'
  const isAsked = (await ctx.services.consents.has(ctx.person.id, 'personal-data')) && !(await ctx.services.questionnaires.latest(ctx.person.id, kind))
  if (isAsked) await ctx.screen.send({ text: ctx.t(`consents-next-${kind}`), buttons: [[questionnaireButton(ctx, kind)], [homeButton(ctx)]] })
  else await ctx.screen.send({ text: ctx.t('consents-next'), buttons: [[homeButton(ctx)]] })
}

async function showMine(ctx: BotContext): Promise<void> {
  if (!isLinked(ctx)) return void (await ctx.screen.send({ text: ctx.t('common-unknown-person') }))
  const all = await ctx.services.consents.listOf(ctx.person.id)
  const newest = all.filter((consent, index) => all.findIndex((other) => other.kind === consent.kind && other.pairId === consent.pairId) === index)
  const responses = await Promise.all((['needs', 'mentor'] as const).map((kind) => ctx.services.questionnaires.latest(ctx.person.id, kind)))
  const answered = responses.reduce((sum, response) => sum + Object.keys(response?.answers ?? {}).length, 0)
  await ctx.screen.send(mineScreen(ctx, newest, await pendingPapers(ctx), answered))
}

async function askWithdrawal(ctx: LinkedContext, consentId = ''): Promise<void> {
  const consent = (await ctx.services.consents.listOf(ctx.person.id)).find(({ id }) => id === consentId)
  if (!consent || (consent.state !== 'given' && consent.state !== 'declared')) return ctx.screen.popUp(ctx.problemText({ code: 'consent-not-found' }), true)
  await ctx.screen.send(withdrawScreen(ctx, consent))
}

async function withdraw(ctx: LinkedContext, consentId = ''): Promise<void> {
  const withdrawn = await ctx.services.consents.withdraw(ctx.actor, { consentId })
  if (!withdrawn.ok) return ctx.screen.popUp(ctx.problemText(withdrawn.problem), true)
  await ctx.screen.replace({ text: decidedLine(ctx, withdrawn.value), buttons: [[homeButton(ctx)]] })
}

async function homePart(ctx: LinkedContext): Promise<HomePart | null> {
  const pending = await pendingPapers(ctx)
  const [first] = pending
  const mine = consentCallbacks.button(ctx.t('label-my-data'), 'mine')
  if (!first) return { lines: [], buttons: [mine] }
  const line = first.kind === 'personal-data' ? ctx.t('consents-home-needed') : ctx.t('consents-home-pending', { title: ctx.t(`consents-kind-${first.kind}`) })
  const open = consentCallbacks.button(ctx.t('consents-home-button'), 'show', ...paperIds(first))
  return { lines: [line], first: [open], buttons: [mine] }
}

/** Papers in the chat: read, agree, decline, withdraw; «Мои данные и согласия» (CONS-08, DATA-10, IMPL-24). */
export const consents: Feature = {
  commands: { data: showMine },
  callbacks: [
    consentCallbacks.on({
      async show(ctx, kindCode = '', pairId = '-') {
        const kind = kindOf(kindCode)
        if (kind) await showPaper(ctx, kind, pairIdOf(pairId))
      },
      agree: (ctx, kindCode = '', pairId = '-', hash = '') => decide(ctx, kindCode, pairId, hash.slice(0, hashLength)),
      disagree: (ctx, kindCode = '', pairId = '-') => decide(ctx, kindCode, pairId, null),
      read: (ctx, kindCode = '', pairId = '-') => turn(ctx, kindCode, pairId, true),
      hide: (ctx, kindCode = '', pairId = '-') => turn(ctx, kindCode, pairId, false),
      mine: showMine,
      withdrawAsk: askWithdrawal,
      withdraw,
      keep: (ctx) => ctx.screen.replace({ text: ctx.t('consents-kept'), buttons: [[homeButton(ctx)]] }),
    }),
  ],
  home: [{ order: 80, build: homePart }],
}

async function turn(ctx: LinkedContext, kindCode: string, pairId: string, whole: boolean): Promise<void> {
  const kind = kindOf(kindCode)
  if (kind) await ctx.screen.replace((await screenOf(ctx, { kind, pairId: pairIdOf(pairId) }, whole)).screen)
}
