import { Router, type Request, type Response } from 'express'
import { loadTexts } from '../texts.js'
import { createRateBound } from './rate-bound.js'

export interface CalendarRouteParts {
  /** The file behind a secret; null for one that opens nothing. */
  read(secret: string): Promise<string | null>
  /** Milliseconds of the machine's time. */
  now(): number
}

const windowMs = 10 * 60_000
/** Programs ask a few times an hour; a person may press «renew» some times. */
const mostReadings = 30
/** Whoever asks for more addresses that open nothing is guessing. */
const mostMisses = 20
const cacheSeconds = 900

function answer(response: Response, status: number, words: string): void {
  response.status(status).set('Cache-Control', 'no-store').type('text/plain').send(words)
}

/** `GET /calendar/<secret>.ics`: no login; the secret is the key, and nothing tells an unknown one from a former one. */
export function createCalendarRoute({ read, now }: CalendarRouteParts): Router {
  const text = loadTexts('calendar')
  const readings = createRateBound({ most: mostReadings, windowMs, now })
  const misses = createRateBound({ most: mostMisses, windowMs, now })
  const router = Router()

  function tooOften(response: Response): void {
    response.set('Retry-After', String(windowMs / 1000))
    answer(response, 429, text('too-often'))
  }

  router.get('/calendar/:name', async (request: Request<{ name: string }>, response) => {
    response.set({ 'X-Content-Type-Options': 'nosniff', 'X-Robots-Tag': 'noindex', 'Referrer-Policy': 'no-referrer', 'Content-Security-Policy': "default-src 'none'" })
    const address = request.ip ?? ''
    const { name } = request.params
    const secret = name.endsWith('.ics') ? name.slice(0, -'.ics'.length) : ''
    if (readings.isFull(secret)) return tooOften(response)
    const file = await read(secret)
    if (file === null) {
      if (misses.isFull(address)) return tooOften(response)
      misses.count(address)
      return answer(response, 404, text('missing'))
    }
    readings.count(secret)
    response.set({ 'Cache-Control': `private, max-age=${cacheSeconds}`, 'Content-Disposition': 'inline; filename="nastavnik.ics"' })
    response.type('text/calendar').send(file)
  })
  return router
}
