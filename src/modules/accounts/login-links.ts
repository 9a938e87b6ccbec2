import { isValidObjectId, Types } from 'mongoose'
import { systemTime } from '../../core/clock.js'
import type { Kernel } from '../../core/kernel.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { normaliseEmail, type Account } from './account.js'
import { toAccount, type AccountDocument, type AccountModel } from './account-model.js'
import type { LoginLinkDocument, LoginLinkModel } from './login-link-model.js'
import { linksPerAccount, linksPerAddress, type LoginThrottle } from './login-throttle.js'
import { hashOfToken, type SecretBox } from './secret-box.js'

export const linkMinutes = 5
const purpose = 'login-link'
const longestToken = 100

export interface LoginLinkDependencies {
  accounts: AccountModel
  links: LoginLinkModel
  kernel: Kernel
  box: SecretBox
  throttle: LoginThrottle
  publicUrl: string
  /** Plans the message with the link, when the person of the account has the role and a chat with the bot. */
  sendLink(account: Account, linkId: string, minutes: number): Promise<boolean>
  /** Whether such a message would reach the account's person. */
  isReachable(account: Account): Promise<boolean>
}

/** What a browser that opens a link is told. */
export type LinkLook = 'good' | 'elsewhere' | 'gone'

/** Builds one-time login links: made for the browser that asked, good for five minutes and for one login (IMPL-18). */
export function createLoginLinks({ accounts, links, kernel, box, throttle, publicUrl, sendLink, isReachable }: LoginLinkDependencies) {
  const now = () => new Date(systemTime(kernel.clock))
  /** The token comes from the link's id and the secret: the database alone does not know it. */
  const tokenOf = (linkId: string) => box.mark(purpose, linkId)
  const isToken = (token: unknown): token is string => typeof token === 'string' && token.length > 0 && token.length <= longestToken
  const openAccount = async (id: string) => {
    const found = await accounts.findOne({ _id: id, closedAt: null }).lean<AccountDocument>()
    return found && toAccount(found)
  }

  return {
    /** Sends the link to the account's person by the bot; says nothing about whether there is such an account. */
    async askLoginLink(typed: unknown, browser: string, address: string): Promise<void> {
      const email = normaliseEmail(typed)
      if (email === null) return
      const minutes = await throttle.minutesToWait([[`link:${email}`, linksPerAccount], [`link-address:${address}`, linksPerAddress]])
      if (minutes > 0) return
      const found = await accounts.findOne({ email, closedAt: null }).lean<AccountDocument>()
      if (!found) return
      const account = toAccount(found)
      const _id = new Types.ObjectId()
      await kernel.transaction(async () => {
        if (!(await sendLink(account, String(_id), linkMinutes))) return
        const expiresAt = new Date(now().getTime() + linkMinutes * 60_000)
        await new links({ _id, accountId: account.id, tokenHash: hashOfToken(tokenOf(String(_id))), browserHash: hashOfToken(browser), expiresAt }).save()
      })
    },

    /** The address for the message, made when it is sent. */
    loginAddress: (linkId: string): string => `${publicUrl}/admin/login/link?key=${tokenOf(linkId)}`,

    /** Whether the link may still be used: a message about a dead one is not sent. */
    async isLoginLinkOpen(linkId: string): Promise<boolean> {
      return isValidObjectId(linkId) && (await links.exists({ _id: linkId, usedAt: null, expiresAt: { $gt: now() } })) !== null
    },

    /** Looks at a link without using it up. */
    async lookAtLoginLink(token: unknown, browser: string): Promise<LinkLook> {
      if (!isToken(token)) return 'gone'
      const found = await links.findOne({ tokenHash: hashOfToken(token), usedAt: null, expiresAt: { $gt: now() } }).lean<LoginLinkDocument>()
      if (!found) return 'gone'
      return found.browserHash === hashOfToken(browser) ? 'good' : 'elsewhere'
    },

    /** Uses the link up, once, in the browser that asked for it. */
    async useLoginLink(token: unknown, browser: string): Promise<Result<Account>> {
      if (!isToken(token)) return refuse('login-link-gone')
      const wanted = { tokenHash: hashOfToken(token), browserHash: hashOfToken(browser), usedAt: null, expiresAt: { $gt: now() } }
      const used = await links.findOneAndUpdate(wanted, { $set: { usedAt: now() } }).lean<LoginLinkDocument>()
      const account = used ? await openAccount(used.accountId) : null
      // Whoever lost the role or the chat meanwhile has lost the link too.
      return account && (await isReachable(account)) ? ok(account) : refuse('login-link-gone')
    },

    /** Whether a link would reach the account's person at all. */
    canGetLink: (account: Account): Promise<boolean> => isReachable(account),
  }
}
