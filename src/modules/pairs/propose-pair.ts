import type { Actor } from '../../core/actor.js'
import { dayOf } from '../../core/dates.js'
import { ok, refuse, type Refusal, type Result } from '../../core/result.js'
import { allowWords } from '../../core/wording.js'
import { rolesOn, type Person } from '../people/person.js'
import type { Pair, PairMember, SideAnswer } from './pair.js'
import { answerReminders, pairMessage, toParticipants } from './pair-messages.js'
import { toPair, type PairDocument } from './pair-model.js'
import { mayRunPairs } from './pair-policy.js'
import type { PairDependencies } from './pair-ports.js'
import { whyNotProposed } from './pair-rules.js'
import type { ProposedPair } from './pair-service.js'
import type { PairStore } from './pair-store.js'

const longestWhy = 600
const waiting: SideAnswer = { answer: 'waiting', reason: null, answeredAt: null, recordedBy: null }

/** What a replacement takes over from the former pair. */
export interface Succession {
  replacesId: string
  curatorId: string | null
}

/** Proposes a pair or a group: the curator's step (PAIR-03, PAIR-05). */
export function createProposePair({ kernel, deliveries, directory }: PairDependencies, store: PairStore) {
  /** Checks and writes the pair inside the caller's transaction; tells nobody. */
  async function make(actor: Actor, input: ProposedPair, succession: Succession | null): Promise<Refusal | PairDocument> {
    const mentor = await directory.person(input.mentorId)
    const organisationId = mentor?.organisationId ?? actor.organisationId
    if (!organisationId || !mayRunPairs(actor, organisationId, succession ? 'replaceMentor' : 'propose')) return refuse('not-allowed')
    const organisation = await directory.organisation(organisationId)
    const year = await directory.currentYear(organisationId)
    if (!organisation || !year) return refuse('not-allowed')
    const menteeIds = [...new Set(input.menteeIds)]
    const mentees: (Person | null)[] = []
    for (const menteeId of menteeIds) mentees.push(await directory.person(menteeId))
    const why = allowWords(input.why, longestWhy)
    if (!why.ok) return why
    const proposal = { mentorId: input.mentorId, menteeIds, form: input.form, kinds: [...new Set(input.kinds)], direction: input.direction ?? null }
    const today = dayOf(kernel.clock.now(), organisation.zone)
    const mentorPairs = await store.lockMentor(organisationId, input.mentorId)
    const overrideReason = input.overrideReason?.trim() || null
    const problem = whyNotProposed(proposal, { organisation, mentor, mentees, mentorPairs, today, overrideReason })
    if (problem) return { ok: false, problem }
    const own = await ownCurator(actor, today)
    return store.insert(
      actor,
      {
        ...{ organisationId, yearId: year.id, mentorId: input.mentorId, mentor: waiting },
        members: menteeIds.map((menteeId): PairMember => ({ menteeId, from: today, to: null, ...waiting })),
        ...{ form: proposal.form, kinds: proposal.kinds, direction: proposal.direction, why: why.value },
        curatorId: succession?.curatorId ?? own?.id ?? organisation.curatorPersonId,
        ...{ state: 'proposed', order: null, pauseReason: null, end: null, replacedById: null, activeSince: null },
        replacesId: succession?.replacesId ?? null,
      },
      { action: 'pair-propose', ...(overrideReason ? { reason: overrideReason } : {}) },
    )
  }

  /** The curator who proposes leads the pair, when he is a person on record. */
  async function ownCurator(actor: Actor, today: string): Promise<Person | null> {
    const person = actor.personId ? await directory.person(actor.personId) : null
    return person && rolesOn(person, today).includes('curator') ? person : null
  }

  /** Repeats of the question to everybody who has not answered. */
  async function planReminders(pair: Pair): Promise<void> {
    const organisation = await directory.organisation(pair.organisationId)
    if (!organisation) return
    const people = toParticipants(pair, 'pair-reminder').map(({ personId }) => personId)
    await deliveries.plan(people.flatMap((personId) => answerReminders(pair, organisation, personId, kernel.clock.now())))
  }

  return {
    make,
    planReminders,

    async propose(actor: Actor, input: ProposedPair): Promise<Result<Pair>> {
      return store.transaction(async () => {
        const made = await make(actor, input, null)
        if ('problem' in made) return made
        const pair = toPair(made)
        await deliveries.plan(toParticipants(pair, 'pair-proposed').map(({ personId }) => pairMessage(pair, 'pair-proposed', personId)))
        await planReminders(pair)
        return ok(pair)
      })
    },
  }
}
