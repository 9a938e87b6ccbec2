import { createArchivePage } from './archive-page.js'
import { createAccessPage } from './access-page.js'
import { createFiguresPage } from './figures-page.js'
import { createJournalPage } from './journal-page.js'
import type { OwnPageFactory } from './own-page.js'
import { createStartPage } from './start-page.js'
import { createPrivacyPage } from './privacy-page.js'
import { createTextsPage } from './texts-page.js'
import { createYearPage } from './year-page.js'

/** Pages that are no records, in the order of the side menu. */
export const pageFactories: OwnPageFactory[] = [createStartPage, createYearPage, createFiguresPage, createTextsPage, createArchivePage, createAccessPage, createPrivacyPage, createJournalPage]
