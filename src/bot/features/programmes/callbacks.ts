import { callback } from '../../callbacks/codec.js'

/** Buttons of the plan: programme, then row, then mentee. Codes never change their meaning. */
export const planCallbacks = callback('plan', {
  mine: 'm',
  compose: 'l',
  open: 'o',
  facts: 'f',
  rows: 'r',
  row: 'w',
  add: 'a',
  forgetRow: 'v',
  goal: 'g',
  choices: 't',
  dates: 'd',
  rowTerms: 'e',
  rowMode: 'i',
  rowWords: 'u',
  removeAsk: 'x',
  remove: 'y',
  show: 's',
  agree: 'j',
  correct: 'c',
  approve: 'p',
  sendBack: 'b',
  summarise: 'k',
  complete: 'z',
})
