import type { Problem } from '../../../core/result.js'
import { escapeHtml } from '../../chat.js'
import type { Choice } from '../../dialog/ask.js'
import { BACK, runSteps, type Dialog } from '../../dialog/index.js'
import type { Dialogue } from '../../feature.js'
import { homeButton } from '../home.js'
import { meetingCallbacks, meetingDialogues } from './callbacks.js'
import { ledPairs, linked, menteesLabel } from './faces.js'
import { stepsOf, type Draft } from './set-steps.js'

/** Which question a refusal leads back to. */
const mendable: Record<string, number> = { 'meeting-kind-unknown': 1, 'meeting-past': 2, 'meeting-time-wrong': 2, 'meeting-place-missing': 3, 'meeting-link-wrong': 3 }

function save(dialog: Dialog, { pairId, kind, startsAt, place }: Draft): Promise<Problem | null> {
  return dialog.run(async (ctx) => {
    const isLink = /^https?:\/\/\S+$/i.test(place)
    const set = await ctx.services.meetings.set(ctx.actor, { pairId, kind, startsAt: new Date(startsAt), ...(isLink ? { link: place } : { place }) })
    return set.ok ? null : set.problem
  })
}

async function leadsTo(dialog: Dialog): Promise<Choice[]> {
  return dialog.run(async (outer) => {
    const ctx = linked(outer)
    return Promise.all((await ledPairs(ctx)).map(async (pair) => ({ label: await menteesLabel(ctx, pair), value: pair.id })))
  })
}

async function build(dialog: Dialog, args: Record<string, string | null>): Promise<void> {
  const pairs = await leadsTo(dialog)
  const given = pairs.find(({ value }) => value === args.pairId) ?? (pairs.length === 1 ? pairs[0] : undefined)
  if (pairs.length === 0) return void (await dialog.send({ text: dialog.t('meeting-no-pair') }))
  const draft: Draft = { pairId: given?.value ?? '', name: given?.label ?? '', kind: '', startsAt: '', place: '', isSure: false }
  const steps = stepsOf(dialog, pairs, given === undefined)
  for (let from = 0; ; ) {
    const filled = await runSteps(draft, steps.slice(from))
    if (filled === BACK) {
      from = Math.max(0, from - 1)
      continue
    }
    if (!draft.isSure) return void (await dialog.send({ text: dialog.t('meeting-not-set') }))
    const problem = await save(dialog, draft)
    if (problem === null) break
    await dialog.sendProblem(problem)
    const again = mendable[problem.code]
    if (again === undefined) return
    from = again
  }
  await dialog.run((ctx) =>
    ctx.screen.send({
      text: ctx.t('meeting-done-set', { name: escapeHtml(draft.name) }),
      buttons: [[meetingCallbacks.button(ctx.t('meeting-mine-mentor'), 'mine'), homeButton(ctx)]],
    }),
  )
}

/** «Назначить встречу» (MEET-01): with one pair nobody is asked whom, the next kind is proposed first. */
export const setMeetingDialogue: Dialogue = { id: meetingDialogues.set, build }
