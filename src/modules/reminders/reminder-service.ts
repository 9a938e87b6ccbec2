import type { Actor } from '../../core/actor.js'
import { dayOf, type Day } from '../../core/dates.js'
import type { Kernel } from '../../core/kernel.js'
import type { Result } from '../../core/result.js'
import type { Delivery, DeliveryPlanner } from '../deliveries/delivery.js'
import type { Organisation } from '../organisations/organisation.js'
import { isOpenPair, type Pair } from '../pairs/pair.js'
import type { MissingPiece } from '../pairs/pair-service.js'
import { rolesOn, type Person } from '../people/person.js'
import type { Programme } from '../programmes/programme.js'
import type { Questionnaire, QuestionnaireKind } from '../questionnaires/questionnaire.js'
import type { MentoringRequest } from '../requests/request.js'
import { idleOccurrence, idleSince, noLife, pairNudges, type PairLife } from './pair-reminders.js'
import { createHandReminders, type HandAbout, type RemindedPeople } from './remind-by-hand.js'
import { createTomorrowReminder, type TomorrowInput } from './remind-tomorrow.js'
import { createSurveyCampaign, type OpenedSurvey, type SurveyInput, type SurveyOutlook } from './survey-campaign.js'
import { unpairedNudges, unpairedSince } from './unpaired-reminders.js'

/** What reminders look at. */
export interface ReminderSources {
  organisations(): Promise<Organisation[]>
  organisation(organisationId: string): Promise<Organisation | null>
  withRole(organisationId: string, role: 'mentor' | 'mentee' | 'curator' | 'psychologist'): Promise<Person[]>
  person(personId: string): Promise<Person | null>
  pairs(organisationId: string, personId?: string): Promise<Pair[]>
  programmes(organisationId: string): Promise<Programme[]>
  programme(programmeId: string): Promise<Programme | null>
  programmeOf(pairId: string): Promise<Programme | null>
  pair(pairId: string): Promise<Pair | null>
  /** What shows that a pair is at work. */
  lifeOf(pair: Pair): Promise<PairLife>
  /** What the pair lacks for its next state. */
  missing(pairId: string): Promise<MissingPiece[]>
  openRequests(pairId: string): Promise<MentoringRequest[]>
  /** Messages of this offset since then: reminders that were sent by hand. */
  byHand(organisationId: string, offset: string, since: Date): Promise<Delivery[]>
  /** Nudges that the person has asked for, those that were taken back too. */
  wishedNudges(organisationId: string, personId: string): Promise<Delivery[]>
  hasAnswered(personId: string, kind: QuestionnaireKind, since: Date): Promise<boolean>
  /** The survey as it stands now. */
  survey(organisationId: string, kind: QuestionnaireKind): Promise<Questionnaire | null>
  /** Messages about open surveys that are not archived yet. */
  surveyMessages(organisationId: string): Promise<Delivery[]>
  closeSurvey(actor: Actor, organisationId: string, kind: QuestionnaireKind, closesAt: Date): Promise<Result<Questionnaire>>
}

export interface ReminderDependencies {
  kernel: Kernel
  deliveries: DeliveryPlanner
  sources: ReminderSources
}

export interface ReminderService {
  /** Plans what pairs, programmes and mentees without a mentor have earned by now; planning twice is harmless (IMPL-01). A job calls it. */
  plan(): Promise<void>
  /** Opens a survey until a day and plans its messages; while it is open only the day changes and who was told is not told again. Problems: not-allowed, questionnaire-not-found, survey-close-wrong. */
  openSurvey(actor: Actor, input: SurveyInput): Promise<Result<OpenedSurvey>>
  /** Until when a survey is open, and whom it would ask now: those with the role who have not answered in this academic year. */
  surveyOutlook(organisationId: string, kind: QuestionnaireKind): Promise<SurveyOutlook>
  /** The actor's own wishes for tomorrow are taken back. */
  forgetTomorrow(actor: Actor): Promise<void>
  /** One more nudge about the actor's own row tomorrow morning. Problems: row-not-found, mark-…-already, reminder-not-now. */
  remindTomorrow(actor: Actor, input: TomorrowInput): Promise<Result<{ on: Day }>>
  /** The curator reminds those for whom a pair waits, once a day each. Problems: pair-not-found, not-allowed, reminder-nothing, reminder-by-phone, reminded-today. */
  remindPair(actor: Actor, input: { pairId: string; about: HandAbout }): Promise<Result<RemindedPeople>>
  /** The same for one who has not filled in the needs survey. Problems: person-not-found and those of `remindPair`. */
  remindOfSurvey(actor: Actor, personId: string): Promise<Result<RemindedPeople>>
  /** What was reminded of by hand today, by `handKey`. */
  remindedToday(organisationId: string): Promise<Set<string>>
  /** Is the pair still as idle as the message says, named by its occurrence? */
  isStillIdle(pair: Pair, occurrence: string): Promise<boolean>
  /** Has the mentee still no mentor? */
  isUnpaired(organisationId: string, personId: string): Promise<boolean>
}

/** Builds the reminders that follow from how things stand, not from one event (section 29). */
export function createReminderService(given: ReminderDependencies): ReminderService {
  const { kernel, deliveries, sources } = given

  async function planFor(organisation: Organisation): Promise<void> {
    const now = kernel.clock.now()
    const pairs = await sources.pairs(organisation.id)
    const programmes = new Map((await sources.programmes(organisation.id)).map((programme) => [programme.pairId, programme]))
    for (const pair of pairs.filter(isOpenPair)) {
      const life = pair.state === 'active' ? await sources.lifeOf(pair) : noLife
      const planned = pairNudges({ pair, programme: programmes.get(pair.id) ?? null, ...life, organisation, now })
      if (planned.length > 0) await kernel.transaction(() => deliveries.plan(planned))
    }
    const curators = await sources.withRole(organisation.id, 'curator')
    const curatorIds = organisation.curatorPersonId ? [organisation.curatorPersonId] : curators.map(({ id }) => id)
    const mentees = await sources.withRole(organisation.id, 'mentee')
    const psychologistIds = (await sources.withRole(organisation.id, 'psychologist')).map(({ id }) => id)
    const planned = unpairedNudges({ organisation, mentees, pairs, curatorIds, psychologistIds, now })
    if (planned.length > 0) await kernel.transaction(() => deliveries.plan(planned))
  }

  return {
    async plan() {
      for (const organisation of await sources.organisations()) await planFor(organisation)
    },

    ...createSurveyCampaign(given),
    ...createTomorrowReminder(given),
    ...createHandReminders(given),

    async isStillIdle(pair, occurrence) {
      const [organisation, programme, life] = [await sources.organisation(pair.organisationId), await sources.programmeOf(pair.id), await sources.lifeOf(pair)]
      const since = idleSince({ pair, programme, ...life, now: kernel.clock.now() })
      return since !== null && organisation !== null && idleOccurrence(since, organisation.zone) === occurrence
    },

    async isUnpaired(organisationId, personId) {
      const [organisation, person] = [await sources.organisation(organisationId), await sources.person(personId)]
      if (!organisation || !person || person.archivedAt !== null) return false
      if (!rolesOn(person, dayOf(kernel.clock.now(), organisation.zone)).includes('mentee')) return false
      return unpairedSince(person, await sources.pairs(organisationId, personId), organisation.zone) !== null
    },
  }
}
