import { mayReadField } from '../../src/modules/accounts/field-rights.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import { formatInstant } from './format.js'
import { recordLink } from './links.js'
import { emptyPage, type Page, type PageFact } from './page.js'
import { loadPairScene } from './pair-scene.js'

/** One meeting: when, where, who comes, and how it went. */
export function createMeetingPage(context: ResourceContext) {
  return async (meetingId: string, organisationId: string, user: PanelUser): Promise<Page | null> => {
    const meeting = await context.services.meetings.get(meetingId)
    const scene = meeting && (await loadPairScene(context, meeting.pairId, organisationId, user))
    if (!meeting || !scene) return null
    const { texts, names, offer, words, zone } = scene
    const { id, state, startsAt, attendees, place, link, topic, minutes, summary, reason } = meeting
    const isBegun = startsAt <= context.clock.now()
    const word = (personId: string, reply: string, present: boolean | null, wish: string | null) => [texts.text(present === null ? `words.Meeting.reply.${reply}` : `words.Meeting.present.${present ? 'yes' : 'no'}`), (mayReadField([user.role], 'Meeting', 'attendees.wish') && wish) || ''].filter(Boolean)
    const facts: [string, PageFact['cell']][] = [
      ['pairId', { text: texts.text('page.open'), href: recordLink('Pair', meeting.pairId) }],
      ['startsAt', { text: formatInstant(startsAt, zone), notes: [texts.text('page.minutes', { minutes })] }],
      ['place', { text: place }],
      ['link', { text: link ?? '' }],
      ['topic', { text: topic }],
      ['summary', { text: summary ?? '' }],
      ['reason', { text: reason ? (texts.maybe(`words.Meeting.reason.${reason}`) ?? reason) : '' }],
    ]
    return {
      ...emptyPage,
      title: words('meetingKinds', [meeting.kind]),
      state: { code: state, label: texts.text(`words.Meeting.state.${state}`) },
      people: attendees.map(({ personId, reply, present, wish }) => ({
        role: texts.text(personId === scene.pair.mentorId ? 'roles.mentor' : 'roles.mentee'),
        name: names.full(personId),
        href: recordLink('Person', personId),
        notes: word(personId, reply, present, wish),
      })),
      next: state === 'planned' && isBegun ? offer({ resource: 'Meeting', action: 'hold', id, look: 'primary' }, { resource: 'Meeting', action: 'miss', id }) : [],
      missing: state === 'planned' && isBegun ? [texts.text('page.missing.outcome')] : [],
      actions: offer(
        { resource: 'Meeting', action: 'confirm', id, when: state === 'planned' && !isBegun },
        { resource: 'Meeting', action: 'move', id, when: state === 'planned' },
        { resource: 'Meeting', action: 'cancel', id, look: 'danger', when: state === 'planned' },
      ),
      facts: facts.filter(([name, cell]) => cell.text !== '' && mayReadField([user.role], 'Meeting', name)).map(([name, cell]) => ({ label: texts.text(`resources.Meeting.properties.${name}`), cell })),
    }
  }
}
