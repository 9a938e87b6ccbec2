import { randomBytes } from 'node:crypto'
import type { RequestHandler } from 'express'
import helmet from 'helmet'

declare module 'express-serve-static-core' {
  interface Locals {
    /** Opens the door of the content policy to the scripts of this one page. */
    nonce: string
  }
}

const policyOf = (nonce: string, secure: boolean) =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    ...(secure ? ['upgrade-insecure-requests'] : []),
  ].join('; ')

/** Sets the security headers: a content policy with a nonce a page, nothing from foreign hosts, nothing kept in caches. */
export function createPageHeaders(secure: boolean): RequestHandler[] {
  const common = helmet({
    contentSecurityPolicy: false,
    strictTransportSecurity: secure ? { maxAge: 31_536_000 } : false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
  })
  const own: RequestHandler = (_request, response, next) => {
    response.locals.nonce = randomBytes(16).toString('base64')
    response.set('Content-Security-Policy', policyOf(response.locals.nonce, secure))
    response.set('Permissions-Policy', 'camera=(), geolocation=(), microphone=()')
    response.set('Cache-Control', 'no-store')
    next()
  }
  return [common, own]
}
