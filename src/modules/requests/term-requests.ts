import type { Actor } from '../../core/actor.js'
import { dayOf, isDay } from '../../core/dates.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { canMove } from '../../core/transitions.js'
import { allowWords } from '../../core/wording.js'
import type { Organisation } from '../organisations/organisation.js'
import { currentMenteeIds, type Pair } from '../pairs/pair.js'
import type { PlanRow, Programme } from '../programmes/programme.js'
import { requestMessage, requestSubject, termQuestions } from './request-messages.js'
import { toRequest, type RequestDocument } from './request-model.js'
import { isCurator, mayAsk } from './request-policy.js'
import type { RequestDependencies } from './request-ports.js'
import type { RequestService } from './request-service.js'
import type { RequestStore } from './request-store.js'
import { openRequestStates, requestTransitions, type MentoringRequest, type RequestState } from './request.js'

const longest = 500

interface Scene {
  programme: Programme
  row: PlanRow
  pair: Pair
  organisation: Organisation
}

type TermService = Pick<RequestService, 'askTerm' | 'acceptTerm' | 'counterTerm' | 'declineTerm' | 'cancel'>

/** Whoever the row binds: the mentor, and the mentees who have not finished it (CONS-05). */
function partiesOf({ row, pair }: Scene): string[] {
  const present = currentMenteeIds(pair)
  const doers = row.marks.filter(({ menteeId, state }) => present.includes(menteeId) && state !== 'accepted' && state !== 'released')
  return [pair.mentorId, ...doers.map(({ menteeId }) => menteeId)]
}

