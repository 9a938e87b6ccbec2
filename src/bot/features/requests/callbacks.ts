import { callback } from '../../callbacks/codec.js'

/** Buttons of requests: the request's id, or the pair's for a question. Codes never change their meaning. */
export const requestCallbacks = callback('req', {
  ask: 'a',
  answer: 'o',
  accept: 'y',
  counter: 'w',
  decline: 'n',
  waiting: 'l',
  show: 's',
})

/**
 * Dialogues that other features open: `ctx.openDialogue(requestDialogues.askTerm, { programmeId, rowId })` for «Не успеваю»,
 * `ctx.openDialogue(requestDialogues.askHelp, { pairId, rowId })` for a question (both may be null).
 */
export const requestDialogues = {
  askHelp: 'help-ask',
  answerHelp: 'help-answer',
  askTerm: 'term-ask',
  counterTerm: 'term-counter',
  declineTerm: 'term-decline',
} as const
