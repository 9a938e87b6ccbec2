import type { RequestHandler } from 'express'
import { createRateBound } from '../../src/http/rate-bound.js'
import { systemTime, type Clock } from '../../src/core/clock.js'
import { GateError } from '../gate/gate-error.js'

const windowMs = 10 * 60_000
/** A file of ten thousand rows is work for a second: more often nobody needs one. */
export const mostExports = 30

/** Bounds the files that one account takes: lists and journals together. */
export function createExportBound(clock: Clock): RequestHandler {
  const taken = createRateBound({ most: mostExports, windowMs, now: () => systemTime(clock) })
  return (_request, response, next) => {
    const { id } = response.locals.panelUser
    if (taken.isFull(id)) {
      response.set('Retry-After', String(windowMs / 1000))
      return next(new GateError(429, 'too-many-files'))
    }
    taken.count(id)
    next()
  }
}
