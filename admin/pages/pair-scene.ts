import { findItem, type DictionaryName, type Organisation } from '../../src/modules/organisations/organisation.js'
import type { Pair } from '../../src/modules/pairs/pair.js'
import type { Programme } from '../../src/modules/programmes/programme.js'
import type { MentoringRequest } from '../../src/modules/requests/request.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import type { PanelTexts } from '../texts.js'
import { createOffer, type Offer } from './links.js'
import { loadNames, type Names } from './names.js'

/** Everything that the pages of a pair and of its programme look at. */
export interface PairScene {
  context: ResourceContext
  texts: PanelTexts
  user: PanelUser
  pair: Pair
  programme: Programme | null
  organisation: Organisation
  names: Names
  zone: string
  /** All of the pair, the newest first. */
  requests: MentoringRequest[]
  offer: Offer
  /** Texts of dictionary values. */
  words(dictionary: DictionaryName, codes: readonly string[]): string
}

/** Reads a pair with its people and programme; null when it is not of this organisation. */
export async function loadPairScene(context: ResourceContext, pairId: string, organisationId: string, user: PanelUser): Promise<PairScene | null> {
  const { services, texts } = context
  const pair = await services.pairs.get(pairId)
  const organisation = await services.organisations.get(organisationId)
  if (!pair || !organisation || pair.organisationId !== organisationId) return null
  const [programme, requests] = await Promise.all([services.programmes.ofPair(pairId), services.requests.ofPair(pairId)])
  const names = await loadNames(services, [pair.mentorId, pair.curatorId, organisation.headPersonId, organisation.curatorPersonId, ...pair.members.map(({ menteeId }) => menteeId)])
  const words = (dictionary: DictionaryName, codes: readonly string[]) => codes.map((code) => findItem(organisation, dictionary, code)?.text ?? code).join(', ')
  return { context, texts, user, pair, programme, organisation, names, zone: organisation.zone, requests, offer: createOffer(user, texts), words }
}
