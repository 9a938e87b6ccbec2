import type { Kernel } from '../core/kernel.js'
import { participantIds } from '../modules/pairs/pair.js'
import { openRequestStates } from '../modules/requests/request.js'
import { createReminderService, type ReminderService } from '../modules/reminders/reminder-service.js'
import { wishedOffset } from '../modules/reminders/remind-tomorrow.js'
import type { Services } from '../services.js'

const mostMessages = 5_000

/** Joins reminders with the records whose standing they follow. */
export function wireReminders({ kernel, services }: { kernel: Kernel; services: Services }): ReminderService {
  return createReminderService({
    kernel,
    deliveries: services.deliveries,
    sources: {
      organisations: () => services.organisations.list(),
      organisation: (id) => services.organisations.get(id),
      withRole: (id, role) => services.people.withRole(id, role),
      person: (id) => services.people.get(id),
      pairs: (id, personId) => services.pairs.list(id, personId ? { personId } : {}),
      programmes: (id) => services.programmes.list(id),
      programme: (id) => services.programmes.get(id),
      programmeOf: (pairId) => services.programmes.ofPair(pairId),
      pair: (id) => services.pairs.get(id),
      missing: (pairId) => services.pairs.missing(pairId),
      openRequests: async (pairId) => (await services.requests.ofPair(pairId)).filter(({ state }) => openRequestStates.includes(state)),
      byHand: (id, offset, since) => services.deliveries.list(id, { offset, since, limit: mostMessages, recent: true }),
      async lifeOf(pair) {
        const [meetings, requests] = [await services.meetings.listOf(pair.id), await services.requests.ofPair(pair.id)]
        const papers = (await Promise.all(participantIds(pair).map((personId) => services.consents.listOf(personId)))).flat()
        const own = papers.filter(({ pairId, state }) => (pairId === null || pairId === pair.id) && (state === 'given' || state === 'declared'))
        return { meetings, requests, consentedAt: own.map(({ decidedAt }) => decidedAt) }
      },
      survey: (id, kind) => services.questionnaires.currentVersion(id, kind),
      surveyMessages: (id) => services.deliveries.list(id, { kinds: ['survey-open', 'survey-reminder'], limit: mostMessages, recent: true }),
      closeSurvey: (actor, organisationId, kind, closesAt) => services.questionnaires.close(actor, organisationId, kind, closesAt),
      async wishedNudges(organisationId, personId) {
        const nudges = await services.deliveries.list(organisationId, { kinds: ['row-nudge'], personId, limit: 500, recent: true })
        return nudges.filter(({ offset }) => offset.startsWith(wishedOffset))
      },
      async hasAnswered(personId, kind, since) {
        const sentAt = (await services.questionnaires.latestSent(personId, kind))?.sentAt ?? null
        return sentAt !== null && sentAt >= since
      },
    },
  })
}