/** Changes of a row's term (REQ-06): the mentor and all mentees of the row agree, then it moves; outside the programme's dates the curator decides. */
export function createTermRequests({ kernel, deliveries, findPair, findOrganisation, programmes }: RequestDependencies, store: RequestStore): TermService {
  const now = () => kernel.clock.now()

  async function sceneOf(programmeId: string | null, rowId: string | null): Promise<Scene | null> {
    const programme = programmeId === null ? null : await programmes.get(programmeId)
    const pair = programme && (await findPair(programme.pairId))
    const organisation = pair && (await findOrganisation(pair.organisationId))
    const row = programme?.rows.find(({ id }) => id === rowId)
    return programme && pair && organisation && row ? { programme, row, pair, organisation } : null
  }

  function checkDay(day: string, { row, organisation }: Scene): Result<undefined> {
    if (!isDay(day)) return refuse('day-wrong')
    if (day < dayOf(now(), organisation.zone)) return refuse('term-past')
    return day === row.finalOn ? refuse('term-same') : ok()
  }

  /** The open request with all it is about, when its state may become one of these. */
  async function openTerm(actor: Actor, requestId: string, next: RequestState): Promise<Result<{ document: RequestDocument; request: MentoringRequest; scene: Scene }>> {
    const document = await store.open(actor, requestId)
    if (!document || document.kind !== 'term') return refuse('request-not-found')
    if (!canMove(requestTransitions, document.state, next)) return refuse('request-answered-already')
    const scene = await sceneOf(document.programmeId, document.rowId)
    return scene ? ok({ document, request: toRequest(document), scene }) : refuse('request-not-found')
  }

  const silence = (request: MentoringRequest) => deliveries.cancel({ organisationId: request.organisationId, subject: requestSubject(request.id) })

  /** Says the outcome to everybody whom the row binds, but not to the one who decided. */
  async function tellOutcome(request: MentoringRequest, scene: Scene, actor: Actor): Promise<void> {
    await silence(request)
    const people = new Set([...partiesOf(scene), request.menteeId])
    await deliveries.plan([...people].filter((id) => id !== actor.personId).map((id) => requestMessage(request, 'term-answered', id)))
  }

  async function settleAgreed(actor: Actor, document: RequestDocument, scene: Scene, agreedBy: string[]): Promise<Result<MentoringRequest>> {
    const { proposedOn } = document
    if (proposedOn === null) return refuse('request-not-found')
    const isInside = scene.programme.startsOn <= proposedOn && proposedOn <= scene.programme.endsOn
    if (!isInside && document.state !== 'curator') {
      const waiting = await store.change(actor, document, { state: 'curator', agreedBy }, 'request-to-curator')
      await silence(waiting)
      const curatorId = scene.pair.curatorId ?? scene.organisation.curatorPersonId
      if (curatorId !== null) await deliveries.plan(termQuestions(waiting, scene.organisation, [curatorId], now()))
      return ok(waiting)
    }
    const moved = await programmes.moveTerm(actor, { programmeId: scene.programme.id, rowId: scene.row.id, finalOn: proposedOn, reason: document.text || 'term-request' })
    if (!moved.ok) return moved
    const accepted = await store.change(actor, document, { state: 'accepted', agreedBy, answeredAt: now() }, 'request-accept')
    await tellOutcome(accepted, scene, actor)
    return ok(accepted)
  }

  return {
    askTerm: (actor, { programmeId, rowId, menteeId, proposedOn, text }) =>
      store.transaction(async () => {
        const scene = await sceneOf(programmeId, rowId)
        if (!scene) return refuse('row-not-found')
        if (!mayAsk(actor, scene.pair, menteeId)) return refuse('not-allowed')
        if (scene.programme.state !== 'running') return refuse(`programme-is-${scene.programme.state}`)
        if (!partiesOf(scene).includes(menteeId)) return refuse('mark-accepted-already')
        const day = checkDay(proposedOn, scene)
        if (!day.ok) return day
        const words = allowWords(text, longest)
        if (!words.ok) return words
        const [open] = await store.list({ programmeId, rowId, kind: 'term', state: { $in: openRequestStates } })
        const isOfFormerMentor = open !== undefined && open.mentorId !== scene.pair.mentorId
        if (open && !isOfFormerMentor) return open.menteeId === menteeId && open.proposedOn === proposedOn ? ok(open) : refuse('request-open-already')
        const former = open && (await store.open(actor, open.id))
        if (former) await silence(await store.change(actor, former, { state: 'cancelled', answeredAt: now() }, 'request-cancel'))
        const { pair, organisation } = scene
        const request = await store.insert(actor, {
          organisationId: organisation.id,
          kind: 'term',
          pairId: pair.id,
          menteeId,
          mentorId: pair.mentorId,
          programmeId,
          rowId,
          text: words.value,
          proposedOn,
          agreedBy: [menteeId],
          round: 0,
          state: 'asked',
          answer: null,
          askedAt: now(),
          answeredAt: null,
          escalatedAt: null,
        })
        await deliveries.plan(termQuestions(request, organisation, partiesOf(scene).filter((id) => id !== menteeId), now()))
        return ok(request)
      }),

    acceptTerm: (actor, requestId) =>
      store.transaction(async () => {
        const found = await openTerm(actor, requestId, 'accepted')
        if (!found.ok) return found
        const { document, request, scene } = found.value
        const parties = partiesOf(scene)
        const isParty = actor.personId !== null && parties.includes(actor.personId)
        const mayDecide = isCurator(actor, request.organisationId)
        if (request.state === 'curator' ? !mayDecide : !mayDecide && !isParty) return refuse('not-allowed')
        const agreedBy = [...new Set([...request.agreedBy, ...(isParty && actor.personId ? [actor.personId] : parties)])]
        if (parties.every((id) => agreedBy.includes(id))) return settleAgreed(actor, document, scene, agreedBy)
        return ok(await store.change(actor, document, { agreedBy }, 'request-agree'))
      }),

    counterTerm: (actor, { requestId, proposedOn }) =>
      store.transaction(async () => {
        const found = await openTerm(actor, requestId, 'accepted')
        if (!found.ok) return found
        const { document, request, scene } = found.value
        if (request.state === 'curator') return refuse('request-answered-already')
        const parties = partiesOf(scene)
        const isMentor = actor.personId === scene.pair.mentorId || (isCurator(actor, request.organisationId) && !parties.includes(actor.personId ?? ''))
        const proposer = isMentor ? scene.pair.mentorId : actor.personId
        if (proposer === null || !parties.includes(proposer)) return refuse('not-allowed')
        const day = checkDay(proposedOn, scene)
        if (!day.ok) return day
        const patch = { state: isMentor ? ('countered' as const) : ('asked' as const), proposedOn, agreedBy: [proposer], round: request.round + 1 }
        const countered = await store.change(actor, document, patch, 'request-counter')
        await silence(countered)
        await deliveries.plan(termQuestions(countered, scene.organisation, parties.filter((id) => id !== proposer), now()))
        return ok(countered)
      }),

    declineTerm: (actor, { requestId, text }) =>
      store.transaction(async () => {
        const found = await openTerm(actor, requestId, 'declined')
        if (!found.ok) return found
        const { document, request, scene } = found.value
        const mayDecide = isCurator(actor, request.organisationId)
        const isParty = request.state !== 'curator' && actor.personId !== null && partiesOf(scene).includes(actor.personId)
        if (!mayDecide && !isParty) return refuse('not-allowed')
        const words = allowWords(text, longest)
        if (!words.ok) return words
        const declined = await store.change(actor, document, { state: 'declined', answer: words.value || null, answeredAt: now() }, 'request-decline')
        await tellOutcome(declined, scene, actor)
        return ok(declined)
      }),

    cancel: (actor, requestId) =>
      store.transaction(async () => {
        const document = await store.open(actor, requestId)
        if (!document) return refuse('request-not-found')
        if (actor.personId !== document.menteeId && !isCurator(actor, document.organisationId)) return refuse('not-allowed')
        if (!canMove(requestTransitions, document.state, 'cancelled')) return refuse('request-answered-already')
        const cancelled = await store.change(actor, document, { state: 'cancelled', answeredAt: now() }, 'request-cancel')
        await silence(cancelled)
        return ok(cancelled)
      }),
  }
}
