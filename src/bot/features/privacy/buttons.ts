import type { Button } from '../../../core/screen.js'
import { callback } from '../../callbacks/codec.js'
import type { LinkedContext } from '../../context.js'

export const privacyCallbacks = callback('priv', { who: 'w', group: 'g', opened: 'o', take: 't' })

/** The way to «who sees my data», from one's own data. */
export const privacyButton = (ctx: LinkedContext): Button => privacyCallbacks.button(ctx.t('privacy-who-button'), 'who')
