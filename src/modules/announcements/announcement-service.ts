import type { Connection } from 'mongoose'
import { hasRole, type Actor } from '../../core/actor.js'
import type { Kernel } from '../../core/kernel.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { canMove } from '../../core/transitions.js'
import { createRecordStore } from '../../db/record-store.js'
import type { DeliveryPlanner } from '../deliveries/delivery.js'
import type { Pair } from '../pairs/pair.js'
import type { Person } from '../people/person.js'
import { mayAnnounce } from './announcement-policy.js'
import { defineAnnouncementModel, toAnnouncement, type AnnouncementDocument } from './announcement-model.js'
import { announcementMessages, announcementSubject, announcementTransitions, audienceOf, longestAnnouncement, type Announcement, type AnnouncementState, type Audience } from './announcement.js'

export type { Announcement, AnnouncementState, Audience, AudienceKind } from './announcement.js'

export type AnnouncementInput = Pick<Announcement, 'text' | 'audience' | 'pairId'>

export interface AnnouncementService {
  /** Keeps a text to look at before it goes. Problems: forbidden, words-missing, text-too-long, announcement-pair-missing. */
  draft(actor: Actor, organisationId: string, input: AnnouncementInput): Promise<Result<Announcement>>
  /** Changes a draft; `seenAt` is the `updatedAt` that was looked at. Problems: those of `draft`, announcement-not-found, announcement-gone, panel-stale. */
  change(actor: Actor, id: string, input: AnnouncementInput, seenAt?: Date): Promise<Result<Announcement>>
  /** Sends what was looked at to everybody who has a chat, once, however often it is pressed. Problems: announcement-not-found, announcement-gone, announcement-nobody, panel-stale. */
  publish(actor: Actor, id: string, seenAt?: Date): Promise<Result<Announcement>>
  /** Takes back what has not been sent yet. Problems: announcement-not-found, announcement-gone, announcement-all-sent. */
  withdraw(actor: Actor, id: string): Promise<Result<Announcement>>
  /** Throws a draft away. */
  discard(actor: Actor, id: string): Promise<Result<Announcement>>
  /** Who it goes to as things stand today. */
  audience(about: Pick<Announcement, 'organisationId' | 'audience' | 'pairId'>): Promise<Audience>
  get(id: string): Promise<Announcement | null>
  list(organisationId: string): Promise<Announcement[]>
  /** The newest that the bot wrote to a person. */
  latestFor(personId: string, limit: number): Promise<Announcement[]>
}

export interface AnnouncementDependencies {
  connection: Connection
  kernel: Kernel
  deliveries: DeliveryPlanner
  /** Present people who hold the role today. */
  withRole(organisationId: string, role: 'mentor' | 'mentee'): Promise<Person[]>
  pairs(organisationId: string): Promise<Pair[]>
  /** Is a message about it still on its way? */
  hasOpen(announcement: Announcement): Promise<boolean>
}

