import { sideOf, type Pair } from '../../../modules/pairs/pair.js'
import type { Person } from '../../../modules/people/person.js'
import type { LinkedContext } from '../../context.js'
import type { PairFace } from '../../views/pairs/pair-card.js'

/** What the views need to show this pair to this person. */
export async function pairFace(ctx: LinkedContext, pair: Pair): Promise<PairFace> {
  const found = await Promise.all([pair.mentorId, ...pair.members.map(({ menteeId }) => menteeId)].map((id) => ctx.services.people.get(id)))
  const people = Object.fromEntries(found.filter((person): person is Person => person !== null).map((person) => [person.id, person]))
  return { t: ctx.t, organisation: ctx.organisation, now: ctx.now(), personId: ctx.person.id, pair, people }
}

/** The pair when this person is one of its sides. */
export async function ownPair(ctx: LinkedContext, pairId: string): Promise<Pair | null> {
  const pair = await ctx.services.pairs.get(pairId)
  return pair && sideOf(pair, ctx.person.id) ? pair : null
}
