import { isValidObjectId, type Connection } from 'mongoose'
import type { Actor } from '../../core/actor.js'
import type { Kernel } from '../../core/kernel.js'
import { systemTime } from '../../core/clock.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { normaliseEmail, type Account } from './account.js'
import { defineAccountModel, toAccount, type AccountDocument } from './account-model.js'
import { mayManageAccount } from './account-policy.js'
import { createChangeAccount } from './change-account.js'
import { createKnownDevices } from './known-devices.js'
import { defineLoginLinkModel } from './login-link-model.js'
import { createLoginLinks, type LoginLinkDependencies } from './login-links.js'
import { createLoginThrottle, triesPerAccount, triesPerAddress, type Counted } from './login-throttle.js'
import { createOpenAccount } from './open-account.js'
import { createOwnAccount, createPasswordCheck, type OwnAccountDependencies } from './own-account.js'
import { longestPassword, matchesPassword } from './password.js'
import { createSecondStep } from './second-step.js'
import { createSecretBox } from './secret-box.js'

export interface AccountDependencies extends Pick<LoginLinkDependencies, 'chatOf' | 'sendLink'>, Pick<OwnAccountDependencies, 'wordsAround'> {
  connection: Connection
  kernel: Kernel
  /** `secret` is SESSION_SECRET: what is sealed by it lasts as long as it does. */
  access: { secret: string; publicUrl: string }
  /** Name of the product, as an application with codes shows it. */
  product: string
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
  const box = createSecretBox(given.access.secret)
  const devices = createKnownDevices({ accounts, box })
  const shared = { ...given, accounts, throttle, box, devices }
  const checkOwnPassword = createPasswordCheck(shared)

  /** A browser that the account knows is counted by itself, so that strangers cannot lock its owner out. */
  async function countedBy(email: string, address: string, device: unknown): Promise<Counted[]> {
    const known = await devices.knows(email, device, new Date(systemTime(kernel.clock)))
    if (known !== null) return [[`device:${email}:${known}`, triesPerAccount]]
    return [[`account:${email}`, triesPerAccount], [`address:${address}`, triesPerAddress]]
  }

  return {
    ...createOpenAccount(shared),
    ...createChangeAccount(shared),
    ...createOwnAccount({ ...shared, checkOwnPassword }),
    ...createSecondStep({ ...shared, checkOwnPassword }),
    ...createLoginLinks({ ...shared, checkOwnPassword, links: defineLoginLinkModel(connection), publicUrl: given.access.publicUrl }),

    /** Checks e-mail and password; one refusal and one duration for unknown, closed and wrong (IMPL-18). */
    async verify(email: unknown, password: unknown, address: string, device?: unknown): Promise<Result<Account>> {
      const known = normaliseEmail(email)
      if (known === null || typeof password !== 'string' || password.length > longestPassword) return refuse('login-wrong')
      const counted = await countedBy(known, address, device)
      const minutes = await throttle.minutesToWait(counted)
      if (minutes > 0) return refuse('login-too-often', { minutes })
      const found = await accounts.findOne({ email: known }).select('+passwordHash').lean<AccountDocument>()
      const usable = found && !found.closedAt ? found : null
      const matches = await matchesPassword(usable?.passwordHash ?? null, password)
      if (!usable || !matches) return refuse('login-wrong')
      await Promise.all([throttle.forgive(`account:${known}`), throttle.forgive(counted[0]?.[0] ?? ''), ...counted.slice(1).map(([key]) => throttle.takeBack(key))])
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
