import { callback } from '../../callbacks/codec.js'

/** Buttons of tasks and of their checking: programme, row, mentee. Codes never change their meaning. */
export const taskCallbacks = callback('task', {
  list: 'l',
  open: 'o',
  done: 'd',
  late: 't',
  ask: 'q',
  toCheck: 'c',
  review: 'v',
  accept: 'a',
  giveBack: 'r',
  files: 'f',
  personalAsk: 'n',
  personal: 'p',
})
