import type { OwnPageFactory } from './own-page.js'

/** Pages that are no records, in the order of the side menu. */
export const pageFactories: OwnPageFactory[] = []
