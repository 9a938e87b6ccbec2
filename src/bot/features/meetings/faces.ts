import type { Meeting } from '../../../modules/meetings/meeting.js'
import { mayMeet } from '../../../modules/meetings/meeting-policy.js'
import { currentMenteeIds, participantIds, type Pair } from '../../../modules/pairs/pair.js'
import { displayName } from '../../../modules/people/person.js'
import { escapeHtml } from '../../chat.js'
import { isLinked, type BotContext, type LinkedContext } from '../../context.js'
import type { MeetingFace } from '../../views/meetings/meeting-views.js'

const nobody = '—'

/** The linked context of a handler or of a dialogue's task; anything else is a bug, since only linked chats get here. */
export function linked(ctx: BotContext): LinkedContext {
  if (!isLinked(ctx)) throw new Error('this chat is not linked')
  return ctx
}

/** Names and patronymics by id, unescaped. */
export async function namesOf(ctx: BotContext, personIds: readonly string[]): Promise<Map<string, string>> {
  const people = await Promise.all([...new Set(personIds)].map((id) => ctx.services.people.get(id)))
  return new Map(people.filter((person) => person !== null).map((person) => [person.id, displayName(person)]))
}

/** What views of meetings need to speak to this person about these pairs. */
export async function meetingFace(ctx: LinkedContext, pair: Pair | null, meeting?: Meeting): Promise<MeetingFace> {
  const ids = [...(pair ? participantIds(pair) : []), ...(meeting?.attendees.map(({ personId }) => personId) ?? [])]
  const names = await namesOf(ctx, ids)
  return {
    t: ctx.t,
    zone: ctx.zone,
    now: ctx.now(),
    organisation: ctx.organisation,
    personId: ctx.person.id,
    mentorId: pair?.mentorId ?? null,
    nameOf: (personId) => escapeHtml(names.get(personId) ?? nobody),
  }
}

/** Pairs that this person leads and whose people may meet. */
export async function ledPairs(ctx: LinkedContext): Promise<Pair[]> {
  const pairs = await ctx.services.pairs.openOf(ctx.person.id)
  return pairs.filter((pair) => pair.mentorId === ctx.person.id && mayMeet(pair))
}

/** The mentees of a pair in one line, unescaped: labels of buttons. */
export async function menteesLabel(ctx: BotContext, pair: Pair): Promise<string> {
  const names = await namesOf(ctx, currentMenteeIds(pair))
  return currentMenteeIds(pair).map((id) => names.get(id) ?? nobody).join(', ')
}

/** A meeting with its pair and face, when this person is one of its people. */
export async function findMeeting(ctx: LinkedContext, meetingId: string) {
  const meeting = await ctx.services.meetings.get(meetingId)
  if (!meeting || meeting.organisationId !== ctx.organisation.id) return null
  const pair = await ctx.services.pairs.get(meeting.pairId)
  const isOne = pair?.mentorId === ctx.person.id || meeting.attendees.some(({ personId }) => personId === ctx.person.id)
  return isOne ? { meeting, pair, face: await meetingFace(ctx, pair, meeting) } : null
}
