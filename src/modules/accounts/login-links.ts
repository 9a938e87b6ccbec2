import { isValidObjectId, Types } from 'mongoose'
import type { Actor } from '../../core/actor.js'
import { systemTime } from '../../core/clock.js'
import type { Kernel } from '../../core/kernel.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { normaliseEmail, type Account } from './account.js'
import { toAccount, type AccountDocument, type AccountModel } from './account-model.js'
import type { LoginLinkDocument, LoginLinkModel } from './login-link-model.js'
import { linksPerAccount, linksPerAddress, type LoginThrottle } from './login-throttle.js'
import type { PasswordCheck } from './own-account.js'
import { hashOfToken, type SecretBox } from './secret-box.js'

export const linkMinutes = 5
const purpose = 'login-link'
const chatPurpose = 'login-link-chat'
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
  /** The tie with the chat in which the account's person would get it: no two ties are the same. */
  chatOf(account: Account): Promise<LinkedChat | null>
  checkOwnPassword: PasswordCheck
}

export interface LinkedChat {
  telegramId: number
  linkedAt: Date
}

/** How login links stand for the own account: no chat, a chat that was not let, or one that was. */
export type LinkOutlook = { state: 'none' } | { state: 'off' | 'on'; chatSince: Date }

/** What a browser that opens a link is told. */
export type LinkLook = 'good' | 'elsewhere' | 'gone'

/** Builds one-time login links: made for the browser that asked, good for five minutes and for one login (IMPL-18). */
export function createLoginLinks({ accounts, links, kernel, box, throttle, publicUrl, sendLink, chatOf, checkOwnPassword }: LoginLinkDependencies) {
  const now = () => new Date(systemTime(kernel.clock))
  /** The token comes from the link's id and the secret: the database alone does not know it. */
  const tokenOf = (linkId: string) => box.mark(purpose, linkId)
  const isToken = (token: unknown): token is string => typeof token === 'string' && token.length > 0 && token.length <= longestToken
  const openAccount = async (id: string) => {
    const found = await accounts.findOne({ _id: id, closedAt: null }).select('+linkChat').lean<AccountDocument>()
    return found && { account: toAccount(found), linkChat: found.linkChat ?? null }
  }
  const markOf = ({ telegramId, linkedAt }: LinkedChat, accountId: string) => box.mark(chatPurpose, `${accountId}:${telegramId}:${linkedAt.toISOString()}`)
  /** Whoever ties the person's chat anew must not get the links: only the tie that the owner has let counts. */
  const isLet = (account: Account, chat: LinkedChat | null, linkChat: string | null | undefined) => chat !== null && linkChat === markOf(chat, account.id)

  async function letChat(actor: Actor, password: unknown, isOn: boolean): Promise<Result<Account>> {
    const own = await checkOwnPassword(actor, password)
    if (!own.ok) return own
    const { id, organisationId } = own.value
    const chat = isOn ? await chatOf(own.value) : null
    if (isOn && !chat) return refuse('login-link-no-chat')
    return kernel.transaction(async () => {
      await accounts.updateOne({ _id: id }, { $set: { linkChat: chat && markOf(chat, id) } })
      await kernel.audit({ actor, organisationId, action: isOn ? 'account-link-on' : 'account-link-off', subject: { type: 'Account', id } })
      return ok(own.value)
    })
  }

  return {
    /** Sends the link to the account's person by the bot; says nothing about whether there is such an account. */
    async askLoginLink(typed: unknown, browser: string, address: string): Promise<void> {
      const email = normaliseEmail(typed)
      if (email === null) return
      const minutes = await throttle.minutesToWait([[`link:${email}`, linksPerAccount], [`link-address:${address}`, linksPerAddress]])
      if (minutes > 0) return
      const found = await accounts.findOne({ email, closedAt: null }).select('+linkChat').lean<AccountDocument>()
      if (!found) return
      const account = toAccount(found)
      if (!isLet(account, await chatOf(account), found.linkChat)) return
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
      const found = used ? await openAccount(used.accountId) : null
      // Whoever lost the role or the chat meanwhile has lost the link too.
      return found && isLet(found.account, await chatOf(found.account), found.linkChat) ? ok(found.account) : refuse('login-link-gone')
    },

    /** Lets links be sent to the chat that is tied now, after the own password; a later tie is not let. Problems: password-old-wrong, login-link-no-chat. */
    letLinks: (actor: Actor, password: unknown): Promise<Result<Account>> => letChat(actor, password, true),

    /** Lets no more links be sent, after the own password. */
    stopLinks: (actor: Actor, password: unknown): Promise<Result<Account>> => letChat(actor, password, false),

    /** How links stand for the own account. */
    async linkOutlook(actor: Actor): Promise<LinkOutlook> {
      const found = actor.accountId ? await openAccount(actor.accountId) : null
      const chat = found ? await chatOf(found.account) : null
      if (!found || !chat) return { state: 'none' }
      return { state: isLet(found.account, chat, found.linkChat) ? 'on' : 'off', chatSince: chat.linkedAt }
    },
  }
}
