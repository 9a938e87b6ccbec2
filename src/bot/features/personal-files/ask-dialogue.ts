import { currentMenteeIds, type Pair } from '../../../modules/pairs/pair.js'
import { isGroundForFile } from '../../../modules/personal-files/file-access-policy.js'
import { escapeHtml } from '../../chat.js'
import type { LinkedContext } from '../../context.js'
import { askChoice, askText, BACK, runSteps, type Dialog } from '../../dialog/index.js'
import type { Choice } from '../../dialog/ask.js'
import type { Dialogue } from '../../feature.js'
import { homeButton } from '../home.js'
import { linked, namesOf } from '../meetings/faces.js'
import { sayMoment } from '../../views/dates.js'
import { askFileDialogueId, fileCallbacks } from './callbacks.js'

const longest = 500
const separator = '.'

/** Pairs in which the person mentors and which have their order. */
export async function pairsWithGround(ctx: LinkedContext): Promise<Pair[]> {
  const open = await ctx.services.pairs.openOf(ctx.person.id)
  return open.filter((pair) => pair.mentorId === ctx.person.id && isGroundForFile(pair))
}

/** Mentees whose files may be asked for, as `pair.mentee`. */
function menteesOf(dialog: Dialog, pairId: string | null): Promise<Choice[]> {
  return dialog.run(async (outer) => {
    const ctx = linked(outer)
    const pairs = (await pairsWithGround(ctx)).filter(({ id }) => pairId === null || id === pairId)
    const names = await namesOf(ctx, pairs.flatMap(currentMenteeIds))
    return pairs.flatMap((pair) => currentMenteeIds(pair).map((id) => ({ label: names.get(id) ?? '—', value: `${pair.id}${separator}${id}` })))
  })
}

async function choose(dialog: Dialog, choices: Choice[]): Promise<Choice | null> {
  if (choices.length <= 1) return choices[0] ?? null
  const chosen = await askChoice(dialog, { text: dialog.t('file-ask-whose'), choices })
  return choices.find(({ value }) => value === chosen) ?? null
}

/** A request about this mentee that is open already: how it stands, and the way to take it back. */
function showOpen(dialog: Dialog, menteeId: string, name: string): Promise<boolean> {
  return dialog.run(async (outer) => {
    const ctx = linked(outer)
    const open = (await ctx.services.personalFiles.openOf(ctx.person.id)).find((access) => access.menteeId === menteeId)
    if (!open) return false
    const invited = open.comeAt && { name, moment: sayMoment(open.comeAt, ctx.now(), ctx.zone), place: escapeHtml(open.place ?? '') }
    const text = invited ? ctx.t('delivery-file-approved', invited) : ctx.t('file-waits', { name })
    await ctx.screen.send({ text, buttons: [[fileCallbacks.button(ctx.t('file-cancel'), 'cancel', open.id)], [homeButton(ctx)]] })
    return true
  })
}

/** What and why (DUTY-03); the file itself never comes into the chat. */
export const askFileDialogue: Dialogue = {
  id: askFileDialogueId,
  async build(dialog, args) {
    const chosen = await choose(dialog, await menteesOf(dialog, args.pairId ?? null))
    if (!chosen) return dialog.sendProblem({ code: 'file-no-ground' })
    const name = escapeHtml(chosen.label)
    const [pairId = '', menteeId = ''] = chosen.value.split(separator)
    if (await showOpen(dialog, menteeId, name)) return
    const words = { what: '', why: '' }
    const step = (field: keyof typeof words, back: boolean) => async (given: typeof words) => {
      const text = await askText(dialog, { text: dialog.t(`file-ask-${field}`, { name }), max: longest, back })
      if (text === BACK) return BACK
      given[field] = text
      return 'asked' as const
    }
    const filled = await runSteps(words, [step('what', false), step('why', true)])
    if (filled === BACK) return
    const problem = await dialog.run(async (outer) => {
      const ctx = linked(outer)
      const asked = await ctx.services.personalFiles.ask(ctx.actor, { pairId, menteeId, ...words })
      return asked.ok ? null : asked.problem
    })
    if (problem !== null) return dialog.sendProblem(problem)
    await dialog.run((ctx) => ctx.screen.send({ text: ctx.t('file-done', { name }), buttons: [[homeButton(ctx)]] }))
  },
}
