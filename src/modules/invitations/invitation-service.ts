import { createHash, randomBytes } from 'node:crypto'
import type { Connection } from 'mongoose'
import { isValidObjectId } from 'mongoose'
import type { Actor, Role } from '../../core/actor.js'
import type { Kernel } from '../../core/kernel.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { createAcceptInvitation, wasLinked } from './accept-invitation.js'
import { invitedRoles, type Invitation, type InvitationCard, type IssuedInvitation, type Linked } from './invitation.js'
import { defineInvitationModel, toInvitation } from './invitation-model.js'
import { mayInvite, mayTieAnew } from './invitation-policy.js'

export type * from './invitation.js'

/** What the module needs to know of a person; `birthday` is 'MM-DD' where it is on record. */
export interface InvitedPerson {
  id: string
  organisationId: string
  organisationName: string
  fullName: string
  initials: string
  roles: readonly Role[]
  birthday: string | null
  archived: boolean
  telegramId: number | null
  /** Decides over others, or has an open login of the panel: nobody's chat to be taken over by a curator's link. */
  guarded: boolean
}

export interface InvitationDependencies {
  connection: Connection
  kernel: Kernel
  /** The person with what the organisation asks when linking: its hours of validity and whether it asks the birthday. */
  findPerson(personId: string): Promise<{ person: InvitedPerson; hours: number; asksBirthday: boolean } | null>
  /** Ties the chat to the person, unties the former one and tells it; refuses a chat that is someone else's. */
  link(actor: Actor, personId: string, telegramId: number): Promise<Result<undefined>>
  /** Tells the organisation's curators that a link died. */
  tellCurators(invitation: Invitation): Promise<void>
  /** Address that a messenger opens with this token. */
  addressOf(token: string): Promise<string>
}

export interface InvitationService {
  /** Makes a one-time link; former open links of this person and role are revoked (IMPL-04). Problems: person-not-found, person-archived, role-not-held, invitation-guarded. */
  issue(actor: Actor, input: { personId: string; role?: Role }): Promise<Result<IssuedInvitation>>
  /** Looks at a link without using it. Problems: invitation-unknown, -used, -expired, -revoked, -dead. */
  look(token: string): Promise<Result<InvitationCard>>
  /** Uses the link for this chat: exactly one of any number of parallel tries succeeds (S11). */
  accept(token: string, input: { telegramId: number; birthday?: string }): Promise<Result<Linked>>
  revoke(actor: Actor, invitationId: string): Promise<Result<Invitation>>
  list(organisationId: string): Promise<Invitation[]>
}

/** What is stored of a link's token: its SHA-256 in hex. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Builds linking by one-time links: 32 random bytes, of which only a hash is stored (IMPL-04, DATA-07). */
export function createInvitationService(given: InvitationDependencies): InvitationService {
  const { kernel, connection, findPerson, addressOf } = given
  const invitations = defineInvitationModel(connection)
  const { look, accept } = createAcceptInvitation({ ...given, invitations })

  return {
    look,
    accept,

    async issue(actor, input) {
      const found = await findPerson(input.personId)
      if (!found || !mayInvite(actor, found.person.organisationId, 'issue')) return refuse('person-not-found')
      const { person, hours } = found
      if (person.archived) return refuse('person-archived')
      const role = input.role ?? invitedRoles.find((candidate) => person.roles.includes(candidate))
      if (!role || !person.roles.includes(role)) return refuse('role-not-held')
      const tiesAnew = mayTieAnew(actor, person.id)
      if (person.guarded && !tiesAnew && (await wasLinked(invitations, person))) return refuse('invitation-guarded')
      const token = randomBytes(32).toString('base64url')
      const now = kernel.clock.now()
      const expiresAt = new Date(now.getTime() + hours * 3_600_000)
      const invitationId = await kernel.transaction(async () => {
        const { organisationId, id: personId } = person
        await invitations.updateMany({ organisationId, personId, role, state: 'open' }, { $set: { state: 'revoked' } })
        const made = await new invitations({ organisationId, personId, role, tokenHash: hashToken(token), state: 'open', expiresAt, tiesAnew, createdAt: now }).save()
        const id = made._id.toHexString()
        await kernel.audit({ actor, organisationId, action: 'invitation-issue', subject: { type: 'Invitation', id }, after: { personId, role, expiresAt } })
        return id
      })
      return ok({ invitationId, personId: person.id, name: person.fullName, role, link: await addressOf(token), expiresAt })
    },

    async revoke(actor, invitationId) {
      return kernel.transaction(async () => {
        const found = isValidObjectId(invitationId) ? await invitations.findById(invitationId) : null
        if (!found || !mayInvite(actor, found.organisationId, 'revoke')) return refuse('invitation-unknown')
        const before = toInvitation(found, kernel.clock.now())
        if (before.state !== 'open') return refuse(`invitation-${before.state}`)
        found.set({ state: 'revoked' })
        await found.save()
        const after = toInvitation(found, kernel.clock.now())
        await kernel.audit({ actor, organisationId: found.organisationId, action: 'invitation-revoke', subject: { type: 'Invitation', id: invitationId }, before, after })
        return ok(after)
      })
    },

    async list(organisationId) {
      const found = await invitations.find({ organisationId }).sort({ createdAt: -1 }).limit(1_000)
      return found.map((document) => toInvitation(document, kernel.clock.now()))
    },
  }
}
