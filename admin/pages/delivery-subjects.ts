import { isValidObjectId } from 'mongoose'
import { mayDo } from '../../src/modules/accounts/rights.js'
import { announcementSubject } from '../../src/modules/announcements/announcement.js'
import { defineAnnouncementModel } from '../../src/modules/announcements/announcement-model.js'
import { participantIds } from '../../src/modules/pairs/pair.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import { sayMoment } from './format.js'
import { loadNames } from './names.js'
import { startOf } from './start-of.js'

/** What a row of the journal is about; params hold ids only. */
export interface SubjectFacts {
  organisationId: string
  personId: string
  subject?: { type: string; id: string }
  params?: Record<string, string>
}

const quoted = (text: string | undefined) => (text ? `\u00ab${text}\u00bb` : '')

type Say = (row: SubjectFacts) => string

const ids = (values: readonly (string | undefined)[]) => [...new Set(values.filter((id): id is string => id !== undefined && isValidObjectId(id)))]
const pairIdOf = ({ subject, params = {} }: SubjectFacts) => params['pairId'] ?? (subject?.type.toLowerCase() === 'pair' ? subject.id : undefined)
const isAnnouncement = ({ subject }: SubjectFacts) => subject?.type === announcementSubject('').type

/** Makes the look at what messages are about, in words of the records as they stand now: one query a kind of record, whatever the number of rows. */
export function createDeliverySubjects({ services, connection, clock, texts }: ResourceContext) {
  const announcements = defineAnnouncementModel(connection)

  return async (rows: readonly SubjectFacts[], user: PanelUser): Promise<Say> => {
    // The administrator keeps messages running and reads nothing of people's matters (ROLE-05).
    if (rows.length === 0 || !mayDo([user.role], 'Pair', 'list')) return () => ''
    const own = new Set(rows.map(({ organisationId }) => organisationId))
    const isOwn = ({ organisationId }: { organisationId: string }) => own.has(organisationId)
    const [meetings, programmes, pairs, told] = await Promise.all([
      services.meetings.getMany(ids(rows.map(({ params }) => params?.['meetingId']))),
      services.programmes.getMany(ids(rows.map(({ params }) => params?.['programmeId']))),
      services.pairs.getMany(ids(rows.map(pairIdOf))),
      announcements.find({ _id: { $in: ids(rows.filter(isAnnouncement).map(({ subject }) => subject?.id)) }, organisationId: { $in: [...own] } }).select({ text: 1 }).lean<{ _id: unknown; text: string }[]>(),
    ])
    const named = [...pairs.filter(isOwn).flatMap(participantIds), ...ids(rows.flatMap(({ params = {} }) => [params['menteeId'], params['aboutId']]))]
    const names = await loadNames(services, named)
    const started = new Map(told.map(({ _id, text }) => [String(_id), startOf(text)]))

    function rowOf({ programmeId, rowId }: Record<string, string>): string {
      const programme = programmes.find(({ id, organisationId }) => id === programmeId && own.has(organisationId))
      const row = programme?.rows.find(({ id }) => id === rowId)
      return quoted(row && startOf(row.measures))
    }

    function others(row: SubjectFacts): string {
      const pair = pairs.find(({ id, organisationId }) => id === pairIdOf(row) && own.has(organisationId))
      return pair ? participantIds(pair).filter((id) => id !== row.personId).map((id) => names.short(id)).join(', ') : ''
    }

    return (row) => {
      const { params = {}, subject, personId } = row
      const meeting = meetings.filter(isOwn).find(({ id }) => id === params['meetingId'])
      if (meeting) return sayMoment(meeting.startsAt, clock.now(), user.zone, texts)
      if (params['rowId']) return rowOf(params)
      if (params['survey']) return texts.maybe(`words.Response.kind.${params['survey']}`) ?? ''
      if (isAnnouncement(row)) return quoted(started.get(subject?.id ?? ''))
      const someone = [params['aboutId'], params['menteeId']].find((id) => id !== undefined && id !== personId && names.person(id)?.organisationId === row.organisationId)
      return someone ? names.short(someone) : others(row)
    }
  }
}
