import { createHash } from 'node:crypto'
import type { Actor } from '../../core/actor.js'
import { ok, refuse, type Refusal, type Result } from '../../core/result.js'
import { attemptsAllowed, parseBirthday, type InvitationCard, type Linked } from './invitation.js'
import { toInvitation, type InvitationDocument, type InvitationModel } from './invitation-model.js'
import type { InvitationDependencies, InvitedPerson } from './invitation-service.js'

type Dependencies = InvitationDependencies & { invitations: InvitationModel }

/** True when the person has a chat, or had one by a link. */
export async function wasLinked(invitations: InvitationModel, { id: personId, telegramId }: Pick<InvitedPerson, 'id' | 'telegramId'>): Promise<boolean> {
  return telegramId !== null || (await invitations.exists({ personId, linkedAt: { $ne: null } })) !== null
}

/** Looking at a link and using it once. */
export function createAcceptInvitation({ kernel, invitations, findPerson, link, tellCurators }: Dependencies) {
  const find = (token: string) =>
    invitations.findOne({ tokenHash: createHash('sha256').update(token).digest('hex') }).select('+takenBy')

  function refusalOf(found: InvitationDocument | null): Refusal | null {
    if (!found) return refuse('invitation-unknown')
    const { state } = toInvitation(found, kernel.clock.now())
    return state === 'open' ? null : refuse(`invitation-${state}`)
  }

  async function look(token: string): Promise<Result<InvitationCard>> {
    const found = await find(token)
    const refusal = refusalOf(found)
    if (refusal || !found) return refusal ?? refuse('invitation-unknown')
    const known = await findPerson(found.personId)
    if (!known || known.person.archived) return refuse('invitation-revoked')
    const { initials, organisationName, organisationId, birthday } = known.person
    return ok({ initials, organisationName, organisationId, role: found.role, asksBirthday: known.asksBirthday && birthday !== null })
  }

  /** Counts a wrong answer; the fifth kills the link and the curators are told. */
  async function countWrong(found: InvitationDocument): Promise<Refusal> {
    return kernel.transaction(async () => {
      const counted = await invitations.findOneAndUpdate({ _id: found._id, state: 'open' }, { $inc: { attempts: 1 } }, { returnDocument: 'after' })
      if (!counted) return refuse('invitation-dead')
      if (counted.attempts < attemptsAllowed) return refuse('birthday-wrong', { left: attemptsAllowed - counted.attempts })
      await invitations.updateOne({ _id: found._id }, { $set: { state: 'dead' } })
      await tellCurators(toInvitation({ ...counted.toObject(), state: 'dead' }, kernel.clock.now()))
      return refuse('invitation-dead')
    })
  }

  /** Takes the link for one chat by a conditional update; the same chat may go on after a break. */
  async function take(found: InvitationDocument, telegramId: number): Promise<Refusal | null> {
    const now = kernel.clock.now()
    const taken = await invitations.updateOne(
      { _id: found._id, state: 'open', expiresAt: { $gt: now } },
      { $set: { state: 'used', usedAt: now, takenBy: telegramId } },
    )
    if (taken.modifiedCount === 1) return null
    const resumed = await invitations.exists({ _id: found._id, state: 'used', takenBy: telegramId, linkedAt: null })
    return resumed ? null : refusalOf(await invitations.findById(found._id)) ?? refuse('invitation-used')
  }

  async function accept(token: string, input: { telegramId: number; birthday?: string }): Promise<Result<Linked>> {
    const found = await find(token)
    if (!found) return refuse('invitation-unknown')
    const { organisationId, personId, role } = found
    const linked: Linked = { organisationId, personId, role }
    const known = await findPerson(personId)
    if (!known || known.person.archived) return refuse('invitation-revoked')
    const isRepeat = found.takenBy === input.telegramId && found.linkedAt !== null
    if (isRepeat && known.person.telegramId === input.telegramId) return ok(linked)
    if (known.person.guarded && !found.tiesAnew && known.person.telegramId !== input.telegramId && (await wasLinked(invitations, known.person))) return refuse('invitation-revoked')
    if (found.state !== 'used') {
      const refusal = refusalOf(found)
      if (refusal) return refusal
      const { birthday } = known.person
      if (known.asksBirthday && birthday !== null && parseBirthday(input.birthday ?? '') !== birthday) return countWrong(found)
    }
    const refusal = await take(found, input.telegramId)
    if (refusal) return refusal
    return kernel.transaction(async () => {
      const actor: Actor = { organisationId, personId, accountId: null, roles: [role], channel: 'bot' }
      const outcome = await link(actor, personId, input.telegramId)
      if (!outcome.ok) {
        await invitations.updateOne({ _id: found._id }, { $set: { state: 'open', usedAt: null, takenBy: null } })
        return outcome
      }
      await invitations.updateOne({ _id: found._id }, { $set: { linkedAt: kernel.clock.now() } })
      await kernel.audit({ actor, organisationId, action: 'invitation-use', subject: { type: 'Invitation', id: String(found._id) }, before: { state: 'open', personId, role }, after: { state: 'used', personId, role } })
      return ok(linked)
    })
  }

  return { look, accept }
}