/** Builds the announcements of curators and heads: a look before, a chosen audience, one message a person (IMPL-21). */
export function createAnnouncementService(given: AnnouncementDependencies): AnnouncementService {
  const { connection, kernel, deliveries } = given
  const model = defineAnnouncementModel(connection)
  const store = createRecordStore<AnnouncementDocument, Announcement>({ model, toPlain: toAnnouncement, type: 'Announcement', kernel })

  async function audience({ organisationId, ...about }: Pick<Announcement, 'organisationId' | 'audience' | 'pairId'>): Promise<Audience> {
    const [mentors, mentees, pairs] = await Promise.all([given.withRole(organisationId, 'mentor'), given.withRole(organisationId, 'mentee'), given.pairs(organisationId)])
    return audienceOf(about, { mentors, mentees, pairs })
  }

  async function checked(organisationId: string, { text, audience: kind, pairId }: AnnouncementInput): Promise<Result<AnnouncementInput>> {
    const said = text.trim()
    if (said === '') return refuse('words-missing')
    if (said.length > longestAnnouncement) return refuse('text-too-long', { limit: longestAnnouncement })
    if (kind !== 'pair') return ok({ text: said, audience: kind, pairId: null })
    const isKnown = (await given.pairs(organisationId)).some(({ id }) => id === pairId)
    return isKnown ? ok({ text: said, audience: kind, pairId }) : refuse('announcement-pair-missing')
  }

  /** Opens it for a move, inside one transaction; of two presses at once the later one finds it moved. */
  function move(actor: Actor, id: string, to: AnnouncementState | null, step: (document: AnnouncementDocument, plain: Announcement) => Promise<Result<Announcement>>, seenAt?: Date): Promise<Result<Announcement>> {
    return store.transaction(async () => {
      const document = await store.open(actor, id)
      if (!document) return refuse('announcement-not-found')
      const plain = toAnnouncement(document)
      if (!mayAnnounce(actor, plain.organisationId)) return refuse('forbidden')
      if (to === null ? plain.state !== 'draft' : !canMove(announcementTransitions, plain.state, to)) return refuse('announcement-gone')
      if (seenAt && seenAt.getTime() !== plain.updatedAt.getTime()) return refuse('panel-stale')
      return step(document, plain)
    })
  }

  return {
    audience,

    async draft(actor, organisationId, input) {
      if (!mayAnnounce(actor, organisationId)) return refuse('forbidden')
      const fields = await checked(organisationId, input)
      if (!fields.ok) return fields
      const now = kernel.clock.now()
      const author = { authorRole: hasRole(actor, 'curator') ? 'curator' : 'head', authorPersonId: actor.personId }
      const made = { ...fields.value, ...author, organisationId, state: 'draft', createdAt: now, updatedAt: now }
      return store.transaction(async () => ok(toAnnouncement(await store.insert(actor, made, { action: 'announcement-draft' }))))
    },

    change: (actor, id, input, seenAt) =>
      move(actor, id, null, async (document, { organisationId }) => {
        const fields = await checked(organisationId, input)
        if (!fields.ok) return fields
        return ok(await store.change(actor, document, { ...fields.value, updatedAt: kernel.clock.now() }, { action: 'announcement-change' }))
      }, seenAt),

    publish: (actor, id, seenAt) =>
      move(actor, id, 'published', async (document, plain) => {
        const { reached, byHand } = await audience(plain)
        if (reached.length === 0) return refuse('announcement-nobody')
        const now = kernel.clock.now()
        const patch = { state: 'published', recipientIds: reached.map((person) => person.id), byHandIds: byHand.map((person) => person.id), publishedAt: now, updatedAt: now }
        const published = await store.change(actor, document, patch, { action: 'announcement-publish' })
        await deliveries.plan(announcementMessages(published))
        return ok(published)
      }, seenAt),

    withdraw: (actor, id) =>
      move(actor, id, 'withdrawn', async (document, plain) => {
        if (!(await given.hasOpen(plain))) return refuse('announcement-all-sent')
        const now = kernel.clock.now()
        const withdrawn = await store.change(actor, document, { state: 'withdrawn', withdrawnAt: now, updatedAt: now }, { action: 'announcement-withdraw' })
        await deliveries.cancel({ organisationId: plain.organisationId, subject: announcementSubject(id) })
        return ok(withdrawn)
      }),

    discard: (actor, id) =>
      move(actor, id, 'discarded', async (document) => ok(await store.change(actor, document, { state: 'discarded', updatedAt: kernel.clock.now() }, { action: 'announcement-discard' }))),

    get: (id) => store.find(id),
    list: async (organisationId) => (await model.find({ organisationId }).sort({ createdAt: -1, _id: -1 }).limit(200)).map(toAnnouncement),
    latestFor: async (personId, limit) => (await model.find({ recipientIds: personId, state: 'published' }).sort({ publishedAt: -1, _id: -1 }).limit(limit)).map(toAnnouncement),
  }
}
