import type { Actor } from '../../core/actor.js'
import { addDays, dayOf, instantAt, startOfDay } from '../../core/dates.js'
import { ok, refuse, type Result } from '../../core/result.js'
import type { Delivery, PlannedDelivery } from '../deliveries/delivery.js'
import { offsetLabel } from '../deliveries/reminder-rules.js'
import type { Organisation } from '../organisations/organisation.js'
import { yearAround } from '../organisations/academic-year.js'
import { nudgeHour } from '../programmes/term-reminders.js'
import type { Person } from '../people/person.js'
import type { Questionnaire, QuestionnaireKind } from '../questionnaires/questionnaire.js'
import type { ReminderDependencies } from './reminder-service.js'

export interface SurveyInput {
  organisationId: string
  kind: QuestionnaireKind
  closesAt: Date
}

export interface OpenedSurvey {
  questionnaire: Questionnaire
  /** How many people are asked now: those with the role who have not answered in this academic year and were not told of it yet. */
  asked: number
}

/** How a survey stands before it is opened, or its day is changed. */
export interface SurveyOutlook {
  openUntil: Date | null
  unanswered: Person[]
  /** Of these: whom the bot cannot write to, or who asked it not to. */
  byHand: Person[]
  /** Who has heard that it is open. */
  toldIds: string[]
}

const hourMs = 3_600_000

/** Who is asked: the needs survey is the mentees', the questionnaire the mentors'. */
const roleOf = { needs: 'mentee', mentor: 'mentor' } as const satisfies Record<QuestionnaireKind, string>

/** The subject under which a survey's messages are planned and cancelled. */
export const surveySubject = (organisationId: string, kind: QuestionnaireKind) => ({ type: 'survey', id: `${organisationId}.${kind}` })

/** From when an answer counts as given: the beginning of the academic year (SURVEY-10). */
function answeredFrom({ zone, settings }: Organisation, now: Date): Date {
  return startOfDay(yearAround(dayOf(now, zone), settings.yearStartsOn).startsOn, zone)
}

const isWithoutChat = ({ telegramId, unreachableAt, settings }: Person) => telegramId === null || unreachableAt !== null || settings.channel === 'curator'
const notTold: readonly Delivery['state'][] = ['pending', 'cancelled', 'expired']
const isTold = ({ state, startedAt }: Delivery) => !notTold.includes(state) && (state !== 'sending' || startedAt !== null)

/** The opening that still goes on, by the instant at which it began. */
function openingOf(messages: readonly Delivery[], now: Date): string | null {
  const ongoing = messages.filter(({ expiresAt }) => expiresAt !== null && expiresAt > now).map(({ params, occurrence }) => params['opening'] ?? occurrence)
  return ongoing.sort().at(-1) ?? null
}

/** The invitation for whom it is news, and reminders in the middle of the time and so long before closing as the organisation has set (section 29). */
export function surveyMessages(organisation: Organisation, { kind, closesAt }: SurveyInput, people: { asked: readonly string[]; reminded: readonly string[] }, now: Date, opening = now.toISOString()): PlannedDelivery[] {
  const middle = dayOf(new Date((now.getTime() + closesAt.getTime()) / 2), organisation.zone)
  const before = organisation.settings.reminders['survey-open'].offsets.filter((hours) => hours < 0)
  const reminders = [
    { offset: 'middle', dueAt: instantAt(middle, nudgeHour, 0, organisation.zone) },
    ...before.map((hours) => ({ offset: offsetLabel(hours), dueAt: new Date(closesAt.getTime() + hours * hourMs) })),
  ].filter(({ dueAt }) => dueAt.getTime() - now.getTime() >= 24 * hourMs)
  const closesOn = dayOf(new Date(closesAt.getTime() - 1), organisation.zone)
  const params = { survey: kind, since: answeredFrom(organisation, now).toISOString(), closesOn, opening }
  const common = { organisationId: organisation.id, subject: surveySubject(organisation.id, kind), occurrence: now.toISOString(), params, expiresAt: closesAt }
  return [
    ...people.asked.map((personId) => ({ ...common, personId, kind: 'survey-open' as const })),
    ...people.reminded.flatMap((personId) => reminders.map((reminder) => ({ ...common, ...reminder, personId, kind: 'survey-reminder' as const }))),
  ]
}

