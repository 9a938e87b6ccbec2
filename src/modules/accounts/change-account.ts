import { isValidObjectId } from 'mongoose'
import type { Actor } from '../../core/actor.js'
import type { Kernel } from '../../core/kernel.js'
import { ok, refuse, type Refusal, type Result } from '../../core/result.js'
import { isStaffRole, type Account, type StaffRole } from './account.js'
import { toAccount, type AccountDocument, type AccountModel } from './account-model.js'
import { mayManageAccount } from './account-policy.js'
import type { AccountWithPassword } from './account-service.js'
import type { LoginThrottle } from './login-throttle.js'
import { generatePassword, hashPassword } from './password.js'
import { withoutCode } from './second-step.js'

export interface ChangeDependencies {
  accounts: AccountModel
  kernel: Kernel
  throttle: LoginThrottle
  personExists: (organisationId: string, personId: string) => Promise<boolean>
}

type ChangeName = 'reset' | 'close' | 'reopen' | 'changeRole' | 'namePerson'

/** The word of the history for each change. */
const historyNames: Record<ChangeName, string> = { reset: 'account-reset', close: 'account-close', reopen: 'account-reopen', changeRole: 'account-role', namePerson: 'account-person' }

/** Builds what a system administrator does with the accounts of others (ROLE-05). */
export function createChangeAccount({ accounts, kernel, throttle, personExists }: ChangeDependencies) {
  async function change(
    actor: Actor,
    id: string,
    action: ChangeName,
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
      await kernel.audit({ actor, organisationId, action: historyNames[action], subject: { type: 'Account', id }, before, after })
      return ok(after)
    })
  }


  return {
    /** Gives the account a new password, returned once; its sessions, its code and its known browsers end. */
    async reset(actor: Actor, id: string): Promise<Result<AccountWithPassword>> {
      const password = generatePassword()
      const passwordHash = await hashPassword(password)
      const changed = await change(actor, id, 'reset', async (account) => ({ ...withoutCode, passwordHash, passwordAt: kernel.clock.now(), devices: [], linkChat: null, sessionEpoch: account.sessionEpoch + 1 }))
      if (!changed.ok) return changed
      await Promise.all([throttle.forgive(`account:${changed.value.email}`), throttle.forgive(`code:${id}`)])
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

    /** Gives the account another role; its sessions end, so that the next one begins with the new rights. */
    changeRole(actor: Actor, id: string, role: StaffRole): Promise<Result<Account>> {
      return change(actor, id, 'changeRole', async (account) => {
        if (!isStaffRole(role)) return refuse('account-role-unknown')
        if (account.role === role) return refuse('account-role-same')
        if (account.organisationId === null) return refuse('account-role-installation')
        return { role, sessionEpoch: account.sessionEpoch + 1 }
      })
    },

    /** Says whose account it is (IMPL-18: no shared logins). */
    namePerson(actor: Actor, id: string, personId: string): Promise<Result<Account>> {
      return change(actor, id, 'namePerson', async (account) => {
        if (account.organisationId === null || !(await personExists(account.organisationId, personId))) return refuse('person-not-found')
        return { personId, sessionEpoch: account.sessionEpoch + 1 }
      })
    },
  }
}

async function isLastAdministrator(accounts: AccountModel, account: AccountDocument): Promise<boolean> {
  if (account.role !== 'sysadmin' || account.organisationId !== null) return false
  const others = { role: 'sysadmin', organisationId: null, closedAt: null, _id: { $ne: account._id } } as const
  return (await accounts.countDocuments(others)) === 0
}
