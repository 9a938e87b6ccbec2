import type { Organisation } from '../../src/modules/organisations/organisation.js'
import type { Pair } from '../../src/modules/pairs/pair.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import type { PanelTexts } from '../texts.js'
import { loadNames, type Names } from './names.js'
import type { YearQuery } from './year-query.js'

/** What board and calendar look at. */
export interface YearScene {
  context: ResourceContext
  texts: PanelTexts
  user: PanelUser
  organisation: Organisation
  query: YearQuery
  now: Date
  zone: string
  /** Pairs of this curator; null when all are asked for. */
  ownPairs(): Promise<Pair[] | null>
}

export interface NamedPairs {
  names: Names
  pairName(pairId: string): string
}

/** The pairs' people, read in two goes however many there are. */
export async function pairsOf({ context: { services }, organisation }: YearScene, pairIds: readonly string[], known: readonly Pair[] | null): Promise<NamedPairs> {
  const wanted = [...new Set(pairIds)]
  const pairs = (known ?? (wanted.length > 0 ? await services.pairs.getMany(wanted) : [])).filter(({ organisationId }) => organisationId === organisation.id)
  const byId = new Map(pairs.map((pair) => [pair.id, pair]))
  const named = wanted.flatMap((id) => byId.get(id) ?? [])
  const names = await loadNames(services, named.flatMap(({ mentorId, members }) => [mentorId, ...members.map(({ menteeId }) => menteeId)]))
  return {
    names,
    pairName(pairId) {
      const pair = byId.get(pairId)
      return pair ? names.pair(pair) : '—'
    },
  }
}
