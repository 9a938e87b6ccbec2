import type { Feature } from '../feature.js'
import { consents } from './consents/index.js'
import { help } from './help.js'
import { createHome } from './home.js'
import { linking } from './linking/index.js'
import { questionnaires } from './questionnaires.js'
import { settings } from './settings.js'

/** All features of the bot, in the order in which their commands and buttons are tried. Add yours here. */
export const features: Feature[] = [createHome(() => features).feature, linking, consents, questionnaires, help, settings]
