import { randomBytes } from 'node:crypto'
import type { Actor } from '../../core/actor.js'
import type { Kernel } from '../../core/kernel.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { systemTime } from '../../core/clock.js'
import type { Account } from './account.js'
import { toAccount, type AccountDocument, type AccountModel } from './account-model.js'
import { codesPerAccount, type LoginThrottle } from './login-throttle.js'
import type { PasswordCheck } from './own-account.js'
import type { SecretBox } from './secret-box.js'
import { newSpareCodes, newTotpSecret, spareCodeHash, stepOfCode, tidyCode, totpAddress } from './totp.js'

const draftMinutes = 15
const saltBytes = 32

/** What switching the code off means for the record: nothing of it stays. */
export const withoutCode = { codeSince: null, codeSecret: null, codeDraft: null, codeStep: 0, spareSalt: null, spareCodes: [] as string[] }

export interface SecondStepDependencies {
  accounts: AccountModel
  kernel: Kernel
  box: SecretBox
  throttle: LoginThrottle
  product: string
  checkOwnPassword: PasswordCheck
}

/** Builds the second step of the login: a code of six digits from an application, or a spare code (RFC 6238). */
export function createSecondStep({ accounts, kernel, box, throttle, product, checkOwnPassword }: SecondStepDependencies) {
  const now = () => systemTime(kernel.clock)
  const read = (id: string) => accounts.findById(id).select('+codeSecret +codeDraft +codeStep +spareSalt +spareCodes').lean<AccountDocument>()
  const audit = (actor: Actor, account: Account, action: string) =>
    kernel.audit({ actor, organisationId: account.organisationId, action, subject: { type: 'Account', id: account.id } })

  /** Takes a code once: the step is raised by whoever is first. */
  async function takeCode(found: AccountDocument, code: string): Promise<boolean> {
    const secret = found.codeSecret ? box.open(found.codeSecret, String(found._id)) : null
    const step = secret === null ? null : stepOfCode(secret, code, now())
    if (step === null) return false
    const taken = await accounts.updateOne({ _id: found._id, codeStep: { $lt: step } }, { $set: { codeStep: step } })
    return taken.modifiedCount === 1
  }

  async function takeSpareCode(found: AccountDocument, code: string): Promise<boolean> {
    if (!found.spareSalt) return false
    const hash = await spareCodeHash(code, found.spareSalt)
    const taken = await accounts.updateOne({ _id: found._id, spareCodes: hash }, { $pull: { spareCodes: hash } })
    return taken.modifiedCount === 1
  }

  return {
    /** Checks the typed code at login; tells whether it was a spare one. */
    async checkCode(id: string, typed: unknown): Promise<Result<{ account: Account; isSpare: boolean }>> {
      const code = typeof typed === 'string' && typed.length <= 40 ? tidyCode(typed) : ''
      const minutes = await throttle.minutesToWait([[`code:${id}`, codesPerAccount]])
      if (minutes > 0) return refuse('login-too-often', { minutes })
      const found = await read(id)
      if (!found || found.closedAt || !found.codeSince) return refuse('login-code-wrong')
      const isSpare = !/^\d{6}$/.test(code)
      const isTaken = isSpare ? await takeSpareCode(found, code) : await takeCode(found, code)
      if (!isTaken) return refuse('login-code-wrong')
      await throttle.forgive(`code:${id}`)
      return ok({ account: toAccount(found), isSpare })
    },

    /** Makes a secret for the own account, after its password; it counts only when its first code was typed. */
    async startCode(actor: Actor, password: unknown): Promise<Result<void>> {
      const own = await checkOwnPassword(actor, password)
      if (!own.ok) return own
      if (own.value.codeSince) return refuse('login-code-on-already')
      const draft = { secret: box.seal(newTotpSecret(), own.value.id), until: new Date(now() + draftMinutes * 60_000) }
      await accounts.updateOne({ _id: own.value.id }, { $set: { codeDraft: draft } })
      return ok()
    },

    /** The secret that waits for its first code, with the address for the picture; null when none waits. */
    async codeDraft(actor: Actor): Promise<{ secret: string; address: string } | null> {
      const found = actor.accountId ? await read(actor.accountId) : null
      const draft = found?.codeDraft
      if (!found || !draft || found.codeSince || draft.until.getTime() < now()) return null
      const secret = box.open(draft.secret, String(found._id))
      return secret === null ? null : { secret, address: totpAddress(secret, product, found.email) }
    },

    /** Switches the code on by its first code; returns the spare codes, this once. Other sessions end. */
    async confirmCode(actor: Actor, typed: unknown): Promise<Result<{ account: Account; spareCodes: string[] }>> {
      const found = actor.accountId ? await read(actor.accountId) : null
      const secret = found?.codeDraft && found.codeDraft.until.getTime() >= now() ? box.open(found.codeDraft.secret, String(found._id)) : null
      if (!found || !secret || found.codeSince) return refuse('login-code-draft-gone')
      const minutes = await throttle.minutesToWait([[`code:${String(found._id)}`, codesPerAccount]])
      if (minutes > 0) return refuse('login-too-often', { minutes })
      const step = typeof typed === 'string' ? stepOfCode(secret, tidyCode(typed), now()) : null
      if (step === null) return refuse('login-code-wrong')
      await throttle.forgive(`code:${String(found._id)}`)
      const spareCodes = newSpareCodes()
      const spareSalt = randomBytes(saltBytes).toString('hex')
      const hashes = await Promise.all(spareCodes.map((code) => spareCodeHash(code, spareSalt)))
      return kernel.transaction(async () => {
        const sealed = found.codeDraft?.secret
        const after = await accounts
          .findOneAndUpdate(
            { _id: found._id, 'codeDraft.secret': sealed, codeSince: null },
            { $set: { codeSince: kernel.clock.now(), codeSecret: sealed, codeDraft: null, codeStep: step, spareSalt, spareCodes: hashes }, $inc: { sessionEpoch: 1 } },
            { new: true },
          )
          .lean<AccountDocument>()
        if (!after) return refuse('login-code-draft-gone')
        const account = toAccount(after)
        await audit(actor, account, 'account-code-on')
        return ok({ account, spareCodes })
      })
    },

    /** Switches the code of the own account off, after its password. Other sessions end. */
    async stopCode(actor: Actor, password: unknown): Promise<Result<Account>> {
      const own = await checkOwnPassword(actor, password)
      if (!own.ok) return own
      return kernel.transaction(async () => {
        const after = await accounts.findByIdAndUpdate(own.value.id, { $set: withoutCode, $inc: { sessionEpoch: 1 } }, { new: true }).lean<AccountDocument>()
        if (!after) return refuse('account-not-found')
        await audit(actor, toAccount(after), 'account-code-off')
        return ok(toAccount(after))
      })
    },
  }
}
