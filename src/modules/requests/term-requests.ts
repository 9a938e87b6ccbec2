import { systemActor, type Actor } from '../../core/actor.js'
import { dayOf, isDay } from '../../core/dates.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { canMove } from '../../core/transitions.js'
import { allowWords } from '../../core/wording.js'
import type { Organisation } from '../organisations/organisation.js'
import { currentMenteeIds, participantIds, type Pair } from '../pairs/pair.js'
import type { PlanRow, Programme } from '../programmes/programme.js'
import { dayOverMessages, requestMessage, requestSubject, termQuestions } from './request-messages.js'
import { toRequest, type RequestDocument } from './request-model.js'
import { isCurator, mayAsk } from './request-policy.js'
import type { RequestDependencies } from './request-ports.js'
import type { RequestService } from './request-service.js'
import type { RequestStore } from './request-store.js'
import { isDayOver, termParties } from './term-rules.js'
import { openRequestStates, requestTransitions, type MentoringRequest, type RequestState } from './request.js'

const longest = 500

export interface TermScene {
  programme: Programme
  row: PlanRow
  pair: Pair
  organisation: Organisation
}

type TermService = Pick<RequestService, 'askTerm' | 'acceptTerm' | 'counterTerm' | 'declineTerm' | 'cancel' | 'tendTerms'>

/** Those whom the row binds and who are still in the pair. */
export function partiesOf({ row, pair }: Pick<TermScene, 'row' | 'pair'>): string[] {
  const present = [pair.mentorId, ...currentMenteeIds(pair)]
  return termParties(row, pair.mentorId).filter((id) => present.includes(id))
}

/** Makes the look-up of all that a request for a term is about; null when something of it is gone. */
export function createSceneOf({ findPair, findOrganisation, programmes }: Pick<RequestDependencies, 'findPair' | 'findOrganisation' | 'programmes'>) {
  return async function sceneOf(programmeId: string | null, rowId: string | null): Promise<TermScene | null> {
    const programme = programmeId === null ? null : await programmes.get(programmeId)
    const pair = programme && (await findPair(programme.pairId))
    const organisation = pair && (await findOrganisation(pair.organisationId))
    const row = programme?.rows.find(({ id }) => id === rowId)
    return programme && pair && organisation && row ? { programme, row, pair, organisation } : null
  }
}

