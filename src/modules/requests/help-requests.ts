import { systemActor } from '../../core/actor.js'
import { ok, refuse } from '../../core/result.js'
import { requireWords } from '../../core/wording.js'
import { isOpenPair } from './open-pair.js'
import { helpMessages, requestMessage, requestSubject } from './request-messages.js'
import { mayAnswer, mayAsk } from './request-policy.js'
import type { RequestDependencies } from './request-ports.js'
import type { RequestService } from './request-service.js'
import type { RequestStore } from './request-store.js'

const longest = 1000
const hour = 3_600_000
/** The same words within this time are the same question: a message that came twice. */
const sameQuestionMs = 10 * 60_000

/** Questions to the mentor (REQ-01): told at once, reminded, told to the curator when nobody answers. */
export function createHelpRequests(given: RequestDependencies, store: RequestStore): Pick<RequestService, 'askHelp' | 'answerHelp' | 'escalate'> {
  const { kernel, deliveries, findPair, findOrganisation } = given

  return {
    async askHelp(actor, { pairId, menteeId, text, rowId = null }) {
      const pair = await findPair(pairId)
      const organisation = pair && (await findOrganisation(pair.organisationId))
      if (!pair || !organisation) return refuse('pair-not-found')
      if (!mayAsk(actor, pair, menteeId)) return refuse('not-allowed')
      if (!isOpenPair(pair)) return refuse('request-pair-over')
      const words = requireWords(text, longest)
      if (!words.ok) return words
      return store.transaction(async () => {
        const now = kernel.clock.now()
        const recent = { $gte: new Date(now.getTime() - sameQuestionMs) }
        const [same] = await store.list({ pairId, menteeId, kind: 'help', state: 'asked', text: words.value, askedAt: recent })
        if (same) return ok(same)
        const request = await store.insert(actor, {
          organisationId: pair.organisationId,
          kind: 'help',
          pairId,
          menteeId,
          mentorId: pair.mentorId,
          programmeId: null,
          rowId,
          text: words.value,
          proposedOn: null,
          agreedBy: [],
          round: 0,
          state: 'asked',
          answer: null,
          askedAt: now,
          answeredAt: null,
          escalatedAt: null,
        })
        await deliveries.plan(helpMessages(request, organisation))
        return ok(request)
      })
    },

    answerHelp: (actor, { requestId, text }) =>
      store.transaction(async () => {
        const document = await store.open(actor, requestId)
        const pair = document && (await findPair(document.pairId))
        if (!document || !pair || document.kind !== 'help') return refuse('request-not-found')
        if (!mayAnswer(actor, pair)) return refuse('not-allowed')
        if (document.state !== 'asked') return refuse('request-answered-already')
        const words = requireWords(text, longest)
        if (!words.ok) return words
        const patch = { state: 'answered' as const, answer: words.value, answeredAt: kernel.clock.now() }
        const answered = await store.change(actor, document, patch, 'request-answer')
        await deliveries.cancel({ organisationId: answered.organisationId, subject: requestSubject(answered.id) })
        await deliveries.plan([requestMessage(answered, 'help-answered', answered.menteeId)])
        return ok(answered)
      }),

    async escalate() {
      const now = kernel.clock.now()
      for (const { id, organisationId, askedAt } of await store.list({ kind: 'help', state: 'asked', escalatedAt: null })) {
        const organisation = await findOrganisation(organisationId)
        const after = organisation?.settings.reminders['help-request'].curatorAfterHours
        if (!organisation || after === undefined || now.getTime() - askedAt.getTime() < after * hour) continue
        const actor = systemActor('job', organisationId)
        await store.transaction(async () => {
          const document = await store.open(actor, id)
          const pair = document && (await findPair(document.pairId))
          if (!document || !pair || document.state !== 'asked' || document.escalatedAt !== null) return
          const escalated = await store.change(actor, document, { escalatedAt: now }, 'request-escalate')
          const curatorId = pair.curatorId ?? organisation.curatorPersonId
          if (curatorId !== null && isOpenPair(pair)) await deliveries.plan([requestMessage(escalated, 'help-escalated', curatorId)])
        })
      }
    },
  }
}
