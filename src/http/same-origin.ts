import type { RequestHandler } from 'express'

const harmless = new Set(['GET', 'HEAD', 'OPTIONS'])
const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** One name for all loopback names, so that http://localhost:3000 and http://127.0.0.1:3000 count as one origin; elsewhere an unencrypted page is another origin. */
function originOf(address: URL): string {
  return loopback.has(address.hostname) ? `loopback:${address.port || '80'}` : address.origin
}

function parse(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null
}

/** Tells whether a changing request comes from a page of ours: by Fetch Metadata, then by Origin. */
export function isOwnRequest(headers: { site?: string; origin?: string; host?: string }, publicUrl: string): boolean {
  const { site, origin, host } = headers
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  // Every browser sends Origin with a cross-site POST; without both headers it is a program with its own cookies.
  if (origin === undefined) return true
  const from = parse(origin)
  const known = parse(publicUrl)
  const schemes = known?.protocol === 'https:' ? ['https:'] : ['http:', 'https:']
  const own = [known, ...schemes.map((scheme) => parse(`${scheme}//${host ?? ''}`))]
  return from !== null && own.some((address) => address !== null && originOf(address) === originOf(from))
}

/** Refuses every changing request that another site may have caused (IMPL-18). */
export function createSameOriginCheck(publicUrl: string, refusal: () => Error): RequestHandler {
  return (request, _response, next) => {
    if (harmless.has(request.method)) return next()
    const { origin, host } = request.headers
    next(isOwnRequest({ site: request.get('sec-fetch-site'), origin, host }, publicUrl) ? undefined : refusal())
  }
}
