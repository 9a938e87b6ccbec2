import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import { displayName, type Person } from '../people/person.js'
import { endOf } from '../meetings/meeting.js'
import type { DatedMeeting } from '../meetings/read-windows.js'

export interface CalendarWords {
  /** Name of the calendar. */
  title: string
  /** A meeting without names. */
  meeting: string
  /** Between two names. */
  and: string
}

export interface CalendarContent {
  organisationName: string
  meetings: readonly DatedMeeting[]
  people: ReadonlyMap<string, Pick<Person, 'surname' | 'name' | 'patronymic'>>
  /** The organisation lets no names leave the panel (design 7). */
  isStrict: boolean
}

const hourSeconds = 3600
const plain = (text: string) => text.replace(/\p{C}+/gu, ' ').trim()

function summaryOf({ attendees }: DatedMeeting, { people, isStrict }: CalendarContent, words: CalendarWords): string {
  const names = attendees.flatMap(({ personId }) => people.get(personId) ?? []).map(displayName).map(plain)
  if (isStrict || names.length === 0) return words.meeting
  const last = names.at(-1) ?? ''
  return `${words.meeting}: ${names.length === 1 ? last : `${names.slice(0, -1).join(', ')} ${words.and} ${last}`}`
}

/** Writes a calendar file: who meets, when and where, and nothing of what they work on. Times are UTC, so that no zone's name can be wrong. */
export function writeCalendar(content: CalendarContent, words: CalendarWords): string {
  const calendar = ical({ name: `${words.title}: ${plain(content.organisationName)}`, method: ICalCalendarMethod.PUBLISH, prodId: { company: 'nastavnik', product: 'calendar', language: 'RU' }, ttl: hourSeconds })
  for (const meeting of content.meetings) {
    calendar.createEvent({
      id: `${meeting.id}@nastavnik`,
      sequence: meeting.revision,
      stamp: meeting.updatedAt,
      created: meeting.createdAt,
      lastModified: meeting.updatedAt,
      start: meeting.startsAt,
      end: endOf(meeting),
      summary: summaryOf(meeting, content, words),
      location: content.isStrict ? null : plain(meeting.place) || null,
      status: meeting.state === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    })
  }
  return calendar.toString()
}
