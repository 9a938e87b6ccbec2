import { callback } from '../../callbacks/codec.js'

/** Buttons under nudges: programme and row for «tomorrow», nothing for the others. Codes never change their meaning. */
export const nudgeCallbacks = callback('ndg', { tomorrow: 't', fewer: 'l', usual: 'u' })
