import { callback } from '../../callbacks/codec.js'

/** Buttons of meetings: the meeting's id, or the pair's for a new one. Codes never change their meaning. */
export const meetingCallbacks = callback('meet', {
  mine: 'm',
  open: 'o',
  set: 'n',
  confirm: 'y',
  wish: 'w',
  move: 'v',
  cancel: 'c',
  held: 'h',
  missed: 'x',
})

/** Dialogues that other features open: `ctx.openDialogue(meetingDialogues.set, { pairId })`, where null asks for the pair. */
export const meetingDialogues = {
  set: 'meeting-set',
  wish: 'meeting-wish',
  move: 'meeting-move',
  cancel: 'meeting-cancel',
  hold: 'meeting-hold',
  miss: 'meeting-miss',
} as const
