const stateStart = 'window.REDUX_STATE = '
const stateEnd = ';\n        window.THEME'
const fontLink = /\s*<link rel="stylesheet" href="https:\/\/fonts\.googleapis[^>]+>/

/** Raised when AdminJS has changed its page and the pass below would miss something: the page is not sent. */
export class PageShapeError extends Error {}

/**
 * Makes the page of AdminJS safe: escapes `<` in the state inside the script, removes the foreign font, gives the
 * scripts their nonce, puts the hash into the addresses of the bundles.
 */
export function securePage(html: string, nonce: string, assetUrls: ReadonlyMap<string, string>): string {
  const start = html.indexOf(stateStart)
  // The state is JSON and so holds no raw line break: the end mark cannot be forged by data.
  const end = html.indexOf(stateEnd, start)
  if (start < 0 || end < 0 || !fontLink.test(html)) throw new PageShapeError('the page of AdminJS has another shape')
  const state = html.slice(start, end).replace(/</g, '\\u003c')
  const tail = [...assetUrls].reduce((text, [plain, hashed]) => text.replaceAll(`"${plain}"`, `"${hashed}"`), html.slice(end))
  return (html.slice(0, start) + state + tail)
    .replace(fontLink, '')
    .replace(/<script(?=[ >])/g, `<script nonce="${nonce}"`)
    .replace('<html lang=ru>', '<html lang="ru">')
    .replace('<div id="app" />', '<div id="app"></div>')
}
