import type { Connection } from 'mongoose'
import { endOfDay, startOfDay } from '../core/dates.js'
import type { AcademicYear, OpenWork } from '../modules/organisations/academic-year.js'
import type { Organisation } from '../modules/organisations/organisation.js'
import { openRequestStates } from '../modules/requests/request.js'

/** Counts what keeps a year from being closed: running programmes that end in it, meetings without an outcome, requests without an answer. */
export function createYearWork(connection: Connection) {
  return async ({ id, zone }: Organisation, { startsOn, endsOn }: AcademicYear): Promise<OpenWork> => {
    const organisationId = id
    const within = { $gte: startOfDay(startsOn, zone), $lte: endOfDay(endsOn, zone) }
    const [programmes, meetings, requests] = await Promise.all([
      connection.model('Programme').countDocuments({ organisationId, state: { $nin: ['completed', 'terminated'] }, endsOn: { $gte: startsOn, $lte: endsOn } }),
      connection.model('Meeting').countDocuments({ organisationId, state: 'planned', startsAt: within }),
      connection.model('Request').countDocuments({ organisationId, state: { $in: openRequestStates }, askedAt: within }),
    ])
    return { programmes, meetings, requests }
  }
}
