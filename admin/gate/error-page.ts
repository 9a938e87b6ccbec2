import type { ErrorRequestHandler, RequestHandler } from 'express'
import { GateError } from './gate-error.js'
import { escapeHtml } from './html.js'
import type { PageFrame } from './page-frame.js'

export interface ErrorPageOptions {
  texts: (key: string) => string
  frame: PageFrame
  onError: (error: unknown, request: { method: string; path: string }) => void
}

function statusOf(error: unknown): number {
  if (error instanceof GateError) return error.status
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : 500
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500
}

function codeOf(error: unknown, status: number): string {
  if (error instanceof GateError) return error.code
  const byStatus: Record<number, string> = { 400: 'bad-request', 404: 'not-found', 413: 'too-large' }
  return byStatus[status] ?? (status < 500 ? 'bad-request' : 'broken')
}

/** Answers a broken or refused request in Russian, as a page or as JSON, without a stack in any mode. */
export function createErrorPage({ texts, frame, onError }: ErrorPageOptions): ErrorRequestHandler {
  return (error, request, response, next) => {
    const status = statusOf(error)
    if (status >= 500) onError(error, request)
    if (response.headersSent) return next(error)
    const code = codeOf(error, status)
    const message = texts(`errors.${code}.text`)
    response.status(status)
    if (request.path.startsWith('/api/')) {
      response.json({ code, message, notice: { type: 'error', message: 'panelText', options: { text: message } } })
      return
    }
    const title = texts(`errors.${code}.title`)
    const link = `<p><a class="button" href="${escapeHtml(request.baseUrl)}">${escapeHtml(texts('errors.home'))}</a></p>`
    response.send(frame(title, `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(message)}</p>${link}`))
  }
}

/** The last handler: nothing answered. */
export const refuseUnknown: RequestHandler = (_request, _response, next) => next(new GateError(404, 'not-found'))
