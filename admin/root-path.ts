/** Where the panel lives (contract §4). */
export const rootPath = '/admin'
