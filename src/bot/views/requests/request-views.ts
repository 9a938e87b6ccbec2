import { dayOf } from '../../../core/dates.js'
import type { Button, Screen } from '../../../core/screen.js'
import type { PlanRow } from '../../../modules/programmes/programme.js'
import type { MentoringRequest } from '../../../modules/requests/request-service.js'
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

function proposerOf(face: RequestFace, request: MentoringRequest): string {
  return face.nameOf(request.state === 'countered' ? request.mentorId : request.menteeId)
}

/** A proposed term before one of those who have to agree; `row` is missing when the plan has lost it. */
export function termScreen(face: RequestFace, request: MentoringRequest, row: PlanRow | null): Screen {
  const day = (on: string | null) => (on === null ? '' : sayDay(on, face.now, face.zone))
  const text = [
    face.t(request.state === 'curator' ? 'request-term-curator' : 'request-term-asked', { name: proposerOf(face, request) }),
    `<b>${escapeHtml(row?.measures ?? '')}</b>`,
    face.t('request-term-days', { from: day(row?.finalOn ?? null), to: day(request.proposedOn) }),
    ...(request.text && request.state !== 'countered' ? [face.t('request-term-reason', { text: escapeHtml(request.text) })] : []),
  ].join('\n')
  if (!['asked', 'countered', 'curator'].includes(request.state)) return { text: `${text}\n${outcomeLine(face, request)}` }
  if (request.state !== 'curator' && request.agreedBy.includes(face.personId)) return { text: `${text}\n${face.t('request-own-agreed')}` }
  const accept = [button(face, 'label-accept', 'accept', request)]
  const decline = [button(face, 'request-decline', 'decline', request)]
  return { text, buttons: request.state === 'curator' ? [accept, decline] : [accept, [button(face, 'request-other-date', 'counter', request)], decline] }
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
