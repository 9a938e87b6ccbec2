import { plannedFor } from '../modules/deliveries/readdress.js'
import type { Delivery, DeliveryKind } from '../modules/deliveries/delivery.js'
import { participantIds } from '../modules/pairs/pair.js'
import type { Services } from '../services.js'

type Lookups = Pick<Services, 'offices' | 'pairs' | 'programmes' | 'requests'>

/** What may be meant for a curator: summaries, requests, escalations, news of his pairs. */
const curatorKinds: ReadonlySet<DeliveryKind> = new Set<DeliveryKind>([
  'invitation-dead', 'consent-withdrawn', 'person-unreachable', 'pair-declined', 'pair-agreed', 'pair-wants-talk', 'pair-paused', 'pair-ended', 'programme-agreed', 'completion-asked', 'row-unchecked', 'row-overdue-curator',
  'term-asked', 'help-escalated', 'pair-without-order', 'programme-ending', 'pair-idle', 'mentees-unpaired', 'file-asked',
])

/** Makes the look at who gets a message: an absent curator's go to whoever stands in for him today; what comes to him as mentor or mentee stays his (ROLE-17, IMPL-12). */
export function createAddressees({ offices, pairs, programmes, requests }: Lookups): (delivery: Delivery) => Promise<string> {
  async function pairOf({ params, subject }: Delivery) {
    const isAbout = (type: string) => subject.type.toLowerCase() === type
    const requestId = params.requestId ?? (isAbout('request') ? subject.id : null)
    const programmeId = params.programmeId ?? (isAbout('programme') ? subject.id : null)
    const pairId = params.pairId ?? (isAbout('pair') ? subject.id : null)
    if (pairId) return pairs.get(pairId)
    const request = requestId ? await requests.get(requestId) : null
    if (request) return pairs.get(request.pairId)
    const programme = programmeId ? await programmes.get(programmeId) : null
    return programme ? pairs.get(programme.pairId) : null
  }

  return async (delivery) => {
    const own = plannedFor(delivery)
    if (!curatorKinds.has(delivery.kind)) return delivery.personId
    const standIn = await offices.standIn(delivery.organisationId, own)
    if (standIn === own) return own
    const pair = await pairOf(delivery)
    const isOfPair = pair !== null && [own, standIn].some((personId) => participantIds(pair).includes(personId))
    return isOfPair ? own : standIn
  }
}