/** One more reminder to a single person, sent by hand: it is about him, so that no opening of the survey takes it for its own. */
export function surveyReminder(organisation: Organisation, kind: QuestionnaireKind, personId: string, now: Date): PlannedDelivery {
  const params = { survey: kind, since: answeredFrom(organisation, now).toISOString() }
  return { kind: 'survey-reminder', organisationId: organisation.id, personId, subject: { type: 'Person', id: personId }, occurrence: kind, params }
}

/** Opens a survey until a day: everybody who has not answered hears of it once and is reminded until he has (SURVEY-01, IMPL-01). */
export function createSurveyCampaign({ kernel, deliveries, sources }: ReminderDependencies) {
  async function unanswered(organisation: Organisation, kind: QuestionnaireKind, now: Date): Promise<Person[]> {
    const people = await sources.withRole(organisation.id, roleOf[kind])
    const since = answeredFrom(organisation, now)
    const answered = await Promise.all(people.map(({ id }) => sources.hasAnswered(id, kind, since)))
    return people.filter((_, at) => !answered[at])
  }

  /** While it is open: when this opening began, and who has heard of it. */
  async function ongoing(organisationId: string, kind: QuestionnaireKind, now: Date): Promise<{ opening: string; closesAt: Date | null; told: Set<string> } | null> {
    const survey = await sources.survey(organisationId, kind)
    if (!survey || (survey.closesAt !== null && survey.closesAt <= now)) return null
    const subjectId = surveySubject(organisationId, kind).id
    const messages = (await sources.surveyMessages(organisationId)).filter(({ subject }) => subject.id === subjectId)
    const opening = openingOf(messages, now)
    if (opening === null) return null
    const own = messages.filter(({ kind: message, params, occurrence }) => message === 'survey-open' && (params['opening'] ?? occurrence) === opening)
    return { opening, closesAt: survey.closesAt, told: new Set(own.filter(isTold).map(({ personId }) => personId)) }
  }

  async function openSurvey(actor: Actor, input: SurveyInput): Promise<Result<OpenedSurvey>> {
    const { organisationId, kind, closesAt } = input
    const organisation = await sources.organisation(organisationId)
    if (!organisation) return refuse('questionnaire-not-found')
    return kernel.transaction(async () => {
      const now = kernel.clock.now()
      if (closesAt <= now || dayOf(closesAt, organisation.zone) > addDays(dayOf(now, organisation.zone), 366)) return refuse('survey-close-wrong')
      const open = await ongoing(organisationId, kind, now)
      const closing = await sources.closeSurvey(actor, organisationId, kind, closesAt)
      if (!closing.ok) return closing
      const reminded = (await unanswered(organisation, kind, now)).map(({ id }) => id)
      const asked = reminded.filter((id) => !open?.told.has(id))
      await deliveries.cancel({ organisationId, subject: surveySubject(organisationId, kind) })
      await deliveries.plan(surveyMessages(organisation, input, { asked, reminded }, now, open?.opening))
      return ok({ questionnaire: closing.value, asked: asked.length })
    })
  }

  return {
    openSurvey,
    async surveyOutlook(organisationId: string, kind: QuestionnaireKind): Promise<SurveyOutlook> {
      const organisation = await sources.organisation(organisationId)
      if (!organisation) return { openUntil: null, unanswered: [], byHand: [], toldIds: [] }
      const now = kernel.clock.now()
      const [open, people] = [await ongoing(organisationId, kind, now), await unanswered(organisation, kind, now)]
      return { openUntil: open?.closesAt ?? null, unanswered: people, byHand: people.filter(isWithoutChat), toldIds: [...(open?.told ?? [])] }
    },
  }
}
