import { refuse, type Result } from '../../../core/result.js'
import { mayActFor, mayCompose } from '../../../modules/programmes/programme-policy.js'
import type { Mark, PlanRow } from '../../../modules/programmes/programme.js'
import type { Pair } from '../../../modules/pairs/pair.js'
import { isLinked, type BotContext } from '../../context.js'
import { namesOf } from '../programmes/open-plan.js'

export interface OpenTask {
  programmeId: string
  pair: Pair
  row: PlanRow
  mark: Mark
  /** Name of the mentee, escaped. */
  name: string
}

/** A mentee's mark for the mentee himself, or for the mentor who checks it; anybody else's button is refused. */
export async function openTask(ctx: BotContext, ids: { programmeId: string; rowId: string; menteeId: string }, as: 'mentee' | 'mentor'): Promise<Result<OpenTask>> {
  const { programmeId, rowId, menteeId } = ids
  const programme = isLinked(ctx) ? await ctx.services.programmes.get(programmeId) : null
  const pair = programme && (await ctx.services.pairs.get(programme.pairId))
  if (!isLinked(ctx) || !programme || !pair) return refuse('row-not-found')
  const isAllowed = as === 'mentor' ? mayCompose(ctx.actor, pair, 'accept') : ctx.person.id === menteeId && mayActFor(ctx.actor, pair, menteeId, 'report')
  if (!isAllowed) return refuse('forbidden')
  const row = programme.rows.find(({ id }) => id === rowId)
  const mark = row?.marks.find((one) => one.menteeId === menteeId)
  if (!row || !mark) return refuse('row-not-found')
  const { nameOf } = await namesOf(ctx, [menteeId])
  return { ok: true, value: { programmeId, pair, row, mark, name: nameOf(menteeId) } }
}
