import type { Actor } from '../../core/actor.js'
import { must, ok, refuse, type Result } from '../../core/result.js'
import { canMove } from '../../core/transitions.js'
import { dayOf } from '../../core/dates.js'
import { currentMenteeIds, pairTransitions, participantIds, type Pair } from './pair.js'
import { pairMessage, pairSubject } from './pair-messages.js'
import { toPair, type PairDocument } from './pair-model.js'
import { mayRunPairs } from './pair-policy.js'
import type { PairDependencies } from './pair-ports.js'
import type { ReplaceInput } from './pair-service.js'
import { requireReason } from './pair-rules.js'
import type { PairStore } from './pair-store.js'
import type { createProposePair } from './propose-pair.js'
import type { PairSettler } from './progress-pair.js'

/** True for a replacement that never began because someone declined: its plan still waits for a mentor. */
export function isFailedReplacement(pair: Pair): boolean {
  return pair.state === 'terminated' && pair.replacesId !== null && pair.activeSince === null && pair.replacedById === null
}

/** Another mentor for the same mentees and plan; the former pair keeps its period (END-09, DUTY-06). */
export function createReplaceMentor(given: PairDependencies, store: PairStore, settler: PairSettler, proposer: ReturnType<typeof createProposePair>) {
  const { kernel, deliveries, work, ownCases } = given

  /** The former pair is closed with its dates; one that was declined is over already. */
  async function close(actor: Actor, document: PairDocument, newId: string, reason: string): Promise<Pair> {
    const pair = toPair(document)
    const note = { action: 'pair-replaced', reason }
    if (!canMove(pairTransitions, pair.state, 'replaced')) return store.change(actor, document, { replacedById: newId }, note)
    const today = dayOf(kernel.clock.now(), (await settler.organisationOf(pair)).zone)
    const members = pair.members.map((member) => ({ ...member, to: member.to ?? today }))
    const end = { reason: 'curator', side: 'curator' as const, text: reason, at: kernel.clock.now(), summary: null }
    return store.change(actor, document, { state: 'replaced', replacedById: newId, members, end }, note)
  }

  /** The plan moves with its marks; its reminders wait until the new pair begins. */
  async function movePlan(actor: Actor, former: Pair, next: Pair): Promise<void> {
    const programme = await work.programmes.ofPair(former.id)
    if (!programme || programme.state === 'completed' || programme.state === 'terminated') return
    if (programme.state === 'running') must(await work.programmes.suspend(actor, programme.id))
    must(await work.programmes.moveToPair(actor, { programmeId: programme.id, pairId: next.id }))
  }

  /** The former mentor reads a neutral line; the mentees get the card of the new one, the new mentor the usual card. */
  async function tell(former: Pair, next: Pair): Promise<void> {
    await deliveries.cancel({ organisationId: former.organisationId, subject: pairSubject(former.id) })
    const menteeIds = currentMenteeIds(next)
    const params: Record<string, string> = menteeIds.length === 1 && menteeIds[0] ? { menteeId: menteeIds[0] } : {}
    const formerIsTold = former.state === 'replaced' ? [pairMessage(former, 'mentor-replaced', former.mentorId, { params })] : []
    const mentees = menteeIds.map((menteeId) => pairMessage(next, 'mentor-replaced', menteeId, { params: { formerMentorId: former.mentorId } }))
    await deliveries.plan([...formerIsTold, ...mentees, pairMessage(next, 'pair-proposed', next.mentorId)])
    await proposer.planReminders(next)
  }

  return async function replaceMentor(actor: Actor, input: ReplaceInput): Promise<Result<Pair>> {
    return store.transaction(async () => {
      const document = await store.open(actor, input.pairId)
      if (!document) return refuse('pair-not-found')
      if (!mayRunPairs(actor, document.organisationId, 'replaceMentor')) return refuse('not-allowed')
      const pair = toPair(document)
      if (pair.replacedById) return repeated(pair, input.mentorId)
      if (!canMove(pairTransitions, pair.state, 'replaced') && !isFailedReplacement(pair)) return refuse('pair-not-replaceable')
      if (pair.mentorId === input.mentorId) return refuse('pair-same-mentor')
      const reason = requireReason(input.reason, 'pair-reason-missing')
      if (!reason.ok) return reason
      const parties = [...participantIds(pair), input.mentorId]
      const checked = await ownCases.check(actor, { organisationId: pair.organisationId, parties, resource: 'Pair', action: 'replaceMentor', subject: pairSubject(pair.id) })
      if (!checked.ok) return checked
      const menteeIds = pair.state === 'terminated' ? pair.members.map(({ menteeId }) => menteeId) : currentMenteeIds(pair)
      const { mentorId, overrideReason } = input
      const { form, kinds, direction } = pair
      const made = await proposer.make(actor, { mentorId, menteeIds, form, kinds, direction, why: input.why, overrideReason }, { replacesId: pair.id, curatorId: pair.curatorId })
      if ('problem' in made) return made
      const next = toPair(made)
      const former = await close(actor, document, next.id, reason.value)
      await movePlan(actor, former, next)
      await work.stopMeetings(actor, former, 'mentor-replaced')
      await tell(former, next)
      return ok(next)
    })
  }

  /** The second of two presses gets what the first has made. */
  async function repeated(pair: Pair, mentorId: string): Promise<Result<Pair>> {
    const next = pair.replacedById ? await store.find(pair.replacedById) : null
    return next?.mentorId === mentorId ? ok(next) : refuse('pair-over')
  }
}