/** Changes of a row's term (REQ-06): the mentor and all mentees of the row agree, then it moves; outside the programme's dates the curator decides. */
export function createTermRequests(given: RequestDependencies, store: RequestStore): TermService {
  const { kernel, deliveries, programmes, isReachable, ownCases } = given
  const now = () => kernel.clock.now()
  const sceneOf = createSceneOf(given)
  const todayIn = ({ organisation }: TermScene) => dayOf(now(), organisation.zone)

  function checkDay(day: string, { row, organisation }: TermScene): Result<undefined> {
    if (!isDay(day)) return refuse('day-wrong')
    if (day < dayOf(now(), organisation.zone)) return refuse('term-past')
    return day === row.finalOn ? refuse('term-same') : ok()
  }

  /** The open request with all it is about, when its state may become one of these. */
  async function openTerm(actor: Actor, requestId: string, next: RequestState): Promise<Result<{ document: RequestDocument; request: MentoringRequest; scene: TermScene }>> {
    const document = await store.open(actor, requestId)
    if (!document || document.kind !== 'term') return refuse('request-not-found')
    if (!canMove(requestTransitions, document.state, next)) return refuse('request-answered-already')
    const scene = await sceneOf(document.programmeId, document.rowId)
    return scene ? ok({ document, request: toRequest(document), scene }) : refuse('request-not-found')
  }

  const silence = (request: MentoringRequest) => deliveries.cancel({ organisationId: request.organisationId, subject: requestSubject(request.id) })

  /** Says the outcome to everybody whom the row binds, but not to the one who decided. */
  async function tellOutcome(request: MentoringRequest, scene: TermScene, actor: Actor): Promise<void> {
    await silence(request)
    const people = new Set([...partiesOf(scene), request.menteeId])
    await deliveries.plan([...people].filter((id) => id !== actor.personId).map((id) => requestMessage(request, 'term-answered', id)))
  }

  /** Asks those who are missing, or the curator when none of them can be reached: a request never hangs. */
  async function askMissing(request: MentoringRequest, scene: TermScene, missing: readonly string[]): Promise<void> {
    const curatorId = scene.pair.curatorId ?? scene.organisation.curatorPersonId
    const people = request.state === 'curator' ? (curatorId === null ? [] : [curatorId]) : missing
    await deliveries.plan(termQuestions(request, scene.organisation, people, now()))
  }

  async function isAnyReachable(people: readonly string[]): Promise<boolean> {
    return (await Promise.all(people.map((id) => isReachable(id)))).some(Boolean)
  }

  async function toCurator(actor: Actor, document: RequestDocument, scene: TermScene, agreedBy: string[]): Promise<MentoringRequest> {
    const waiting = await store.change(actor, document, { state: 'curator', agreedBy }, 'request-to-curator')
    await silence(waiting)
    await askMissing(waiting, scene, [])
    return waiting
  }

  async function settleAgreed(actor: Actor, document: RequestDocument, scene: TermScene, agreedBy: string[]): Promise<Result<MentoringRequest>> {
    const { proposedOn } = document
    if (proposedOn === null) return refuse('request-not-found')
    const isInside = scene.programme.startsOn <= proposedOn && proposedOn <= scene.programme.endsOn
    if (!isInside && document.state !== 'curator') {
      return ok(await toCurator(actor, document, scene, agreedBy))
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
        const isGoneBy = open !== undefined && isDayOver(open, todayIn(scene))
        if (open && !isOfFormerMentor && !isGoneBy) return open.menteeId === menteeId && open.proposedOn === proposedOn ? ok(open) : refuse('request-open-already')
        const former = open && (await store.open(actor, open.id))
        if (former) await silence(await store.change(actor, former, { state: 'cancelled', answeredAt: now() }, 'request-cancel'))
        const { pair, organisation } = scene
        const missing = partiesOf(scene).filter((id) => id !== menteeId)
        const state = (await isAnyReachable(missing)) ? ('asked' as const) : ('curator' as const)
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
          state,
          answer: null,
          askedAt: now(),
          answeredAt: null,
          escalatedAt: null,
        })
        await askMissing(request, scene, missing)
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
        if (isDayOver(request, todayIn(scene))) return refuse('request-day-over')
        if (request.state === 'curator') {
          const { organisationId, id } = request
          const checked = await ownCases.check(actor, { organisationId, parties: participantIds(scene.pair), resource: 'Request', action: 'accept', subject: requestSubject(id) })
          if (!checked.ok) return checked
        }
        const agreedBy = [...new Set([...request.agreedBy, ...(isParty && actor.personId ? [actor.personId] : parties)])]
        const missing = parties.filter((id) => !agreedBy.includes(id))
        if (missing.length === 0) return settleAgreed(actor, document, scene, agreedBy)
        if (!(await isAnyReachable(missing))) return ok(await toCurator(actor, document, scene, agreedBy))
        return ok(await store.change(actor, document, { agreedBy }, 'request-agree'))
      }),

    counterTerm: (actor, { requestId, proposedOn }) =>
      store.transaction(async () => {
        const found = await openTerm(actor, requestId, 'accepted')
        if (!found.ok) return found
        const { document, request, scene } = found.value
        const parties = partiesOf(scene)
        const mayDecide = isCurator(actor, request.organisationId)
        const isMentor = actor.personId === scene.pair.mentorId || (mayDecide && !parties.includes(actor.personId ?? ''))
        const proposer = isMentor ? scene.pair.mentorId : actor.personId
        if (proposer === null || !parties.includes(proposer)) return refuse('not-allowed')
        if (request.state === 'curator' && !mayDecide) return refuse('request-answered-already')
        const day = checkDay(proposedOn, scene)
        if (!day.ok) return day
        // Where the curator was asked, his date binds nobody yet: all are asked again.
        const agreedBy = request.state === 'curator' ? [] : [proposer]
        const missing = parties.filter((id) => !agreedBy.includes(id))
        const next = isMentor || request.state === 'curator' ? ('countered' as const) : ('asked' as const)
        const state = (await isAnyReachable(missing)) ? next : ('curator' as const)
        const countered = await store.change(actor, document, { state, proposedOn, agreedBy, round: request.round + 1 }, 'request-counter')
        await silence(countered)
        await askMissing(countered, scene, missing)
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

    async tendTerms() {
      for (const { id, organisationId } of await store.list({ kind: 'term', state: { $in: ['asked', 'countered'] } })) {
        const actor = systemActor('job', organisationId)
        await store.transaction(async () => {
          const document = await store.open(actor, id)
          const scene = document && (await sceneOf(document.programmeId, document.rowId))
          if (!document || !scene || scene.programme.state !== 'running' || !['asked', 'countered'].includes(document.state)) return
          const missing = partiesOf(scene).filter((personId) => !document.agreedBy.includes(personId))
          if (missing.length > 0 && !(await isAnyReachable(missing))) await toCurator(actor, document, scene, document.agreedBy)
          else if (isDayOver(document, todayIn(scene))) await deliveries.plan(dayOverMessages(toRequest(document), scene.organisation))
        })
      }
    },

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
