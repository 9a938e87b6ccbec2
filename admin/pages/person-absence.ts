import { dayOf } from '../../src/core/dates.js'
import { mayDo } from '../../src/modules/accounts/rights.js'
import { isOpenPair, type Pair } from '../../src/modules/pairs/pair.js'
import { absenceOf, type Absence } from '../../src/modules/people/absence-rules.js'
import type { Person } from '../../src/modules/people/person.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import { createOffer, recordLink, type OfferedAction } from './links.js'
import { loadNames } from './names.js'
import type { PageNeed } from './page.js'
import { ways } from './press.js'

/** Pause, replacement or end: what fits the side, the state of the pair and the kind of absence. */
function waysOn({ id, state, mentorId, members }: Pair, personId: string, absence: Absence): OfferedAction[] {
  const at = { resource: 'Pair', id } as const
  const isMentor = mentorId === personId
  const begun = ['ordered', 'active', 'paused'].includes(state)
  return [
    { ...at, action: 'pause', when: state === 'active' && absence === 'leave', look: 'primary' },
    { ...at, action: 'replaceMentor', when: isMentor && begun, look: absence === 'dismissed' ? 'primary' : 'quiet' },
    { ...at, action: 'leave', when: !isMentor && members.length > 1, look: absence === 'dismissed' ? 'primary' : 'quiet' },
    { ...at, action: 'terminate' },
  ]
}

/** A paused pair rests already: only a dismissal still asks for something. */
export const isTouched = ({ state }: Pick<Pair, 'state'>, absence: Absence): boolean => absence === 'dismissed' || state !== 'paused'

/** What a long absence means for the person's pairs, each with the ways on (IMPL-08). */
export function createAbsenceNeeds({ services, texts, clock }: ResourceContext) {
  return async (person: Person, user: PanelUser): Promise<PageNeed[]> => {
    const absence = absenceOf(person, dayOf(clock.now(), user.zone))
    if (absence === null || !mayDo([user.role], 'Pair', 'list')) return []
    const pairs = (await services.pairs.list(person.organisationId, { personId: person.id })).filter((pair) => isOpenPair(pair) && isTouched(pair, absence))
    const names = await loadNames(services, pairs.flatMap(({ mentorId, members }) => [mentorId, ...members.map(({ menteeId }) => menteeId)]))
    const offer = createOffer(user, texts)
    return pairs.map((pair) => ({
      text: texts.text(`pages.Person.absence.${absence}`, { pair: names.pair(pair) }),
      acts: ways([...offer(...waysOn(pair, person.id, absence)), { label: texts.text('today.ways.pair'), href: recordLink('Pair', pair.id), look: 'quiet' }]),
    }))
  }
}
