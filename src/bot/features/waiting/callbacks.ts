import { callback } from '../../callbacks/codec.js'

/** The list of what waits; the id is the number of the first line shown. */
export const waitingCallbacks = callback('wait', { show: 's' })
