import type { NextFunction, Request, Response } from 'express'

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])

function isLoopbackAddress(address: string | undefined): boolean {
  return address === '::1' || /^(?:::ffff:)?127\./.test(address ?? '')
}

function hostnameOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).hostname : null
}

/** A proxy passes requests of others on under this machine's address. */
const isPassedOn = ({ headers }: Request) => headers['x-forwarded-for'] !== undefined || headers['forwarded'] !== undefined

/** Lets only this machine in, and only its own pages: another site open in the same browser cannot act here. */
export function guardLoopback(request: Request, response: Response, next: NextFunction): void {
  const host = hostnameOf(`http://${request.headers.host ?? ''}`)
  if (!isLoopbackAddress(request.socket.remoteAddress) || host === null || !loopbackHosts.has(host) || isPassedOn(request)) {
    response.status(403).json({ error: { code: 'sandbox-loopback-only' } })
    return
  }
  const { origin, 'sec-fetch-site': site } = request.headers
  const isForeignOrigin = origin !== undefined && !loopbackHosts.has(hostnameOf(origin) ?? '')
  const isChange = request.method !== 'GET' && request.method !== 'HEAD'
  if (isChange && (isForeignOrigin || site === 'cross-site')) {
    response.status(403).json({ error: { code: 'sandbox-cross-site' } })
    return
  }
  next()
}
