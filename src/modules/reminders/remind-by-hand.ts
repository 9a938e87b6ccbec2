import { belongsTo, type Actor } from '../../core/actor.js'
import { dayOf, startOfDay, type Day } from '../../core/dates.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { may } from '../accounts/may.js'
import type { Delivery, PlannedDelivery } from '../deliveries/delivery.js'
import type { Organisation } from '../organisations/organisation.js'
import { isReachable, shortName, type Person } from '../people/person.js'
import { handMessages, type HandAbout, type HandScene } from './hand-messages.js'
import type { ReminderDependencies } from './reminder-service.js'
import { surveyReminder } from './survey-campaign.js'

export { handAbouts, type HandAbout } from './hand-messages.js'

/** Offsets of reminders that a curator has sent by hand begin so; the day follows, and so a day has one. */
export const handOffset = (day: Day) => `hand-${day}`

/** Which reminder was sent by hand: of what, about which pair or person. */
export const handKey = (about: HandAbout | 'survey', id: string) => `${about}:${id}`

export interface RemindedPeople {
  told: Person[]
  /** Whom the bot cannot write to: these are to be phoned. */
  byPhone: Person[]
}

const keyOf = ({ kind, subject, personId, occurrence = '-' }: Pick<PlannedDelivery, 'kind' | 'subject' | 'personId' | 'occurrence'>) => [kind, subject.id, personId, occurrence].join('|')

/** Makes the curator's own reminders: of what a pair waits for, once a day and person, in the hours in which people may be written to. */
export function createHandReminders({ kernel, deliveries, sources }: ReminderDependencies) {
  const todayOf = ({ zone }: Organisation) => dayOf(kernel.clock.now(), zone)

  const sentToday = (organisation: Organisation): Promise<Delivery[]> => sources.byHand(organisation.id, handOffset(todayOf(organisation)), startOfDay(todayOf(organisation), organisation.zone))

  async function send(actor: Actor, organisation: Organisation, about: { key: string; subject: { type: string; id: string } }, messages: readonly PlannedDelivery[]): Promise<Result<RemindedPeople>> {
    if (messages.length === 0) return refuse('reminder-nothing')
    const ids = [...new Set(messages.map(({ personId }) => personId))]
    const people = (await Promise.all(ids.map((id) => sources.person(id)))).filter((person) => person !== null)
    const [told, byPhone] = [people.filter(isReachable), people.filter((person) => !isReachable(person))]
    if (told.length === 0) return refuse('reminder-by-phone', { names: byPhone.map(shortName).join(', ') })
    return kernel.transaction(async () => {
      const known = new Set((await sentToday(organisation)).map(keyOf))
      const fresh = messages.filter((message) => told.some(({ id }) => id === message.personId) && !known.has(keyOf(message)))
      if (fresh.length === 0) return refuse('reminded-today')
      const offset = handOffset(todayOf(organisation))
      await deliveries.plan(fresh.map((message) => ({ ...message, offset, class: 'news' as const, params: { ...message.params, byHand: about.key } })))
      await kernel.audit({ actor, organisationId: organisation.id, action: 'remind', subject: about.subject, after: { about: about.key.split(':')[0] } })
      return ok({ told, byPhone })
    })
  }

  return {
    async remindPair(actor: Actor, { pairId, about }: { pairId: string; about: HandAbout }): Promise<Result<RemindedPeople>> {
      const pair = await sources.pair(pairId)
      const organisation = pair && (await sources.organisation(pair.organisationId))
      if (!pair || !organisation || !belongsTo(actor, pair.organisationId)) return refuse('pair-not-found')
      if (!may(actor, pair.organisationId, 'Pair', 'remind')) return refuse('not-allowed')
      const [programme, life, owed, requests] = await Promise.all([sources.programmeOf(pair.id), sources.lifeOf(pair), sources.missing(pair.id), sources.openRequests(pair.id)])
      const scene: HandScene = { pair, programme, organisation, life, owed, requests, now: kernel.clock.now() }
      return send(actor, organisation, { key: handKey(about, pair.id), subject: { type: 'Pair', id: pair.id } }, handMessages(scene, about))
    },

    async remindOfSurvey(actor: Actor, personId: string): Promise<Result<RemindedPeople>> {
      const person = await sources.person(personId)
      const organisation = person && (await sources.organisation(person.organisationId))
      if (!person || !organisation || !belongsTo(actor, person.organisationId)) return refuse('person-not-found')
      if (!may(actor, person.organisationId, 'Person', 'remind')) return refuse('not-allowed')
      const message = surveyReminder(organisation, 'needs', person.id, kernel.clock.now())
      const isDone = await sources.hasAnswered(person.id, 'needs', new Date(message.params?.['since'] ?? 0))
      return send(actor, organisation, { key: handKey('survey', person.id), subject: { type: 'Person', id: person.id } }, isDone ? [] : [message])
    },

    async remindedToday(organisationId: string): Promise<Set<string>> {
      const organisation = await sources.organisation(organisationId)
      return new Set(organisation ? (await sentToday(organisation)).flatMap(({ params }) => params['byHand'] ?? []) : [])
    },
  }
}
