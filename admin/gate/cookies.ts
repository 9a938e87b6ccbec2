import type { CookieOptions, Request, Response } from 'express'

export interface Cookie {
  read(request: Request): string | undefined
  write(response: Response, value: string): void
  forget(response: Response): void
}

/** One cookie of the gate: for the server only, bound to this host where the connection is encrypted. */
export function createCookie({ name, secure, lastsMs }: { name: string; secure: boolean; lastsMs: number }): Cookie {
  const full = secure ? `__Host-${name}` : name
  const options: CookieOptions = { httpOnly: true, sameSite: 'lax', secure, path: '/' }
  return {
    read(request) {
      const found = (request.headers.cookie ?? '').split(/; */).find((pair) => pair.startsWith(`${full}=`))
      return found?.slice(full.length + 1)
    },
    write: (response, value) => void response.cookie(full, value, { ...options, maxAge: lastsMs }),
    forget: (response) => void response.clearCookie(full, options),
  }
}
