import type { Announcement } from '../../../modules/announcements/announcement.js'
import type { Screen } from '../../../core/screen.js'
import type { Delivery } from '../../../modules/deliveries/delivery.js'
import type { Meeting } from '../../../modules/meetings/meeting.js'
import type { Organisation } from '../../../modules/organisations/organisation.js'
import type { Pair } from '../../../modules/pairs/pair.js'
import type { Person } from '../../../modules/people/person.js'
import type { FileAccess } from '../../../modules/personal-files/file-access.js'
import type { PlanRow, Programme } from '../../../modules/programmes/programme.js'
import type { MentoringRequest } from '../../../modules/requests/request-service.js'
import type { TextArgs } from '../../texts.js'

/**
 * What a message is made of. Records are found by the subject (`pair`, `programme`, `meeting`, `request`) and by the params
 * `pairId`, `programmeId`, `rowId`, `meetingId`, `requestId`; `menteeId` names the mentee that it is about.
 */
export interface DeliveryData {
  delivery: Delivery
  params: Record<string, string>
  organisation: Organisation
  zone: string
  now: Date
  /** The one who gets the message. */
  person: Person
  pair: Pair | null
  programme: Programme | null
  row: PlanRow | null
  meeting: Meeting | null
  request: MentoringRequest | null
  announcement: Announcement | null
  /** Where a one-time login link leads; made here, kept nowhere. */
  loginAddress: string | null
  /** A mentor's request to read his mentee's personal file. */
  fileAccess: FileAccess | null
  /** What a summary tells of: the rows folded into it whose cause is still there. */
  folded: DeliveryData[]
  /** The person's planned meetings of this day, for a summary. */
  meetingsToday: Meeting[]
  /** Reports that wait for this mentor, for a summary. */
  checks: number
  /** Mentor and mentees of the pair, and every `…Id` of the params that is a person. */
  people: Record<string, Person>
  /** Name and patronymic of one of `people`, escaped; a dash for nobody. */
  nameOf(personId: string | null | undefined): string
  t(key: string, args?: TextArgs): string
}

export type DeliveryView = (data: DeliveryData) => Screen

/** Kinds of one feature with their views; `index.ts` joins them into the total table. */
export type DeliveryViews<K extends Delivery['kind']> = Record<K, DeliveryView>
