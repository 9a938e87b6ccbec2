import type { Actor } from '../../core/actor.js'
import { currentMenteeIds, type Pair } from '../pairs/pair.js'
import { helpMessages, requestSubject, termQuestions } from './request-messages.js'
import type { RequestDependencies } from './request-ports.js'
import type { RequestService } from './request-service.js'
import type { RequestStore } from './request-store.js'
import { openRequestStates } from './request.js'

/** After a change of mentor nothing that was asked is lost: the new mentor gets it once the new pair has agreed (END-09, REQ-01). */
export function createTakeOver({ kernel, deliveries, findOrganisation }: RequestDependencies, store: RequestStore): Pick<RequestService, 'takeOver' | 'stopOfPair'> {
  async function moveOne(actor: Actor, requestId: string, pair: Pair): Promise<void> {
    const document = await store.open(actor, requestId)
    const organisation = await findOrganisation(pair.organisationId)
    if (!document || !organisation) return
    const { mentorId: formerId, agreedBy, round } = document
    await deliveries.cancel({ organisationId: pair.organisationId, subject: requestSubject(requestId) })
    const patch = { pairId: pair.id, mentorId: pair.mentorId, agreedBy: agreedBy.filter((id) => id !== formerId), round: round + 1 }
    const moved = await store.change(actor, document, patch, 'request-take-over')
    const now = kernel.clock.now()
    if (moved.kind === 'help') await deliveries.plan(helpMessages(moved, organisation).filter(({ dueAt }) => dueAt === undefined || dueAt > now))
    else if (moved.state !== 'curator') await deliveries.plan(termQuestions(moved, organisation, [pair.mentorId], now))
  }

  return {
    async takeOver(actor, pair) {
      if (pair.replacesId === null) return
      const present = currentMenteeIds(pair)
      const open = await store.list({ organisationId: pair.organisationId, pairId: pair.replacesId, state: { $in: openRequestStates } })
      for (const { id, menteeId } of open) if (present.includes(menteeId)) await moveOne(actor, id, pair)
    },

    async stopOfPair(actor, { id: pairId, organisationId }) {
      const answeredAt = kernel.clock.now()
      for (const { id } of await store.list({ organisationId, pairId, state: { $in: openRequestStates } })) {
        const document = await store.open(actor, id)
        if (!document) continue
        await store.change(actor, document, { state: 'cancelled', answeredAt }, 'request-cancel')
        await deliveries.cancel({ organisationId, subject: requestSubject(id) })
      }
    },
  }
}
