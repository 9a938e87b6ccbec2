import type { RequestHandler } from 'express'
import { loadTexts } from '../texts.js'

const style = `
:root{color-scheme:light dark;--ink:#1d2733;--soft:#5b6b7c;--line:#dfe5ec;--back:#f5f7fa;--card:#fff;--blue:#2f6db5}
@media(prefers-color-scheme:dark){:root{--ink:#e8edf3;--soft:#9db0c3;--line:#2e3b49;--back:#141b23;--card:#1c252f;--blue:#6ba6e8}}
*{box-sizing:border-box}body{margin:0;font:17px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:var(--ink);background:var(--back)}
main{max-width:880px;margin:0 auto;padding:48px 20px}h1{font-size:40px;margin:0 0 8px}h2{font-size:18px;margin:0 0 6px}
.lead{font-size:20px;color:var(--soft);margin:0 0 28px;max-width:36em}.doors{display:grid;gap:14px;grid-template-columns:repeat(auto-fit,minmax(260px,1fr));margin-bottom:32px}
.door{display:block;padding:18px 20px;border-radius:14px;text-decoration:none;color:#fff;background:#2f6db5}.door b{display:block;font-size:19px}.door span{opacity:.92;font-size:15px}
.door.second{background:var(--card);color:var(--ink);border:1px solid var(--line)}.door:focus-visible{outline:3px solid #f2b134;outline-offset:2px}
.cards{display:grid;gap:14px;grid-template-columns:repeat(auto-fit,minmax(230px,1fr))}.card{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:18px 20px}
.card p{margin:0;color:var(--soft);font-size:16px}footer{color:var(--soft);font-size:14px;margin-top:36px}`

function door(href: string, title: string, hint: string, kind: string): string {
  return `<a class="door ${kind}" href="${href}"><b>${title}</b><span>${hint}</span></a>`
}

/** The first page: what this is, and the ways into the sandbox and the panel. */
export function createHomePage({ hasSandbox, hasPanel }: { hasSandbox: boolean; hasPanel: boolean }): RequestHandler {
  const text = loadTexts('home')
  const doors = [
    hasSandbox ? door('/sandbox', text('sandbox'), text('sandbox-hint'), '') : '',
    hasPanel ? door('/admin', text('panel'), text('panel-hint'), hasSandbox ? 'second' : '') : '',
  ].join('')
  const cards = ['mentee', 'mentor', 'curator']
    .map((who) => `<section class="card"><h2>${text(`${who}-title`)}</h2><p>${text(`${who}-text`)}</p></section>`)
    .join('')
  const html = `<!doctype html><html lang="ru"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${text('title')}</title><link rel="icon" href="data:,"><style>${style}</style></head><body><main><h1>${text('title')}</h1><p class="lead">${text('lead')}</p>
<nav class="doors">${doors}</nav><div class="cards">${cards}</div><footer>${text('footer')}</footer></main></body></html>`
  return (_request, response) => {
    response.set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'")
    response.type('html').send(html)
  }
}
