import type { RequestHandler } from 'express'

const yearSeconds = 31_536_000
const strictest = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** Headers for every answer of the program; parts with pages of their own set a content policy that fits these. */
export function createSafeHeaders(secure: boolean): RequestHandler {
  const headers: Record<string, string> = {
    'Content-Security-Policy': strictest,
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
    'Cache-Control': 'no-store',
    // Browsers believe it over an encrypted connection only.
    ...(secure ? { 'Strict-Transport-Security': `max-age=${yearSeconds}; includeSubDomains` } : {}),
  }
  return (_request, response, next) => {
    response.set(headers)
    next()
  }
}
