import type { Clock } from '../../../core/clock.js'
import { dayOf } from '../../../core/dates.js'
import type { Delivery } from '../../../modules/deliveries/delivery.js'
import type { Organisation } from '../../../modules/organisations/organisation.js'
import { displayName, type Person } from '../../../modules/people/person.js'
import type { Services } from '../../../services.js'
import { escapeHtml } from '../../chat.js'
import type { TextBook } from '../../texts.js'
import type { DeliveryData } from './data.js'

export interface DeliveryLookups extends Pick<Services, 'accounts' | 'announcements' | 'meetings' | 'pairs' | 'personalFiles' | 'programmes' | 'requests'> {
  findPerson(personId: string): Promise<Person | null>
  findOrganisation(organisationId: string): Promise<Organisation | null>
}

interface LoadParts {
  lookups: DeliveryLookups
  textBook: TextBook
  clock: Clock
  /** The rows folded into a summary whose cause is still there. */
  foldedInto?: (digestId: string) => Promise<Delivery[]>
}

const nobody = '—'

/** Ids by kind of record: the params first, then the subject. */
function idsOf({ params, subject }: Delivery) {
  const subjectType = subject.type.toLowerCase()
  const named = (type: string, param: string) => params[param] ?? (subjectType === type ? subject.id : undefined)
  return {
    pairId: named('pair', 'pairId'),
    programmeId: named('programme', 'programmeId'),
    meetingId: named('meeting', 'meetingId'),
    requestId: named('request', 'requestId'),
    announcementId: named('announcement', 'announcementId'),
    fileAccessId: named('fileaccess', 'fileAccessId'),
    rowId: params.rowId,
  }
}

const orNull = <T>(id: string | undefined | null, load: (id: string) => Promise<T | null>) => (id ? load(id) : Promise.resolve(null))

async function loadPeople(ids: Iterable<string>, findPerson: DeliveryLookups['findPerson']): Promise<Record<string, Person>> {
  const found = await Promise.all([...new Set(ids)].map(findPerson))
  return Object.fromEntries(found.filter((person) => person !== null).map((person) => [person.id, person]))
}

/** Makes the loader of everything that a message's view may speak of; null when its person or organisation is gone. */
export function createDeliveryLoader({ lookups, textBook, clock, foldedInto = async () => [] }: LoadParts) {
  const { accounts, announcements, meetings, pairs, personalFiles, programmes, requests, findPerson, findOrganisation } = lookups

  async function loadDigest({ id, kind, personId }: Delivery, zone: string): Promise<Pick<DeliveryData, 'folded' | 'meetingsToday' | 'checks'>> {
    if (kind !== 'digest') return { folded: [], meetingsToday: [], checks: 0 }
    const [rows, planned, reported] = await Promise.all([foldedInto(id), meetings.upcoming(personId), programmes.toCheck(personId)])
    const folded = (await Promise.all(rows.map(loadDeliveryData))).filter((data) => data !== null)
    const today = dayOf(clock.now(), zone)
    return { folded, meetingsToday: planned.filter(({ startsAt }) => dayOf(startsAt, zone) === today), checks: reported.length }
  }

  return loadDeliveryData

  async function loadDeliveryData(delivery: Delivery): Promise<DeliveryData | null> {
    const ids = idsOf(delivery)
    const [organisation, person, meeting, request, announcement, fileAccess] = await Promise.all([
      findOrganisation(delivery.organisationId),
      findPerson(delivery.personId),
      orNull(ids.meetingId, meetings.get),
      orNull(ids.requestId, requests.get),
      orNull(ids.announcementId, announcements.get),
      orNull(ids.fileAccessId, (id) => personalFiles.get(id)),
    ])
    if (!organisation || !person) return null
    const programme = await orNull(ids.programmeId ?? request?.programmeId, programmes.get)
    const pair = await orNull(ids.pairId ?? meeting?.pairId ?? request?.pairId ?? programme?.pairId, pairs.get)
    const rowId = ids.rowId ?? request?.rowId
    const mentioned = Object.entries(delivery.params).flatMap(([name, value]) => (name.endsWith('Id') && /^[0-9a-f]{24}$/.test(value) ? [value] : []))
    const digest = await loadDigest(delivery, organisation.zone)
    const atMeetings = [meeting, ...digest.meetingsToday].flatMap((one) => one?.attendees.map(({ personId }) => personId) ?? [])
    const people = await loadPeople([...atMeetings, ...(pair ? [pair.mentorId, ...pair.members.map(({ menteeId }) => menteeId)] : []), ...mentioned, person.id], findPerson)
    const texts = textBook.textsFor(organisation)
    return {
      delivery,
      params: delivery.params.kind ? { consentKind: delivery.params.kind, ...delivery.params } : delivery.params,
      organisation,
      zone: organisation.zone,
      now: clock.now(),
      person,
      pair,
      programme,
      row: programme?.rows.find(({ id }) => id === rowId) ?? null,
      meeting,
      request,
      ...{ announcement, fileAccess },
      loginAddress: delivery.kind === 'login-link' ? accounts.loginAddress(delivery.params.link ?? '') : null,
      ...digest,
      people,
      nameOf(personId) {
        const named = personId ? people[personId] : undefined
        return named ? escapeHtml(displayName(named)) : nobody
      },
      t: (key, args) => texts.t(key, args),
    }
  }
}
