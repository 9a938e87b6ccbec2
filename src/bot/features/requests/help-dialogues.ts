import { currentMenteeIds, type Pair } from '../../../modules/pairs/pair.js'
import { escapeHtml } from '../../chat.js'
import type { LinkedContext } from '../../context.js'
import { askChoice, askText, BACK, type Dialog } from '../../dialog/index.js'
import type { Choice } from '../../dialog/ask.js'
import type { Dialogue } from '../../feature.js'
import { homeButton } from '../home.js'
import { linked, namesOf } from '../meetings/faces.js'
import { requestDialogues } from './callbacks.js'
import { findRequest, refreshRequest } from './faces.js'

const longest = 1000

/** Pairs in which the person is led and may ask. */
export async function ownPairs(ctx: LinkedContext): Promise<Pair[]> {
  const pairs = await ctx.services.pairs.openOf(ctx.person.id)
  return pairs.filter((pair) => pair.state !== 'proposed' && currentMenteeIds(pair).includes(ctx.person.id))
}

function mentorsOf(dialog: Dialog): Promise<Choice[]> {
  return dialog.run(async (outer) => {
    const ctx = linked(outer)
    const pairs = await ownPairs(ctx)
    const names = await namesOf(ctx, pairs.map(({ mentorId }) => mentorId))
    return pairs.map(({ id, mentorId }) => ({ label: names.get(mentorId) ?? '—', value: id }))
  })
}

async function choosePair(dialog: Dialog, pairs: Choice[], wanted: string | null | undefined): Promise<Choice | null> {
  const given = pairs.find(({ value }) => value === wanted) ?? (pairs.length === 1 ? pairs[0] : undefined)
  if (given) return given
  const chosen = await askChoice(dialog, { text: dialog.t('help-ask-pair'), choices: pairs })
  return pairs.find(({ value }) => value === chosen) ?? null
}

const askHelp: Dialogue = {
  id: requestDialogues.askHelp,
  async build(dialog, args) {
    const pairs = await mentorsOf(dialog)
    if (pairs.length === 0) return void (await dialog.send({ text: dialog.t('help-no-mentor') }))
    const pair = await choosePair(dialog, pairs, args.pairId)
    if (!pair) return
    const name = escapeHtml(pair.label)
    const text = await askText(dialog, { text: dialog.t('help-ask-text', { name }), max: longest })
    if (text === BACK) return
    const problem = await dialog.run(async (outer) => {
      const ctx = linked(outer)
      const asked = await ctx.services.requests.askHelp(ctx.actor, { pairId: pair.value, menteeId: ctx.person.id, text, rowId: args.rowId ?? null })
      return asked.ok ? null : asked.problem
    })
    if (problem !== null) return dialog.sendProblem(problem)
    await dialog.run((ctx) => ctx.screen.send({ text: ctx.t('help-done-asked', { name }), buttons: [[homeButton(ctx)]] }))
  },
}

const answerHelp: Dialogue = {
  id: requestDialogues.answerHelp,
  async build(dialog, args) {
    const about = await dialog.run(async (outer) => {
      const found = await findRequest(linked(outer), args.requestId ?? '')
      return found ? { name: found.face.nameOf(found.request.menteeId), text: escapeHtml(found.request.text) } : null
    })
    if (!about) return dialog.sendProblem({ code: 'request-not-found' })
    const text = await askText(dialog, { text: dialog.t('help-ask-answer', about), max: longest })
    if (text === BACK) return
    const problem = await dialog.run(async (ctx) => {
      const answered = await ctx.services.requests.answerHelp(ctx.actor, { requestId: args.requestId ?? '', text })
      await refreshRequest(ctx, args)
      return answered.ok ? null : answered.problem
    })
    if (problem !== null) return dialog.sendProblem(problem)
    await dialog.send({ text: dialog.t('help-done-answered', { name: about.name }) })
  },
}

/** «Попросить помощи» and its answer (REQ-01). */
export const helpDialogues: Dialogue[] = [askHelp, answerHelp]
