import type { Actor } from '../../core/actor.js'
import { dayOf } from '../../core/dates.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { allowWords } from '../../core/wording.js'
import { currentMenteeIds, participantIds, sideOf, type Pair, type SideAnswer } from './pair.js'
import { pairMessage, pairSubject, talkReminder, toCurator } from './pair-messages.js'
import { toPair, type PairDocument } from './pair-model.js'
import { mayAnswerPair } from './pair-policy.js'
import type { PairDependencies } from './pair-ports.js'
import type { PairAnswerInput } from './pair-service.js'
import type { PairStore } from './pair-store.js'
import type { PairSettler } from './progress-pair.js'

const longestReason = 1_000

/** A side agrees, declines or wants to talk first; the curator may record it (PAIR-02, PAIR-03, IMPL-29). */
export function createAnswerPair({ kernel, deliveries, work }: PairDependencies, store: PairStore, settler: PairSettler) {
  const now = () => kernel.clock.now()

  function withAnswer(pair: Pair, personId: string, side: SideAnswer): Pick<Pair, 'mentor' | 'members'> {
    if (pair.mentorId === personId) return { mentor: side, members: pair.members }
    return { mentor: pair.mentor, members: pair.members.map((member) => (member.menteeId === personId ? { ...member, ...side } : member)) }
  }

  /** The side's reason is the curator's only; the others read that the pair did not come about (voice §1.5). */
  async function afterDecline(actor: Actor, document: PairDocument, personId: string): Promise<Pair> {
    const pair = toPair(document)
    const organisation = await settler.organisationOf(pair)
    const about = { organisationId: pair.organisationId, subject: pairSubject(pair.id) }
    const curator = toCurator(pair, organisation, 'pair-declined', actor.personId, { occurrence: personId, params: { menteeId: personId, whoId: personId } })
    const goesOn = personId !== pair.mentorId && currentMenteeIds(pair).length > 0
    if (goesOn) {
      await deliveries.cancel({ ...about, personId })
      await deliveries.plan(curator)
      const today = dayOf(now(), organisation.zone)
      const members = pair.members.map((member) => (member.menteeId === personId ? { ...member, to: today } : member))
      await store.change(actor, document, { members }, { action: 'pair-leave' })
      return settler.settle(actor, document)
    }
    const side = personId === pair.mentorId ? 'mentor' : 'mentee'
    const others = participantIds(pair).filter((other) => other !== personId)
    const ended = await store.change(
      actor,
      document,
      // Why somebody refused stands with his answer only, which the curator alone reads.
      { state: 'terminated', end: { reason: side, side, text: '', at: now(), summary: null } },
      { action: 'pair-terminated' },
    )
    await deliveries.cancel(about)
    await work.stopMeetings(actor, ended, 'pair-declined')
    await deliveries.plan([...others.map((other) => pairMessage(pair, 'pair-declined', other)), ...curator])
    return ended
  }

  /** The pair stays proposed, a first meeting is proposed, the question comes again the day after. */
  async function afterTalk(actor: Actor, pair: Pair, personId: string): Promise<Pair> {
    const organisation = await settler.organisationOf(pair)
    const extra = { occurrence: personId, params: { whoId: personId } }
    const others = participantIds(pair).filter((other) => other !== personId)
    await deliveries.plan([
      ...others.map((other) => pairMessage(pair, 'pair-wants-talk', other, extra)),
      ...toCurator(pair, organisation, 'pair-wants-talk', actor.personId, extra),
      talkReminder(pair, organisation, personId, now()),
    ])
    return pair
  }

  return async function answer(actor: Actor, { pairId, personId, answer, reason }: PairAnswerInput): Promise<Result<Pair>> {
    const tidied = allowWords(reason, longestReason)
    if (!tidied.ok) return tidied
    const words = tidied.value || null
    return store.transaction(async () => {
      const document = await store.open(actor, pairId)
      if (!document) return refuse('pair-not-found')
      const pair = toPair(document)
      const former = sideOf(pair, personId)
      if (!former || !mayAnswerPair(actor, pair, personId)) return refuse('not-allowed')
      if (former.answer === answer) return ok(pair)
      const isOut = pair.state !== 'proposed' || !participantIds(pair).includes(personId)
      if (isOut) return refuse('pair-answer-late')
      const recordedBy = actor.personId === personId ? null : (actor.accountId ?? actor.personId)
      const side: SideAnswer = { answer, reason: words, answeredAt: now(), recordedBy }
      const answered = await store.change(actor, document, withAnswer(pair, personId, side), { action: `pair-answer-${answer}`, ...(words ? { reason: words } : {}) })
      await deliveries.cancel({ organisationId: pair.organisationId, subject: pairSubject(pairId), personId, kinds: ['pair-proposed', 'pair-reminder', 'mentor-replaced'] })
      if (answer === 'declined') return ok(await afterDecline(actor, document, personId))
      if (answer === 'talk') return ok(await afterTalk(actor, answered, personId))
      return ok(await settler.settle(actor, document))
    })
  }
}
