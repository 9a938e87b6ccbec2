import type { Actor } from '../../core/actor.js'
import { addDays, dayOf, instantAt, startOfDay } from '../../core/dates.js'
import { ok, refuse, type Result } from '../../core/result.js'
import type { PlannedDelivery } from '../deliveries/delivery.js'
import { offsetLabel } from '../deliveries/reminder-rules.js'
import type { Organisation } from '../organisations/organisation.js'
import { yearAround } from '../organisations/academic-year.js'
import { nudgeHour } from '../programmes/term-reminders.js'
import type { Questionnaire, QuestionnaireKind } from '../questionnaires/questionnaire.js'
import type { ReminderDependencies } from './reminder-service.js'

export interface SurveyInput {
  organisationId: string
  kind: QuestionnaireKind
  closesAt: Date
}

export interface OpenedSurvey {
  questionnaire: Questionnaire
  /** How many people are asked: those with the role who have not answered in this academic year. */
  asked: number
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

/** At opening, in the middle of the time, and so long before closing as the organisation has set (section 29). */
export function surveyMessages(organisation: Organisation, { kind, closesAt }: SurveyInput, people: readonly string[], now: Date): PlannedDelivery[] {
  const middle = dayOf(new Date((now.getTime() + closesAt.getTime()) / 2), organisation.zone)
  const before = organisation.settings.reminders['survey-open'].offsets.filter((hours) => hours < 0)
  const reminders = [
    { offset: 'middle', dueAt: instantAt(middle, nudgeHour, 0, organisation.zone) },
    ...before.map((hours) => ({ offset: offsetLabel(hours), dueAt: new Date(closesAt.getTime() + hours * hourMs) })),
  ].filter(({ dueAt }) => dueAt.getTime() - now.getTime() >= 24 * hourMs)
  return people.flatMap((personId) => {
    const about = {
      organisationId: organisation.id,
      personId,
      subject: surveySubject(organisation.id, kind),
      occurrence: now.toISOString(),
      params: { survey: kind, since: answeredFrom(organisation, now).toISOString(), closesOn: dayOf(new Date(closesAt.getTime() - 1), organisation.zone) },
    }
    return [
      { ...about, kind: 'survey-open' as const, expiresAt: closesAt },
      ...reminders.map((reminder) => ({ ...about, ...reminder, kind: 'survey-reminder' as const, expiresAt: closesAt })),
    ]
  })
}

/** Opens a survey until a day: everybody who has not answered hears of it and is reminded until he has (SURVEY-01, IMPL-01). */
export function createSurveyCampaign({ kernel, deliveries, sources }: ReminderDependencies) {
  async function unanswered(organisation: Organisation, kind: QuestionnaireKind, now: Date): Promise<string[]> {
    const people = await sources.withRole(organisation.id, roleOf[kind])
    const since = answeredFrom(organisation, now)
    const answered = await Promise.all(people.map(({ id }) => sources.hasAnswered(id, kind, since)))
    return people.filter((_, at) => !answered[at]).map(({ id }) => id)
  }

  async function openSurvey(actor: Actor, input: SurveyInput): Promise<Result<OpenedSurvey>> {
    const { organisationId, kind, closesAt } = input
    const organisation = await sources.organisation(organisationId)
    if (!organisation) return refuse('questionnaire-not-found')
    return kernel.transaction(async () => {
      const now = kernel.clock.now()
      if (closesAt <= now || dayOf(closesAt, organisation.zone) > addDays(dayOf(now, organisation.zone), 366)) return refuse('survey-close-wrong')
      const closing = await sources.closeSurvey(actor, organisationId, kind, closesAt)
      if (!closing.ok) return closing
      const asked = await unanswered(organisation, kind, now)
      await deliveries.cancel({ organisationId, subject: surveySubject(organisationId, kind) })
      await deliveries.plan(surveyMessages(organisation, input, asked, now))
      return ok({ questionnaire: closing.value, asked: asked.length })
    })
  }

  return {
    openSurvey,
    async countUnanswered(organisationId: string, kind: QuestionnaireKind): Promise<number> {
      const organisation = await sources.organisation(organisationId)
      return organisation ? (await unanswered(organisation, kind, kernel.clock.now())).length : 0
    },
  }
}
