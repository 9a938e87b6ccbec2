import type { PlannedDelivery } from '../deliveries/delivery.js'
import type { Organisation } from '../organisations/organisation.js'
import { currentMenteeIds, participantIds, sideOf, type Pair } from '../pairs/pair.js'
import { pairMessage } from '../pairs/pair-messages.js'
import type { MissingPiece } from '../pairs/pair-service.js'
import { programmeNotices, reportOccurrence, rowNotice } from '../programmes/notices.js'
import { isLate } from '../programmes/plan-rules.js'
import type { Programme } from '../programmes/programme.js'
import { rowSubject, termOccurrence } from '../programmes/term-reminders.js'
import { requestMessage } from '../requests/request-messages.js'
import type { MentoringRequest } from '../requests/request.js'
import { idleOccurrence, idleSince, waitsForOrder, waitsForProgramme, type PairLife } from './pair-reminders.js'

/** What a curator may remind a pair of by hand. */
export const handAbouts = ['answer', 'consents', 'order', 'programme', 'rows', 'check', 'request', 'idle'] as const
export type HandAbout = (typeof handAbouts)[number]

/** One pair with all that a reminder by hand looks at. */
export interface HandScene {
  pair: Pair
  programme: Programme | null
  organisation: Organisation
  life: PairLife
  /** What the pair lacks for its next state. */
  owed: readonly MissingPiece[]
  /** Requests that nobody has answered. */
  requests: readonly MentoringRequest[]
  now: Date
}

type Messages = (scene: HandScene) => PlannedDelivery[]

/** So many late rows are spoken of at once. */
const mostRows = 3

const answer: Messages = ({ pair }) =>
  pair.state !== 'proposed' ? [] : participantIds(pair).filter((id) => ['waiting', 'talk'].includes(sideOf(pair, id)?.answer ?? '')).map((id) => pairMessage(pair, 'pair-reminder', id))

const consents: Messages = ({ pair, owed }) => {
  const papers = owed.filter(({ what, personId }) => what === 'consent' && personId !== null)
  return [...new Set(papers.map(({ personId }) => personId ?? ''))].map((personId) => {
    const kinds = papers.filter((paper) => paper.personId === personId).map(({ kind = '' }) => kind)
    return pairMessage(pair, 'consent-reminder', personId, { params: { kind: kinds[0] ?? '', kinds: kinds.join(',') } })
  })
}

const order: Messages = ({ pair, organisation }) => (waitsForOrder(pair) && organisation.headPersonId ? [pairMessage(pair, 'pair-without-order', organisation.headPersonId)] : [])

const programme: Messages = (scene) => {
  const { pair, programme: plan } = scene
  if (plan?.state === 'shown') return programmeNotices(plan, 'programme-shown', currentMenteeIds(pair).filter((id) => !plan.agreedBy.includes(id)), String(plan.round))
  return waitsForProgramme(pair, plan) ? [pairMessage(pair, 'order-without-programme', pair.mentorId)] : []
}

const rows: Messages = ({ programme: plan, organisation, now }) =>
  (plan?.state === 'running' ? plan.rows : [])
    .flatMap((row) => row.marks.filter((mark) => isLate(row, mark, now, organisation.zone)).map(({ menteeId }) => ({ row, menteeId })))
    .slice(0, mostRows)
    .map(({ row, menteeId }) => ({
      kind: 'row-nudge',
      organisationId: organisation.id,
      personId: menteeId,
      subject: rowSubject(plan?.id ?? '', row.id),
      occurrence: termOccurrence('final', row, row.finalOn, menteeId),
      params: { programmeId: plan?.id ?? '', rowId: row.id, term: 'final' },
    }))

const check: Messages = ({ pair, programme: plan }) =>
  (plan?.state === 'running' ? plan.rows : [])
    .flatMap((row) => row.marks.filter(({ state }) => state === 'reported').map((mark) => ({ row, mark })))
    .slice(0, mostRows)
    .flatMap(({ row, mark }) =>
      plan ? [rowNotice(plan, { kind: 'row-unchecked', personId: pair.mentorId, rowId: row.id, menteeId: mark.menteeId, occurrence: reportOccurrence(mark.menteeId, mark.reports.length) })] : [],
    )

const request: Messages = ({ pair, requests }) =>
  requests.flatMap((asked) => {
    if (asked.kind === 'help') return [requestMessage(asked, 'help-reminder', pair.mentorId)]
    if (asked.state === 'curator') return []
    return [pair.mentorId, asked.menteeId].filter((id) => !asked.agreedBy.includes(id)).map((id) => requestMessage(asked, 'term-asked', id))
  })

const idle: Messages = ({ pair, programme: plan, organisation, life, now }) => {
  const since = idleSince({ pair, programme: plan, ...life, now })
  return since === null ? [] : [pairMessage(pair, 'pair-idle', pair.mentorId, { occurrence: idleOccurrence(since, organisation.zone) })]
}

const messagesOf: Record<HandAbout, Messages> = { answer, consents, order, programme, rows, check, request, idle }

/** The messages that would remind of what the pair waits for; none when it does not wait for it any more. */
export function handMessages(scene: HandScene, about: HandAbout): PlannedDelivery[] {
  return messagesOf[about](scene)
}
