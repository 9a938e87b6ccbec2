import type { Connection } from 'mongoose'
import type { Kernel } from '../core/kernel.js'
import { createCalendarService, type CalendarService } from '../modules/calendar/calendar-service.js'
import type { Services } from '../services.js'
import { loadTexts } from '../texts.js'

/** Joins calendar files with the meetings and people they tell of. */
export function wireCalendar({ connection, kernel, services }: { connection: Connection; kernel: Kernel; services: Services }): CalendarService {
  const text = loadTexts('calendar')
  return createCalendarService({
    connection,
    kernel,
    words: { title: text('title'), meeting: text('meeting'), and: text('and') },
    findAccount: (id) => services.accounts.get(id),
    findOrganisation: (id) => services.organisations.get(id),
    meetingsBetween: (span) => services.meetings.between(span),
    peopleOf: (ids) => services.people.getMany(ids),
    pairIdsOf: async (organisationId, curatorId) => (await services.pairs.list(organisationId, { curatorId })).map(({ id }) => id),
  })
}
