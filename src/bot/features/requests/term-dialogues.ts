import { addDays, dayOf } from '../../../core/dates.js'
import { awaitedParties } from '../../../modules/requests/term-rules.js'
import type { LinkedContext } from '../../context.js'
import { askDate, askText, BACK, runSteps, type Dialog } from '../../dialog/index.js'
import type { Dialogue } from '../../feature.js'
import { sayDay } from '../../views/dates.js'
import { homeButton } from '../home.js'
import { linked } from '../meetings/faces.js'
import { requestDialogues } from './callbacks.js'
import { findRequest, refreshRequest } from './faces.js'

const longest = 500

interface TermFacts {
  /** The row's term, said. */
  day: string
  /** The first day that may be asked for. */
  min: string
}

function factsOf(dialog: Dialog, { programmeId, rowId }: Record<string, string | null>): Promise<TermFacts | null> {
  return dialog.run(async (outer) => {
    const ctx = linked(outer)
    const programme = programmeId ? await ctx.services.programmes.get(programmeId) : null
    const row = programme?.organisationId === ctx.organisation.id ? programme.rows.find(({ id }) => id === rowId) : undefined
    if (!row) return null
    const today = dayOf(ctx.now(), ctx.zone)
    return { day: sayDay(row.finalOn, ctx.now(), ctx.zone), min: addDays(row.finalOn > today ? row.finalOn : today, 1) }
  })
}

/** Names everybody whose consent is needed. */
async function askedText(ctx: LinkedContext, requestId: string): Promise<string> {
  const found = await findRequest(ctx, requestId)
  if (found?.request.state === 'curator') return ctx.t('term-done-asked-curator')
  const names = found?.row ? awaitedParties(found.row, found.request).map(found.face.nameOf) : []
  return names.length === 1 ? ctx.t('term-done-asked', { name: names[0] ?? '' }) : ctx.t('term-done-asked-all', { names: names.join(', ') })
}

const askTerm: Dialogue = {
  id: requestDialogues.askTerm,
  async build(dialog, args) {
    const facts = await factsOf(dialog, args)
    if (!facts) return dialog.sendProblem({ code: 'row-not-found' })
    const draft = { proposedOn: '', text: '' }
    const filled = await runSteps(draft, [
      async (given) => {
        const day = await askDate(dialog, { text: dialog.t('term-ask-day', { day: facts.day }), min: facts.min })
        if (day === BACK) return BACK
        given.proposedOn = day
        return 'asked'
      },
      async (given) => {
        const words = await askText(dialog, { text: dialog.t('term-ask-reason'), max: longest, without: dialog.t('label-skip'), back: true })
        if (words === BACK) return BACK
        given.text = words ?? ''
        return 'asked'
      },
    ])
    if (filled === BACK) return
    const asked = await dialog.run(async (outer) => {
      const ctx = linked(outer)
      const asked = await ctx.services.requests.askTerm(ctx.actor, { programmeId: args.programmeId ?? '', rowId: args.rowId ?? '', menteeId: ctx.person.id, ...draft })
      return asked.ok ? { problem: null, text: await askedText(ctx, asked.value.id) } : { problem: asked.problem, text: '' }
    })
    if (asked.problem !== null) return dialog.sendProblem(asked.problem)
    await dialog.run((ctx) => ctx.screen.send({ text: asked.text, buttons: [[homeButton(ctx)]] }))
  },
}

const counterTerm: Dialogue = {
  id: requestDialogues.counterTerm,
  async build(dialog, args) {
    const about = await dialog.run(async (outer) => {
      const ctx = linked(outer)
      const found = await findRequest(ctx, args.requestId ?? '')
      if (!found?.request.proposedOn) return null
      const { request, face } = found
      const proposer = request.state === 'countered' ? request.mentorId : request.menteeId
      return { name: face.nameOf(proposer), day: sayDay(request.proposedOn ?? '', ctx.now(), ctx.zone) }
    })
    if (!about) return dialog.sendProblem({ code: 'request-not-found' })
    const day = await askDate(dialog, { text: dialog.t('term-ask-counter', about) })
    if (day === BACK) return
    const problem = await dialog.run(async (ctx) => {
      const countered = await ctx.services.requests.counterTerm(ctx.actor, { requestId: args.requestId ?? '', proposedOn: day })
      await refreshRequest(ctx, args)
      return countered.ok ? null : countered.problem
    })
    if (problem !== null) return dialog.sendProblem(problem)
    await dialog.send({ text: dialog.t('term-done-countered') })
  },
}

const declineTerm: Dialogue = {
  id: requestDialogues.declineTerm,
  async build(dialog, args) {
    const words = await askText(dialog, { text: dialog.t('term-ask-decline'), max: longest, without: dialog.t('label-skip') })
    if (words === BACK) return
    const problem = await dialog.run(async (ctx) => {
      const declined = await ctx.services.requests.declineTerm(ctx.actor, { requestId: args.requestId ?? '', text: words ?? '' })
      await refreshRequest(ctx, args)
      return declined.ok ? null : declined.problem
    })
    if (problem !== null) return dialog.sendProblem(problem)
    await dialog.send({ text: dialog.t('term-done-declined') })
  },
}

/** «Не успеваю» and its answers (REQ-06, CONS-05). */
export const termDialogues: Dialogue[] = [askTerm, counterTerm, declineTerm]
