import { createHash, randomBytes } from 'node:crypto'
import type { Connection } from 'mongoose'
import type { Actor } from '../../core/actor.js'
import type { Kernel } from '../../core/kernel.js'
import { ok, refuse, type Result } from '../../core/result.js'
import type { Account } from '../accounts/account.js'
import type { MeetingService } from '../meetings/meeting-service.js'
import type { Organisation } from '../organisations/organisation.js'
import type { Person } from '../people/person.js'
import { writeCalendar, type CalendarWords } from './calendar-file.js'
import { isSecret, type CalendarLink, type CalendarScope } from './calendar-link.js'
import { defineCalendarLinkModel, type CalendarLinkDocument } from './calendar-model.js'
import { isStillTheirs, mayKeepCalendar } from './calendar-policy.js'

export interface CalendarDependencies {
  connection: Connection
  kernel: Kernel
  words: CalendarWords
  findAccount(id: string): Promise<Account | null>
  findOrganisation(id: string): Promise<Organisation | null>
  meetingsBetween: MeetingService['between']
  peopleOf(ids: readonly string[]): Promise<Person[]>
  /** Pairs that this curator leads. */
  pairIdsOf(organisationId: string, curatorId: string): Promise<string[]>
}

export type CalendarService = ReturnType<typeof createCalendarService>

const dayMs = 86_400_000
const daysBack = 62
const daysAhead = 366
/** «Used last» needs no finer step, and a write at each reading would be one too many. */
const useNotedEvery = 10 * 60_000

const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex')

function toLink({ _id, organisationId, scope, createdAt, lastUsedAt }: CalendarLinkDocument): CalendarLink {
  return { accountId: _id, organisationId, scope, createdAt, lastUsedAt }
}

/** Calendar files of meetings, and the secret address from which a person's own calendar fetches them (MAP-13). */
export function createCalendarService(given: CalendarDependencies) {
  const { connection, kernel, words, findAccount, findOrganisation, meetingsBetween, peopleOf, pairIdsOf } = given
  const links = defineCalendarLinkModel(connection)

  async function write(organisationId: string, curatorId: string | null): Promise<string | null> {
    const organisation = await findOrganisation(organisationId)
    if (!organisation) return null
    const now = kernel.clock.now().getTime()
    const span = { organisationId, from: new Date(now - daysBack * dayMs), to: new Date(now + daysAhead * dayMs) }
    const pairs = curatorId === null ? {} : { pairIds: await pairIdsOf(organisationId, curatorId) }
    const meetings = await meetingsBetween({ ...span, ...pairs })
    const found = await peopleOf([...new Set(meetings.flatMap(({ attendees }) => attendees.map(({ personId }) => personId)))])
    const people = new Map(found.map((person) => [person.id, person]))
    return writeCalendar({ organisationName: organisation.shortName, meetings, people, isStrict: organisation.settings.chatPrivacy === 'strict' }, words)
  }

  const whose = (scope: CalendarScope, personId: string | null) => (scope === 'mine' ? personId : null)

  async function noteUse({ _id, lastUsedAt, hash }: CalendarLinkDocument): Promise<void> {
    const now = kernel.clock.now()
    if (lastUsedAt !== null && now.getTime() - lastUsedAt.getTime() < useNotedEvery) return
    await links.updateOne({ _id, hash }, { $set: { lastUsedAt: now } })
  }

  return {
    /** Makes the account's address, or a new one instead of the former; the secret is told once. Problem: not-allowed. */
    async subscribe(actor: Actor, scope: CalendarScope): Promise<Result<{ secret: string }>> {
      const account = mayKeepCalendar(actor) ? await findAccount(actor.accountId) : null
      if (!account || !mayKeepCalendar(actor)) return refuse('not-allowed')
      const { accountId, organisationId } = actor
      const secret = randomBytes(32).toString('base64url')
      const { sessionEpoch } = account
      return kernel.transaction(async () => {
        const former = await links.findById(accountId).lean()
        const fresh = { organisationId, scope, hash: hashOf(secret), sessionEpoch, createdAt: kernel.clock.now(), lastUsedAt: null }
        await links.updateOne({ _id: accountId }, { $set: fresh }, { upsert: true })
        const before = former ? { scope: former.scope } : null
        await kernel.audit({ actor, organisationId, action: 'calendar-subscribe', subject: { type: 'Account', id: accountId }, before, after: { scope } })
        return ok({ secret })
      })
    },

    /** The address ends at once. Problems: not-allowed, calendar-not-found. */
    async unsubscribe(actor: Actor): Promise<Result<undefined>> {
      if (!mayKeepCalendar(actor)) return refuse('not-allowed')
      const { accountId, organisationId } = actor
      return kernel.transaction(async () => {
        const former = await links.findOneAndDelete({ _id: accountId, organisationId }).lean()
        if (!former) return refuse('calendar-not-found')
        await kernel.audit({ actor, organisationId, action: 'calendar-unsubscribe', subject: { type: 'Account', id: accountId }, before: { scope: former.scope }, after: null })
        return ok()
      })
    },

    /** The actor's own address as far as it may be shown; null when there is none in force. */
    async linkOf(actor: Actor): Promise<CalendarLink | null> {
      if (!mayKeepCalendar(actor)) return null
      const [link, account] = await Promise.all([links.findById(actor.accountId).lean(), findAccount(actor.accountId)])
      return link && account && isStillTheirs(account, link) ? toLink(link) : null
    },

    /** The file behind a secret; null for one that is unknown, revoked, or of an account that may no longer read it. */
    async read(secret: string): Promise<string | null> {
      const link = isSecret(secret) ? await links.findOne({ hash: hashOf(secret) }).lean() : null
      const account = link && (await findAccount(link._id))
      if (!link || !account || !isStillTheirs(account, link)) return null
      await noteUse(link)
      return write(link.organisationId, whose(link.scope, account.personId))
    },

    /** The file to save once. Problem: not-allowed. */
    async download(actor: Actor, scope: CalendarScope): Promise<Result<string>> {
      const file = mayKeepCalendar(actor) ? await write(actor.organisationId, whose(scope, actor.personId)) : null
      return file === null ? refuse('not-allowed') : ok(file)
    },
  }
}
