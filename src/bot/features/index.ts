import type { Feature } from '../feature.js'
import { announcements } from './announcements/index.js'
import { companions } from './companions.js'
import { consents } from './consents/index.js'
import { duties } from './duties/index.js'
import { help } from './help.js'
import { createHome } from './home.js'
import { linking } from './linking/index.js'
import { meetings } from './meetings/index.js'
import { nudges } from './nudges/index.js'
import { pairs } from './pairs/index.js'
import { personalFiles } from './personal-files/index.js'
import { privacy } from './privacy/index.js'
import { programmes } from './programmes/index.js'
import { psychology } from './psychology/index.js'
import { questionnaires } from './questionnaires.js'
import { requests } from './requests/index.js'
import { createSettings } from './settings.js'
import { tasks } from './tasks/index.js'
import { waiting } from './waiting/index.js'

const home = createHome(() => features)

/** All features of the bot, in the order in which their commands and buttons are tried. Add yours here. */
export const features: Feature[] = [home.feature, linking, companions, consents, privacy, pairs, tasks, nudges, programmes, meetings, requests, announcements, waiting, questionnaires, duties, personalFiles, psychology, help, createSettings(home.show)]
