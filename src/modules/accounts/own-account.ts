import type { Actor } from '../../core/actor.js'
import { systemTime } from '../../core/clock.js'
import type { Kernel } from '../../core/kernel.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { normaliseEmail, type Account } from './account.js'
import { toAccount, type AccountDocument, type AccountModel, type LoginNote } from './account-model.js'
import type { createKnownDevices } from './known-devices.js'
import type { LoginWay } from './login-way.js'
import { triesPerAccount, type LoginThrottle } from './login-throttle.js'
import { hashPassword, longestPassword, matchesPassword } from './password.js'
import { problemWithPassword } from './password-rules.js'

const loginsKept = 10
const longestAgent = 200
const longestAddress = 60

export type PasswordCheck = (actor: Actor, password: unknown) => Promise<Result<Account>>

export interface OwnAccess {
  account: Account
  logins: LoginNote[]
  spareCodesLeft: number
}

export interface LoginFacts {
  way: LoginWay
  address: string
  agent: string
  /** What the browser's cookie held, if anything. */
  device: unknown
}

export interface OwnAccountDependencies {
  accounts: AccountModel
  kernel: Kernel
  throttle: LoginThrottle
  devices: ReturnType<typeof createKnownDevices>
  /** Words that a password must not be made of. */
  wordsAround(account: Account): Promise<string[]>
}

/** Checks the password that somebody types again inside the panel: as few times as at the login. */
export function createPasswordCheck({ accounts, throttle }: Pick<OwnAccountDependencies, 'accounts' | 'throttle'>): PasswordCheck {
  return async (actor, password) => {
    const found = actor.accountId ? await accounts.findById(actor.accountId).select('+passwordHash').lean<AccountDocument>() : null
    if (!found || found.closedAt) return refuse('account-not-found')
    const key = `again:${String(found._id)}`
    const minutes = await throttle.minutesToWait([[key, triesPerAccount]])
    if (minutes > 0) return refuse('login-too-often', { minutes })
    const matches = typeof password === 'string' && password.length <= longestPassword && (await matchesPassword(found.passwordHash, password))
    if (!matches) return refuse('password-old-wrong')
    await throttle.forgive(key)
    return ok(toAccount(found))
  }
}

/** Builds what everybody does with the own account (IMPL-18). */
export function createOwnAccount({ accounts, kernel, devices, wordsAround, checkOwnPassword }: OwnAccountDependencies & { checkOwnPassword: PasswordCheck }) {
  async function change(actor: Actor, id: string, action: string, set: Partial<AccountDocument>): Promise<Result<Account>> {
    return kernel.transaction(async () => {
      const after = await accounts
        .findOneAndUpdate({ _id: id, closedAt: null }, { $set: { ...set, updatedAt: kernel.clock.now() }, $inc: { sessionEpoch: 1 } }, { new: true })
        .lean<AccountDocument>()
      if (!after) return refuse('account-not-found')
      const account = toAccount(after)
      await kernel.audit({ actor, organisationId: account.organisationId, action, subject: { type: 'Account', id } })
      return ok(account)
    })
  }

  return {
    /** Changes the own password: the old one is asked, the new one is hard to guess; other sessions and known browsers end. */
    async changePassword(actor: Actor, given: { old: unknown; fresh: unknown }): Promise<Result<Account>> {
      const own = await checkOwnPassword(actor, given.old)
      if (!own.ok) return own
      const fresh = typeof given.fresh === 'string' ? given.fresh : ''
      if (fresh === given.old) return refuse('password-same')
      const problem = problemWithPassword(fresh, [own.value.email, ...(await wordsAround(own.value))])
      if (problem) return problem
      return change(actor, own.value.id, 'account-password', { passwordHash: await hashPassword(fresh), passwordAt: kernel.clock.now(), devices: [] })
    },

    /** Ends all sessions of the own account, this one too, and forgets its browsers. */
    async leaveEverywhere(actor: Actor): Promise<Result<Account>> {
      return actor.accountId ? change(actor, actor.accountId, 'account-leave', { devices: [] }) : refuse('account-not-found')
    },

    /** The own account with its last logins and what is left of its spare codes. */
    async ownAccess(actor: Actor): Promise<OwnAccess | null> {
      const found = actor.accountId ? await accounts.findById(actor.accountId).select('+logins +spareCodes').lean<AccountDocument>() : null
      return found && { account: toAccount(found), logins: found.logins ?? [], spareCodesLeft: found.spareCodes?.length ?? 0 }
    },

    /** Notes in the history that somebody tried a wrong password or code; a throttled try is not noted, so nobody can flood it. */
    async recordRefusal(who: { email: unknown } | { id: string }, { way, address }: Pick<LoginFacts, 'way' | 'address'>): Promise<void> {
      const email = 'email' in who ? normaliseEmail(who.email) : null
      const found = 'id' in who ? await accounts.findById(who.id).lean<AccountDocument>() : email === null ? null : await accounts.findOne({ email }).lean<AccountDocument>()
      if (!found) return
      const { id, organisationId } = toAccount(found)
      const stranger: Actor = { organisationId, personId: null, accountId: null, roles: [], channel: 'panel' }
      await kernel.transaction(() => kernel.audit({ actor: { ...stranger, address: address.slice(0, 60) }, organisationId, action: 'account-login-refused', subject: { type: 'Account', id }, after: { way, address: address.slice(0, 60) } }))
    },

    /** Notes in the history that somebody left the panel. */
    async recordLogout(id: string, address: string): Promise<void> {
      const found = await accounts.findById(id).lean<AccountDocument>()
      if (!found) return
      const { organisationId, personId, role } = toAccount(found)
      const actor: Actor = { organisationId, personId, accountId: id, roles: [role], channel: 'panel', address: address.slice(0, longestAddress) }
      await kernel.transaction(() => kernel.audit({ actor, organisationId, action: 'account-logout', subject: { type: 'Account', id } }))
    },

    /** Notes a login in the history and in the account, and remembers the browser: returns what its cookie shall hold. */
    async recordLogin(account: Account, { way, address, agent, device }: LoginFacts): Promise<string> {
      const { id, organisationId, personId, role } = account
      const actor: Actor = { organisationId, personId, accountId: id, roles: [role], channel: 'panel' }
      await kernel.transaction(async () => {
        const note = { at: kernel.clock.now(), way, address: address.slice(0, 60), agent: agent.slice(0, longestAgent) }
        await accounts.updateOne({ _id: id }, { $push: { logins: { $each: [note], $position: 0, $slice: loginsKept } } })
        await kernel.audit({ actor: { ...actor, address: note.address }, organisationId, action: 'account-login', subject: { type: 'Account', id }, after: { way, address: note.address } })
      })
      return devices.remember(id, device, new Date(systemTime(kernel.clock)))
    },
  }
}
