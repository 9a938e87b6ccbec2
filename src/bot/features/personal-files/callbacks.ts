import { callback } from '../../callbacks/codec.js'

/** Buttons of the acquaintance with personal files: the pair's id for a request, its own id to take it back. Codes never change their meaning. */
export const fileCallbacks = callback('file', { ask: 'a', cancel: 'c' })

export const askFileDialogueId = 'file-ask'
