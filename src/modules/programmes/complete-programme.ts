import { must, ok, refuse } from '../../core/result.js'
import type { DeliveryPlanner } from '../deliveries/delivery.js'
import { participantIds } from '../pairs/pair.js'
import type { ProgrammeChanger, Scene } from './change-programme.js'
import { bothSides, curatorPersonOf, programmeNotices } from './notices.js'
import { isPlanDone } from './plan-rules.js'
import type { ProgrammeDependencies } from './programme-dependencies.js'
import { mayComplete, mayCompose } from './programme-policy.js'
import type { ProgrammeService } from './programme-service.js'
import type { PlanRow, Programme } from './programme.js'
import type { ReminderKeeper } from './term-reminders.js'
import { requireText } from './wording.js'

type Completing = Pick<ProgrammeService, 'summarise' | 'confirmCompletion'>

/** What follows when a plan has just been fulfilled: completion is offered by itself (END-01). */
export function offerCompletion({ programme, now }: Scene, rows: readonly PlanRow[]): Partial<Programme> {
  if (programme.state !== 'running' || programme.completion !== null || !isPlanDone(rows)) return {}
  return { completion: { offeredAt: now, summary: null, summarisedAt: null } }
}

/** Tells the mentor, once, that all rows are done. */
export async function tellCompletionOffered(deliveries: DeliveryPlanner, { programme, pair }: Scene, before: Programme): Promise<void> {
  if (programme.completion === null || before.completion !== null) return
  await deliveries.plan(programmeNotices(programme, 'completion-offered', [pair.mentorId], `v${programme.version}`))
}

/** Use cases of completing: the mentor's summary, then the curator's word (END-01, IMPL-10). */
export function createCompleting(
  { change }: Pick<ProgrammeChanger, 'change'>,
  { deliveries, pairs }: Pick<ProgrammeDependencies, 'deliveries' | 'pairs'>,
  reminders: ReminderKeeper,
): Completing {
  return {
    summarise: (actor, programmeId, summary) =>
      change(actor, programmeId, {
        action: 'programme-summarise',
        may: ({ pair }) => mayCompose(actor, pair, 'summarise'),
        apply({ programme, now }) {
          if (programme.state !== 'running') return refuse(`programme-is-${programme.state}`)
          if (!isPlanDone(programme.rows)) return refuse('completion-rows-open')
          const wording = requireText('summary', summary)
          if (!wording.ok) return wording
          const offeredAt = programme.completion?.offeredAt ?? now
          return ok({ completion: { offeredAt, summary: wording.value, summarisedAt: now } })
        },
        after: ({ programme, pair, organisation }) =>
          deliveries.plan(programmeNotices(programme, 'completion-asked', [curatorPersonOf(pair, organisation)], `v${programme.version}`)),
      }),

    confirmCompletion: (actor, programmeId) =>
      change(actor, programmeId, {
        action: 'programme-complete',
        may: ({ pair }) => mayComplete(actor, pair),
        ownCase: ({ pair }) => ({ parties: participantIds(pair), action: 'complete' }),
        apply({ programme, pair }) {
          if (programme.state !== 'running') return refuse(`programme-is-${programme.state}`)
          if (!isPlanDone(programme.rows)) return refuse('completion-rows-open')
          if (!programme.completion?.summary) return refuse('completion-summary-missing')
          if (pair.state !== 'active' && pair.state !== 'paused') return refuse('completion-pair-not-active')
          return ok({ state: 'completed' })
        },
        async after({ programme, pair }) {
          await reminders.cancelAll(programme)
          await deliveries.plan(programmeNotices(programme, 'programme-completed', bothSides(pair), 'completed'))
          must(await pairs.complete(actor, { pairId: pair.id, summary: programme.completion?.summary ?? '' }))
        },
      }),
  }
}
