import type { Actor } from '../../core/actor.js'
import { dayOf } from '../../core/dates.js'
import { must, ok, refuse, type Result } from '../../core/result.js'
import { canMove } from '../../core/transitions.js'
import { findItem } from '../organisations/organisation.js'
import { currentMenteeIds, isOpenPair, pairTransitions, participantIds, type Pair } from './pair.js'
import { pairMessage, pairSubject, toParticipants } from './pair-messages.js'
import { toPair } from './pair-model.js'
import { mayRunPairs } from './pair-policy.js'
import type { PairDependencies } from './pair-ports.js'
import type { EndInput } from './pair-service.js'
import { requireReason } from './pair-rules.js'
import type { PairStore } from './pair-store.js'
import type { PairSettler } from './progress-pair.js'

/** Ends of a pair: early with side and reason, fulfilled with a summary, or one mentee leaving a group (END-02, END-03, END-09). */
export function createEndPair({ kernel, deliveries, work, ownCases }: PairDependencies, store: PairStore, settler: PairSettler) {
  const now = () => kernel.clock.now()
  const about = (pair: Pair) => ({ organisationId: pair.organisationId, subject: pairSubject(pair.id) })
  const closed = (pair: Pair, today: string) => pair.members.map((member) => ({ ...member, to: member.to ?? today }))

  async function end(actor: Actor, { pairId, reason, side, text }: EndInput): Promise<Result<Pair>> {
    return store.transaction(async () => {
      const document = await store.open(actor, pairId)
      if (!document) return refuse('pair-not-found')
      if (!mayRunPairs(actor, document.organisationId, 'terminate')) return refuse('not-allowed')
      const pair = toPair(document)
      if (pair.state === 'terminated') return ok(pair)
      if (!canMove(pairTransitions, pair.state, 'terminated')) return refuse('pair-over')
      const organisation = await settler.organisationOf(pair)
      const item = findItem(organisation, 'endReasons', reason)
      if (!item || item.retiredAt !== null) return refuse('pair-end-reason')
      const words = requireReason(text, 'pair-reason-missing')
      if (!words.ok) return words
      const patch = { state: 'terminated', members: closed(pair, dayOf(now(), organisation.zone)), end: { reason, side, text: words.value, at: now(), summary: null } } as const
      const ended = await store.change(actor, document, patch, { action: 'pair-terminated', reason: words.value })
      const programme = await work.programmes.ofPair(pairId)
      if (programme && programme.state !== 'completed' && programme.state !== 'terminated') must(await work.programmes.terminate(actor, programme.id, words.value))
      await work.stopMeetings(actor, ended, 'pair-ended')
      await work.stopRequests(actor, ended)
      await deliveries.cancel(about(pair))
      await deliveries.plan(toParticipants(pair, 'pair-ended'))
      return ok(ended)
    })
  }

  async function complete(actor: Actor, { pairId, summary }: { pairId: string; summary: string }): Promise<Result<Pair>> {
    return store.transaction(async () => {
      const document = await store.open(actor, pairId)
      if (!document) return refuse('pair-not-found')
      if (!mayRunPairs(actor, document.organisationId, 'complete')) return refuse('not-allowed')
      const pair = toPair(document)
      if (pair.state === 'completed') return ok(pair)
      if (!canMove(pairTransitions, pair.state, 'completed')) return refuse('pair-not-active')
      const words = requireReason(summary, 'pair-summary-missing')
      if (!words.ok) return words
      if ((await work.programmes.ofPair(pairId))?.state !== 'completed') return refuse('pair-programme-open')
      const checked = await ownCases.check(actor, { organisationId: pair.organisationId, parties: participantIds(pair), resource: 'Pair', action: 'complete', subject: pairSubject(pairId) })
      if (!checked.ok) return checked
      const { zone } = await settler.organisationOf(pair)
      const patch = { state: 'completed', members: closed(pair, dayOf(now(), zone)), end: { reason: 'done', side: 'mutual', text: '', at: now(), summary: words.value } } as const
      const completed = await store.change(actor, document, patch, { action: 'pair-completed' })
      await work.stopMeetings(actor, completed, 'pair-completed')
      await work.stopRequests(actor, completed)
      await deliveries.cancel(about(pair))
      return ok(completed)
    })
  }

  async function leave(actor: Actor, { pairId, menteeId, reason }: { pairId: string; menteeId: string; reason: string }): Promise<Result<Pair>> {
    return store.transaction(async () => {
      const document = await store.open(actor, pairId)
      if (!document) return refuse('pair-not-found')
      if (!mayRunPairs(actor, document.organisationId, 'terminate')) return refuse('not-allowed')
      const pair = toPair(document)
      const member = pair.members.find((candidate) => candidate.menteeId === menteeId)
      if (!member) return refuse('pair-person-missing')
      if (member.to !== null) return ok(pair)
      if (!isOpenPair(pair)) return refuse('pair-over')
      if (currentMenteeIds(pair).length === 1) return refuse('pair-last-mentee')
      const words = requireReason(reason, 'pair-reason-missing')
      if (!words.ok) return words
      const today = dayOf(now(), (await settler.organisationOf(pair)).zone)
      const members = pair.members.map((candidate) => (candidate.menteeId === menteeId ? { ...candidate, to: today } : candidate))
      await store.change(actor, document, { members }, { action: 'pair-leave', reason: words.value })
      const programme = await work.programmes.ofPair(pairId)
      if (programme) must(await work.programmes.dropMentee(actor, { programmeId: programme.id, menteeId, reason: words.value }))
      await deliveries.cancel({ ...about(pair), personId: menteeId })
      const left = { occurrence: `left-${menteeId}`, params: { menteeId } }
      await deliveries.plan([pairMessage(pair, 'pair-ended', menteeId, left), pairMessage(pair, 'pair-ended', pair.mentorId, left)])
      return ok(await settler.settle(actor, document))
    })
  }

  return { end, complete, leave }
}
