import type { ErrorRequestHandler, RequestHandler } from 'express'
import type { Log } from '../log.js'
import { loadTexts } from '../texts.js'

const style = 'body{margin:0;font:18px/1.5 system-ui,sans-serif;color:#1d2733;background:#f5f7fa}main{max-width:560px;margin:12vh auto;padding:0 20px}h1{font-size:28px}a{color:#2f6db5}@media(prefers-color-scheme:dark){body{color:#e8edf3;background:#141b23}a{color:#6ba6e8}}'

/** A changing request that another site may have caused. */
export class ForeignOrigin extends Error {
  readonly status = 403
}

const statusOf = (error: unknown) => {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : 500
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500
}

function page(kind: 'missing' | 'broken' | 'refused'): string {
  const text = loadTexts('home')
  return `<!doctype html><html lang="ru"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${text(`${kind}-title`)}</title><link rel="icon" href="data:,"><style>${style}</style></head><body><main><h1>${text(`${kind}-title`)}</h1>
<p>${text(`${kind}-text`)}</p><p><a href="/">${text('to-first-page')}</a></p></main></body></html>`
}

const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'"

/** What is answered where nothing is, and where we failed: a kind page, never a bare number or a stack. */
export function createErrorPages(log: Log): { missing: RequestHandler; broken: ErrorRequestHandler } {
  const pages = { missing: page('missing'), broken: page('broken'), refused: page('refused') }
  return {
    missing(_request, response) {
      response.status(404).set('content-security-policy', policy).type('html').send(pages.missing)
    },
    broken(error: unknown, _request, response, next) {
      const status = statusOf(error)
      if (status === 500) log.error({ err: error }, 'request failed')
      if (response.headersSent) return next(error)
      response.status(status).set('content-security-policy', policy).type('html').send(status === 500 ? pages.broken : pages.refused)
    },
  }
}
