import { createArchivePage } from './archive-page.js'
import { createAccessPage } from './access-page.js'
import type { OwnPageFactory } from './own-page.js'
import { createPrivacyPage } from './privacy-page.js'
import { createTextsPage } from './texts-page.js'
import { createYearPage } from './year-page.js'

/** Pages that are no records, in the order of the side menu. */
export const pageFactories: OwnPageFactory[] = [createYearPage, createTextsPage, createArchivePage, createAccessPage, createPrivacyPage]
