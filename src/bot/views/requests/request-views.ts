import { dayOf } from '../../../core/dates.js'
import type { Button, Screen } from '../../../core/screen.js'
import type { PlanRow } from '../../../modules/programmes/programme.js'
import type { MentoringRequest } from '../../../modules/requests/request-service.js'
import { openRequestStates } from '../../../modules/requests/request.js'
import { awaitedParties, isDayOver, mayReadReason, termParties } from '../../../modules/requests/term-rules.js'
import { escapeHtml } from '../../chat.js'
import { requestCallbacks } from '../../features/requests/callbacks.js'
import type { TextArgs } from '../../texts.js'
import { plainDay, sayDay } from '../dates.js'

/** What a view of a request needs to speak to one person. */
export interface RequestFace {
  t(key: string, args?: TextArgs): string
  zone: string
  now: Date
  personId: string
  /** Name and patronymic, escaped. */
  nameOf(personId: string | null): string
}

const button = (face: RequestFace, key: string, action: Parameters<typeof requestCallbacks.button>[1], request: MentoringRequest): Button =>
  requestCallbacks.button(face.t(key), action, request.id)

/** The question to the mentor, or to the curator when nobody has answered it. */
export function helpScreen(face: RequestFace, request: MentoringRequest, key: string): Screen {
  const text = face.t(key, { name: face.nameOf(request.menteeId), mentor: face.nameOf(request.mentorId), text: escapeHtml(request.text) })
  if (request.state === 'asked') return { text, buttons: [[button(face, 'request-answer', 'answer', request)]] }
  return { text: `${text}\n${outcomeLine(face, request)}` }
}

/** «Отвечено 12 сентября»: what stays under a request that is closed. */
export function outcomeLine(face: RequestFace, request: MentoringRequest): string {
  const day = request.answeredAt ? plainDay(dayOf(request.answeredAt, face.zone), dayOf(face.now, face.zone)) : ''
  return face.t(`request-state-${request.state}`, { day })
}

/** «Анна Сергеевна: предложение перенести срок»; nobody is named where the curator has named the day. */
function termHead(face: RequestFace, request: MentoringRequest, awaited: readonly string[]): string {
  if (request.state === 'curator' && awaited.length > 0) return face.t('request-term-instead', { name: face.nameOf(request.menteeId), names: awaited.map(face.nameOf).join(', ') })
  if (request.state === 'countered' && request.agreedBy.length === 0) return face.t('request-term-proposed')
  const name = face.nameOf(request.state === 'countered' ? request.mentorId : request.menteeId)
  return face.t(request.state === 'curator' ? 'request-term-curator' : 'request-term-asked', { name })
}

/** «Ждём ответа: …» of an open request. */
export function awaitedLine(face: RequestFace, request: MentoringRequest, row: PlanRow | null): string {
  const names = (row ? awaitedParties(row, request) : []).map(face.nameOf).join(', ')
  const day = request.proposedOn === null ? '' : sayDay(request.proposedOn, face.now, face.zone)
  const who = request.menteeId === face.personId && request.state !== 'countered' ? 'own' : 'other'
  return face.t(request.state === 'curator' ? `request-waits-curator-${who}` : `request-waits-${who}`, { day, names })
}

/** A proposed term before one of those who have to agree; `row` is missing when the plan has lost it. */
export function termScreen(face: RequestFace, request: MentoringRequest, row: PlanRow | null): Screen {
  const day = (on: string | null) => (on === null ? '' : sayDay(on, face.now, face.zone))
  const isOver = isDayOver(request, dayOf(face.now, face.zone))
  const isReasonShown = request.text !== '' && request.state !== 'countered' && mayReadReason(face.personId, request, row)
  const text = [
    termHead(face, request, row ? awaitedParties(row, request) : []),
    `<b>${escapeHtml(row?.measures ?? '')}</b>`,
    face.t('request-term-days', { from: day(row?.finalOn ?? null), to: day(request.proposedOn) }),
    ...(isReasonShown ? [face.t('request-term-reason', { text: escapeHtml(request.text) })] : []),
    ...(isOver ? [face.t('request-day-over')] : []),
  ].join('\n')
  if (!openRequestStates.includes(request.state)) return { text: `${text}\n${outcomeLine(face, request)}` }
  const decline = [button(face, 'request-decline', 'decline', request)]
  const other = [button(face, 'request-other-date', 'counter', request)]
  if (isOver) return { text, buttons: [other, decline] }
  const isBystander = request.state === 'curator' && row !== null && termParties(row, request.mentorId).includes(face.personId)
  if (isBystander || (request.state !== 'curator' && request.agreedBy.includes(face.personId))) return { text: `${text}\n${awaitedLine(face, request, row)}` }
  const accept = [button(face, 'label-accept', 'accept', request)]
  return { text, buttons: request.state === 'curator' ? [accept, decline] : [accept, other, decline] }
}

/** What a task says of the request for its term: a line, and a button for who may answer it. */
export function termOnTask(face: RequestFace, request: MentoringRequest, row: PlanRow): { line: string; button: Button | null } {
  const isOver = isDayOver(request, dayOf(face.now, face.zone))
  if (isOver && request.state !== 'curator') return { line: face.t('request-day-over'), button: button(face, 'request-other-date', 'counter', request) }
  const mayAnswer = request.state !== 'curator' && !request.agreedBy.includes(face.personId)
  return { line: awaitedLine(face, request, row), button: mayAnswer ? button(face, 'request-answer-term', 'show', request) : null }
}

/** What became of a proposed term. */
export function termOutcome(face: RequestFace, request: MentoringRequest, row: PlanRow | null): string {
  const proposed = request.proposedOn === null ? '' : sayDay(request.proposedOn, face.now, face.zone)
  const answer = escapeHtml(request.answer ?? '')
  return face.t(request.state === 'accepted' ? 'delivery-term-accepted' : 'delivery-term-declined', {
    what: escapeHtml(row?.measures ?? ''),
    day: proposed,
    answer,
    hasAnswer: answer === '' ? 'no' : 'yes',
  })
}
