import type { Actor } from '../../core/actor.js'
import { ok, refuse, type Refusal, type Result } from '../../core/result.js'
import { isDuplicateKey } from '../../db/lost-race.js'
import { isStaffRole, normaliseEmail, type Account, type StaffRole } from './account.js'
import { toAccount, type AccountDocument, type AccountModel } from './account-model.js'
import { mayManageAccount } from './account-policy.js'
import type { AccountDependencies, AccountWithPassword } from './account-service.js'
import { generatePassword, hashPassword } from './password.js'
import { shortestChosenPassword } from './password-rules.js'

export interface NewAccount {
  email: string
  role: StaffRole
  /** Missing: a system administrator of the whole installation. */
  organisationId?: string | null
  personId?: string | null
}

/** Builds the use cases that open accounts. */
export function createOpenAccount(given: AccountDependencies & { accounts: AccountModel }) {
  const { accounts, kernel } = given

  async function problemWith(actor: Actor, input: NewAccount): Promise<Refusal | null> {
    const organisationId = input.organisationId ?? null
    if (!isStaffRole(input.role)) return refuse('account-role-unknown')
    if (!mayManageAccount(actor, 'open', organisationId)) return refuse('forbidden')
    if (organisationId === null) return input.role === 'sysadmin' ? null : refuse('account-organisation-missing')
    if (!(await given.organisationExists(organisationId))) return refuse('organisation-not-found')
    const { personId } = input
    if (personId && !(await given.personExists(organisationId, personId))) return refuse('person-not-found')
    return null
  }

  async function insert(actor: Actor, input: NewAccount, password: string): Promise<Result<AccountWithPassword>> {
    const email = normaliseEmail(input.email)
    if (email === null) return refuse('email-wrong')
    const problem = await problemWith(actor, input)
    if (problem) return problem
    const passwordHash = await hashPassword(password)
    const now = kernel.clock.now()
    const organisationId = input.organisationId ?? null
    const fresh = { email, passwordHash, organisationId, role: input.role, personId: input.personId ?? null, passwordAt: now, createdAt: now, updatedAt: now }
    try {
      return await kernel.transaction(async () => {
        if (await accounts.exists({ email })) return refuse('account-email-taken')
        const account = toAccount(await new accounts(fresh).save())
        await kernel.audit({ actor, organisationId, action: 'account-open', subject: { type: 'Account', id: account.id }, after: account })
        return ok({ account, password })
      })
    } catch (error) {
      if (isDuplicateKey(error)) return refuse('account-email-taken')
      throw error
    }
  }

  return {
    /** Opens an account for a role (and a person) with a generated password, returned once. */
    create(actor: Actor, input: NewAccount): Promise<Result<AccountWithPassword>> {
      return insert(actor, input, generatePassword())
    },

    /** Opens the first system administrator from the settings (IMPL-18); null when there is one already. */
    async ensureFirst(actor: Actor, input: { email: string; password?: string }): Promise<Result<AccountWithPassword | null>> {
      if (await accounts.exists({ role: 'sysadmin', organisationId: null })) return ok(null)
      if (input.password !== undefined && input.password.length < shortestChosenPassword) {
        return refuse('password-too-short', { least: shortestChosenPassword })
      }
      return insert(actor, { email: input.email, role: 'sysadmin' }, input.password ?? generatePassword())
    },

    /** Finds an account by e-mail among those the actor may manage (the command names accounts so). */
    async findByEmail(actor: Actor, email: string): Promise<Account | null> {
      const known = normaliseEmail(email)
      const found = known === null ? null : await accounts.findOne({ email: known }).lean<AccountDocument>()
      return found && mayManageAccount(actor, 'list', found.organisationId) ? toAccount(found) : null
    },
  }
}
