import type { Meeting } from '../../src/modules/meetings/meeting.js'
import { loadNames } from '../pages/names.js'
import { formatDay } from '../pages/format.js'
import { officeSignatures, spanOf, type Journal, type JournalScene, type JournalTable } from './journal.js'
import { meetingCells, presenceOf } from './meeting-rows.js'

type Count = Record<'set' | 'held' | 'present' | 'absent' | 'off', number>

function countsOf(meetings: readonly Meeting[]): Map<string, Count> {
  const counts = new Map<string, Count>()
  for (const { attendees, state } of meetings) {
    for (const { personId, present } of attendees) {
      const count = counts.get(personId) ?? { set: 0, held: 0, present: 0, absent: 0, off: 0 }
      counts.set(personId, count)
      count.set += 1
      count.held += state === 'held' ? 1 : 0
      count.present += state === 'held' && present === true ? 1 : 0
      count.absent += state === 'held' && present === false ? 1 : 0
      count.off += state === 'missed' || state === 'cancelled' ? 1 : 0
    }
  }
  return counts
}

/** Attendance: each meeting with who came, and each person with his numbers. */
export async function attendanceJournal(scene: JournalScene): Promise<Journal> {
  const { context: { services, texts }, organisation, query } = scene
  const meetings = await services.meetings.between({ ...spanOf(scene), ...(query.pairId ? { pairIds: [query.pairId] } : {}) })
  const people = [...new Set(meetings.flatMap(({ attendees }) => attendees.map(({ personId }) => personId)))]
  const names = await loadNames(services, [...people, organisation.curatorPersonId, organisation.headPersonId])
  const said = (key: string) => texts.text(`journal.${key}`)
  const came = (meeting: Meeting, word: 'yes' | 'no') => meeting.attendees.filter(({ personId }) => presenceOf(scene, meeting, personId) === texts.text(`journal.presence.${word}`)).map(({ personId }) => names.short(personId)).join(', ')
  const byPerson = [...countsOf(meetings)].sort(([left], [right]) => names.full(left).localeCompare(names.full(right), 'ru'))
  const tables: JournalTable[] = [
    {
      title: said('attendance.people'),
      columns: ['who', 'set', 'held', 'present', 'absent', 'off'].map((name) => said(`columns.${name}`)),
      rows: byPerson.map(([id, { set, held, present, absent, off }]) => [names.full(id), ...[set, held, present, absent, off].map(String)]),
      empty: said('noMeetings'),
    },
    {
      title: said('attendance.meetings'),
      columns: ['when', 'kind', 'state', 'came', 'missed'].map((name) => said(`columns.${name}`)),
      rows: meetings.map((meeting) => {
        const { when, kind, state } = meetingCells(scene, meeting)
        const isHeld = meeting.state === 'held'
        return [when, kind, state, isHeld ? came(meeting, 'yes') : meeting.attendees.map(({ personId }) => names.short(personId)).join(', '), isHeld ? came(meeting, 'no') : '']
      }),
      empty: said('noMeetings'),
    },
  ]
  return {
    kind: 'attendance',
    title: said('title.attendance'),
    organisation: organisation.name,
    period: texts.text('page.period', { from: formatDay(query.from), to: formatDay(query.to) }),
    facts: meetings.length >= mostMeetings ? [{ label: said('note'), text: texts.text('journal.cut', { most: mostMeetings }) }] : [],
    tables,
    signatures: officeSignatures(scene, names),
  }
}

/** As many meetings as one reading gives. */
const mostMeetings = 1_000
