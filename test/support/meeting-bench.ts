import { must, ok } from '../../src/core/result.js'
import { createMeetingService, type NewMeeting } from '../../src/modules/meetings/meeting-service.js'
import { createRequestService } from '../../src/modules/requests/request-service.js'
import { aProgrammeBench } from './programme-bench.js'

/** The school of the programme bench with meetings and requests beside; Monday, 14 September 2026, 11:00 in Moscow. */
export async function aMeetingBench() {
  const bench = await aProgrammeBench()
  const { kernel, database, deliveries, pairs, organisations, programmes } = bench
  const shared = { kernel, connection: database.connection, deliveries, findPair: pairs.get, findOrganisation: organisations.get }
  const meetings = createMeetingService(shared)
  /** Whom the bot does not reach. */
  const unreachable = new Set<string>()
  const requests = createRequestService({ ...shared, programmes, ownCases: { check: async () => ok() }, isReachable: async (id) => !unreachable.has(id) })
  bench.holds.of = (programmeId) => requests.holdsOf([programmeId])
  await database.index()

  const aMeeting = (pairId: string, overrides: Partial<NewMeeting> = {}): NewMeeting => ({
    pairId,
    kind: 'acquaintance',
    startsAt: new Date('2026-09-17T11:30:00Z'),
    place: 'каб. 204',
    ...overrides,
  })
  const names = new Map(Object.entries(bench.ids).map(([name, id]) => [id, name]))
  return {
    ...bench,
    meetings,
    requests,
    unreachable,
    aMeeting,
    setMeeting: async (pairId: string, overrides: Partial<NewMeeting> = {}) => must(await meetings.set(bench.as.olga, aMeeting(pairId, overrides))),
    /** «kind person day hour» of what is open about meetings and requests, in Moscow time, sorted by hour. */
    async schedule(subjectId: string) {
      const rows = await deliveries.list(bench.organisationId, { states: ['pending'], limit: 500 })
      return rows
        .filter(({ subject }) => subject.id === subjectId)
        .sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime() || one.personId.localeCompare(other.personId))
        .map((row) => `${row.kind} ${names.get(row.personId)} ${new Date(row.dueAt.getTime() + 3 * 3_600_000).toISOString().slice(5, 16)}`)
    },
  }
}

export type MeetingBench = Awaited<ReturnType<typeof aMeetingBench>>
