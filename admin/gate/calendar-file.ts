import { Router } from 'express'
import type { Services } from '../../src/services.js'
import { GateError } from './gate-error.js'
import { actorOf } from './panel-user.js'

/** The meetings as a file to save, for whoever is signed in: `/admin/files/calendar.ics`. */
export function createCalendarFileRoute({ calendar }: Pick<Services, 'calendar'>): Router {
  const router = Router()
  router.get('/files/calendar.ics', async (request, response) => {
    const file = await calendar.download(actorOf(response.locals.panelUser), request.query['whose'] === 'mine' ? 'mine' : 'all')
    if (!file.ok) throw new GateError(404, 'not-found')
    response.attachment('nastavnik.ics')
    response.type('text/calendar').send(file.value)
  })
  return router
}
