import { must, ok, refuse } from '../../core/result.js'
import { currentMenteeIds, participantIds } from '../pairs/pair.js'
import { checkState, type ProgrammeChanger, type Scene } from './change-programme.js'
import { approverPersonOf, programmeNotices } from './notices.js'
import { checkPeriod, findGaps } from './plan-rules.js'
import type { ProgrammeDependencies } from './programme-dependencies.js'
import { mayActFor, mayApprove, mayCompose } from './programme-policy.js'
import type { ProgrammeService } from './programme-service.js'
import { requireText } from './wording.js'

type Agreeing = Pick<ProgrammeService, 'show' | 'agree' | 'proposeCorrection' | 'approve' | 'sendBack'>

/** Nothing may be empty, the term must be allowed (PROG-01, PROG-04). */
function checkComplete({ programme, pair, organisation }: Scene) {
  const [gap] = findGaps(programme, currentMenteeIds(pair))
  if (gap !== undefined) return refuse(`programme-gap-${gap}`)
  return checkPeriod(programme, organisation.settings)
}

/** Showing the same wording again is another happening. */
const happening = ({ programme }: Scene) => `v${programme.version}:${programme.round}`

/** Use cases of showing, agreeing and approving (PROG-08, PROG-24). */
export function createAgreeing({ change }: Pick<ProgrammeChanger, 'change'>, { deliveries, pairs }: Pick<ProgrammeDependencies, 'deliveries' | 'pairs'>): Agreeing {
  return {
    show: (actor, programmeId) =>
      change(actor, programmeId, {
        action: 'programme-show',
        may: ({ pair }) => mayCompose(actor, pair, 'offer'),
        apply(scene) {
          const state = checkState(scene.programme, 'shown')
          if (!state.ok) return state
          const complete = checkComplete(scene)
          return complete.ok ? ok({ state: 'shown', round: scene.programme.round + 1, agreedBy: [], returnReason: null }) : complete
        },
        after: (scene) => deliveries.plan(programmeNotices(scene.programme, 'programme-shown', currentMenteeIds(scene.pair), happening(scene))),
      }),

    agree: (actor, { programmeId, menteeId }) =>
      change(actor, programmeId, {
        action: 'programme-agree',
        may: ({ pair }) => mayActFor(actor, pair, menteeId, 'answer'),
        apply({ programme, pair }) {
          const { agreedBy } = programme
          if (agreedBy.includes(menteeId)) return refuse('programme-agreed-already')
          if (programme.state !== 'shown') return refuse(`programme-is-${programme.state}`)
          const agreed = [...agreedBy, menteeId]
          return ok({ agreedBy: agreed, state: currentMenteeIds(pair).every((id) => agreed.includes(id)) ? 'agreed' : 'shown' })
        },
        async after(scene) {
          const { programme, pair, organisation } = scene
          if (programme.state !== 'agreed') return
          const people = [pair.mentorId, approverPersonOf(pair, organisation)]
          await deliveries.plan(programmeNotices(programme, 'programme-agreed', people, happening(scene)))
        },
      }),

    proposeCorrection: (actor, { programmeId, menteeId, text }) =>
      change(actor, programmeId, {
        action: 'programme-correction',
        may: ({ pair }) => mayActFor(actor, pair, menteeId, 'answer'),
        apply({ programme, now }) {
          if (programme.state !== 'shown') return refuse(`programme-is-${programme.state}`)
          const wording = requireText('comment', text)
          if (!wording.ok) return wording
          return ok({ state: 'draft', agreedBy: [], corrections: [...programme.corrections, { menteeId, text: wording.value, at: now }] })
        },
        async after({ programme, pair }) {
          const occurrence = String(programme.corrections.length)
          await deliveries.plan(programmeNotices(programme, 'programme-correction', [pair.mentorId], occurrence, { menteeId }))
        },
      }),

    approve: (actor, programmeId) =>
      change(actor, programmeId, {
        action: 'programme-approve',
        may: ({ pair, organisation }) => mayApprove(actor, pair, organisation.settings.programmeApprover),
        ownCase: ({ pair, organisation }) => ({ parties: participantIds(pair), action: 'approve', role: organisation.settings.programmeApprover }),
        apply(scene) {
          const state = checkState(scene.programme, 'approved')
          if (!state.ok) return state
          const complete = checkComplete(scene)
          if (!complete.ok) return complete
          return ok({ state: 'approved', approvedBy: actor.personId ?? actor.accountId, approvedAt: scene.now })
        },
        async after({ pair }) {
          must(await pairs.progress(actor, pair.id))
        },
      }),

    sendBack: (actor, programmeId, reason) =>
      change(actor, programmeId, {
        action: 'programme-send-back',
        may: ({ pair, organisation }) => mayApprove(actor, pair, organisation.settings.programmeApprover),
        apply({ programme }) {
          if (programme.state !== 'agreed' && programme.state !== 'approved') return refuse(`programme-is-${programme.state}`)
          const wording = requireText('comment', reason)
          if (!wording.ok) return refuse(wording.problem.code === 'words-missing' ? 'reason-required' : wording.problem.code, wording.problem.params)
          return ok({ state: 'draft', agreedBy: [], approvedBy: null, approvedAt: null, returnReason: wording.value })
        },
        after: (scene) => deliveries.plan(programmeNotices(scene.programme, 'programme-returned', [scene.pair.mentorId], happening(scene))),
      }),
  }
}
