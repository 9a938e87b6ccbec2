import type { Result } from '../../../core/result.js'
import { refuse } from '../../../core/result.js'
import type { Pair } from '../../../modules/pairs/pair.js'
import { displayName } from '../../../modules/people/person.js'
import { menteesOf } from '../../../modules/programmes/plan-rules.js'
import { mayApprove, mayComplete, mayCompose, mayRead } from '../../../modules/programmes/programme-policy.js'
import type { PlanRow, Programme } from '../../../modules/programmes/programme.js'
import { escapeHtml } from '../../chat.js'
import { isLinked, type BotContext, type LinkedContext } from '../../context.js'
import type { Dialog } from '../../dialog/index.js'
import { faceOf } from '../../views/programmes/face.js'
import { planScreen, type PlanFace } from '../../views/programmes/plan-views.js'
import { homeButton } from '../home.js'

/** Names of a pair's people, for HTML and for labels. */
export async function namesOf(ctx: LinkedContext, personIds: readonly string[]) {
  const found = await Promise.all([...new Set(personIds)].map((id) => ctx.services.people.get(id)))
  const names = new Map(found.filter((person) => person !== null).map((person) => [person.id, displayName(person)]))
  const labelOf = (id: string) => names.get(id) ?? '—'
  return { labelOf, nameOf: (id: string) => escapeHtml(labelOf(id)) }
}

async function faceFor(ctx: LinkedContext, programme: Programme, pair: Pair): Promise<PlanFace> {
  const { actor, organisation } = ctx
  const menteeIds = menteesOf(programme, pair)
  return {
    ...faceOf(ctx),
    programme,
    pair,
    organisation,
    menteeIds,
    ...(await namesOf(ctx, [pair.mentorId, ...pair.members.map(({ menteeId }) => menteeId)])),
    isMentee: menteeIds.includes(ctx.person.id),
    can: {
      compose: mayCompose(actor, pair, 'edit'),
      answer: menteeIds.includes(ctx.person.id) && !programme.agreedBy.includes(ctx.person.id),
      approve: mayApprove(actor, pair, organisation.settings.programmeApprover),
      complete: mayComplete(actor, pair),
    },
    home: homeButton(ctx),
  }
}

/** The plan as this person may see it; another person's button is refused. */
export async function openPlan(ctx: BotContext, programmeId: string): Promise<Result<PlanFace>> {
  const programme = isLinked(ctx) ? await ctx.services.programmes.get(programmeId) : null
  const pair = programme && (await ctx.services.pairs.get(programme.pairId))
  if (!programme || !pair || !isLinked(ctx)) return refuse('programme-not-found')
  if (!mayRead(ctx.actor, pair)) return refuse('forbidden')
  return { ok: true, value: await faceFor(ctx, programme, pair) }
}

/** Opens the plan for a button; says in a pop-up why not. */
export async function withPlan(ctx: LinkedContext, programmeId: string, show: (face: PlanFace) => Promise<void>): Promise<void> {
  const opened = await openPlan(ctx, programmeId)
  if (opened.ok) await show(opened.value)
  else await ctx.screen.popUp(ctx.problemText(opened.problem), true)
}

/** Opens a row of the plan for a button. */
export async function withRow(ctx: LinkedContext, programmeId: string, rowId: string, show: (face: PlanFace, row: PlanRow) => Promise<void>): Promise<void> {
  await withPlan(ctx, programmeId, async (face) => {
    const row = face.programme.rows.find(({ id }) => id === rowId)
    if (row) await show(face, row)
    else await ctx.screen.popUp(ctx.problemText({ code: 'row-not-found' }), true)
  })
}

/** The last step of a dialogue: the plan as it stands now, or why the service refused. */
export async function showOutcome(dialog: Dialog, programmeId: string, outcome: Result<unknown>): Promise<void> {
  if (!outcome.ok) await dialog.sendProblem(outcome.problem)
  await dialog.run(async (ctx) => {
    const opened = await openPlan(ctx, programmeId)
    if (opened.ok) await ctx.screen.send(planScreen(opened.value))
    return null
  })
}

/** Result of a service as plain data without its value, which may be large. */
export const outcomeOf = (result: Result<unknown>): Result<null> => (result.ok ? { ok: true, value: null } : result)
