import { callback } from '../../callbacks/codec.js'

/** Buttons of a proposed pair: the pair's id. Codes never change their meaning. */
export const pairCallbacks = callback('pair', {
  show: 's',
  agree: 'a',
  talk: 't',
  decline: 'd',
})

/** Dialogue that asks for the optional reason of a refusal: `{ pairId, messageId }`. */
export const declineDialogueId = 'pair-decline'
