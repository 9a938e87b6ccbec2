import type { Transitions } from '../../core/transitions.js'
import type { PlannedDelivery } from '../deliveries/delivery.js'
import { participantIds, isOpenPair, type Pair } from '../pairs/pair.js'
import type { Person } from '../people/person.js'

/** Whom an announcement is for (IMPL-21); `all` is everybody who mentors or is mentored. */
export const audiences = ['all', 'mentors', 'mentees', 'unpaired', 'pair'] as const
export type AudienceKind = (typeof audiences)[number]

export const announcementStates = ['draft', 'published', 'withdrawn', 'discarded'] as const
export type AnnouncementState = (typeof announcementStates)[number]

/** It is looked at before it goes; what has gone can be withdrawn while somebody has not got it yet (IMPL-21). */
export const announcementTransitions = {
  draft: ['published', 'discarded'],
  published: ['withdrawn'],
  withdrawn: [],
  discarded: [],
} as const satisfies Transitions<AnnouncementState>

/** Signs of the text; the messenger takes 4096 with everything around it. */
export const longestAnnouncement = 2_000

export interface Announcement {
  id: string
  organisationId: string
  text: string
  audience: AudienceKind
  /** The pair or group, for the audience `pair`. */
  pairId: string | null
  state: AnnouncementState
  /** In whose name it is written. */
  authorRole: 'curator' | 'head'
  authorPersonId: string | null
  /** To whom the bot writes: fixed when it is published. */
  recipientIds: string[]
  /** Who has no chat and is told by hand: fixed when it is published. */
  byHandIds: string[]
  publishedAt: Date | null
  withdrawnAt: Date | null
  createdAt: Date
  updatedAt: Date
}

/** Who is concerned, and how the word reaches them. */
export interface Audience {
  reached: Person[]
  /** No chat, a bot that was stopped, or a wish not to be written to. */
  byHand: Person[]
}

/** Everybody who may be concerned. */
export interface AudienceFacts {
  mentors: readonly Person[]
  mentees: readonly Person[]
  pairs: readonly Pair[]
}

/** The subject under which its messages are planned, cancelled and counted. */
export const announcementSubject = (id: string) => ({ type: 'announcement', id })

/** One message to each recipient: the key is announcement and person, so that it goes once however often it is planned. */
export function announcementMessages({ id, organisationId, authorPersonId, recipientIds }: Announcement): PlannedDelivery[] {
  const params: Record<string, string> = authorPersonId ? { authorId: authorPersonId } : {}
  return recipientIds.map((personId) => ({ kind: 'announcement', organisationId, personId, subject: announcementSubject(id), params }))
}

const isWithoutChat = ({ telegramId, unreachableAt, settings }: Person) => telegramId === null || unreachableAt !== null || settings.channel === 'curator'

function idsOf({ audience, pairId }: Pick<Announcement, 'audience' | 'pairId'>, { mentors, mentees, pairs }: AudienceFacts): Set<string> {
  const named = (people: readonly Person[]) => people.map(({ id }) => id)
  const open = pairs.filter(isOpenPair)
  switch (audience) {
    case 'all':
      return new Set([...named(mentors), ...named(mentees)])
    case 'mentors':
      return new Set(named(mentors))
    case 'mentees':
      return new Set(named(mentees))
    case 'unpaired': {
      const paired = new Set(open.flatMap(participantIds))
      return new Set(named(mentees).filter((id) => !paired.has(id)))
    }
    case 'pair':
      return new Set(open.filter(({ id }) => id === pairId).flatMap(participantIds))
  }
}

/** Sorts an audience by how the word reaches it; each person once, by surname. Only present people whose role holds today are among the facts. */
export function audienceOf(about: Pick<Announcement, 'audience' | 'pairId'>, facts: AudienceFacts): Audience {
  const wanted = idsOf(about, facts)
  const known = new Map([...facts.mentors, ...facts.mentees].map((person) => [person.id, person]))
  const people = [...known.values()].filter(({ id }) => wanted.has(id)).sort((left, right) => left.searchName.localeCompare(right.searchName))
  return { reached: people.filter((person) => !isWithoutChat(person)), byHand: people.filter(isWithoutChat) }
}
