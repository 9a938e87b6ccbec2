import { isValidObjectId, type Connection } from 'mongoose'
import type { Actor } from '../../core/actor.js'
import type { Kernel } from '../../core/kernel.js'
import { ok, refuse, type Refusal, type Result } from '../../core/result.js'
import { normaliseEmail, type Account } from './account.js'
import { defineAccountModel, toAccount, type AccountDocument, type AccountModel } from './account-model.js'
import { mayManageAccount } from './account-policy.js'
import { createLoginThrottle } from './login-throttle.js'
import { createOpenAccount } from './open-account.js'
import { generatePassword, hashPassword, longestPassword, matchesPassword } from './password.js'

export interface AccountDependencies {
  connection: Connection
  kernel: Kernel
  organisationExists: (organisationId: string) => Promise<boolean>
  personExists: (organisationId: string, personId: string) => Promise<boolean>
}

export type AccountWithPassword = { account: Account; password: string }
export type AccountService = ReturnType<typeof createAccountService>

/** Builds the panel's logins: system administrators open, reset and close them (IMPL-18, ROLE-05). */
export function createAccountService(given: AccountDependencies) {
  const { kernel, connection } = given
  const accounts = defineAccountModel(connection)
  const throttle = createLoginThrottle({ connection, clock: kernel.clock })
  const opening = createOpenAccount({ ...given, accounts })

  async function change(
    actor: Actor,
    id: string,
    action: 'reset' | 'close' | 'reopen',
    apply: (account: AccountDocument) => Promise<Partial<AccountDocument> | Refusal>,
  ): Promise<Result<Account>> {
    return kernel.transaction(async () => {
      const found = isValidObjectId(id) ? await accounts.findById(id) : null
      if (!found || !mayManageAccount(actor, action, found.organisationId)) return refuse('account-not-found')
      const before = toAccount(found)
      const fresh = await apply(found)
      if ('ok' in fresh) return fresh
      found.set({ ...fresh, updatedAt: kernel.clock.now() })
      await found.save()
      const after = toAccount(found)
      const { organisationId } = after
      await kernel.audit({ actor, organisationId, action: `account-${action}`, subject: { type: 'Account', id }, before, after })
      return ok(after)
    })
  }

  return {
    ...opening,

    /** Gives the account a new password, returned once; its sessions end. */
    async reset(actor: Actor, id: string): Promise<Result<AccountWithPassword>> {
      const password = generatePassword()
      const passwordHash = await hashPassword(password)
      const changed = await change(actor, id, 'reset', async (account) => ({ passwordHash, sessionEpoch: account.sessionEpoch + 1 }))
      if (!changed.ok) return changed
      await throttle.forgive(changed.value.email)
      return ok({ account: changed.value, password })
    },

    /** Closes the account: its sessions end at the next request; the last open system administrator stays. */
    close(actor: Actor, id: string): Promise<Result<Account>> {
      return change(actor, id, 'close', async (account) => {
        if (account.closedAt) return refuse('account-closed-already')
        if (await isLastAdministrator(accounts, account)) return refuse('account-last-administrator')
        return { closedAt: kernel.clock.now(), sessionEpoch: account.sessionEpoch + 1 }
      })
    },

    /** Opens a closed account again with its former password. */
    reopen(actor: Actor, id: string): Promise<Result<Account>> {
      return change(actor, id, 'reopen', async (account) => (account.closedAt ? { closedAt: null } : refuse('account-open-already')))
    },

    /** Checks e-mail and password; one refusal and one duration for unknown, closed and wrong (IMPL-18). */
    async verify(email: unknown, password: unknown, address: string): Promise<Result<Account>> {
      const known = normaliseEmail(email)
      if (known === null || typeof password !== 'string' || password.length > longestPassword) return refuse('login-wrong')
      const minutes = await throttle.minutesToWait(known, address)
      if (minutes > 0) return refuse('login-too-often', { minutes })
      const found = await accounts.findOne({ email: known }).select('+passwordHash').lean<AccountDocument>()
      const usable = found && !found.closedAt ? found : null
      const matches = await matchesPassword(usable?.passwordHash ?? null, password)
      if (!usable || !matches) return refuse('login-wrong')
      await throttle.forgive(known)
      return ok(toAccount(usable))
    },

    /** Reads an account by id for the gate; null when there is none. */
    async get(id: string): Promise<Account | null> {
      if (!isValidObjectId(id)) return null
      const found = await accounts.findById(id).lean<AccountDocument>()
      return found && toAccount(found)
    },

    /** Lists the accounts that the actor may manage, of one organisation when it is given, by e-mail. */
    async list(actor: Actor, query: { organisationId?: string } = {}): Promise<Account[]> {
      const wanted = query.organisationId ?? actor.organisationId
      if (!mayManageAccount(actor, 'list', wanted)) return []
      const found = await accounts
        .find(wanted === null ? {} : { organisationId: wanted })
        .sort({ email: 1 })
        .lean<AccountDocument[]>()
      return found.map(toAccount)
    },
  }
}

async function isLastAdministrator(accounts: AccountModel, account: AccountDocument): Promise<boolean> {
  if (account.role !== 'sysadmin' || account.organisationId !== null) return false
  const others = { role: 'sysadmin', organisationId: null, closedAt: null, _id: { $ne: account._id } } as const
  return (await accounts.countDocuments(others)) === 0
}
