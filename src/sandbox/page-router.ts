import express, { type Router } from 'express'

const policy = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:", "media-src 'self' blob:", "connect-src 'self'",
  "form-action 'none'", "base-uri 'none'", "frame-ancestors 'none'",
].join('; ')

/** The chat page: three static files under a strict policy. */
export function createPageRouter(folder: string): Router {
  const router = express.Router()
  router.use((_request, response, next) => {
    response.set({ 'Content-Security-Policy': policy, 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer', 'Cache-Control': 'no-store' })
    next()
  })
  router.get('/', (_request, response) => response.sendFile('index.html', { root: folder }))
  router.use('/page', express.static(folder, { index: false, fallthrough: false }))
  return router
}
