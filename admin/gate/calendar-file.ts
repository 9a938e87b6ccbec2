import { Router } from 'express'
import type { Services } from '../../src/services.js'
import { GateError } from './gate-error.js'
import { actorOf } from './panel-user.js'

/** The meetings as a file to save, for whoever is signed in: `/admin/files/calendar.ics`. */
export function createCalendarFileRoute({ calendar, audit }: Pick<Services, 'calendar' | 'audit'>): Router {
  const router = Router()
  router.get('/files/calendar.ics', async (request, response) => {
    const actor = actorOf(response.locals.panelUser)
    const file = await calendar.download(actor, request.query['whose'] === 'mine' ? 'mine' : 'all')
    if (!file.ok) throw new GateError(404, 'not-found')
    await audit.viewed(actor, { organisationId: actor.organisationId, subject: { type: 'Meeting', id: 'calendar' }, fields: ['file'] })
    response.attachment('nastavnik.ics')
    response.type('text/calendar').send(file.value)
  })
  return router
}
