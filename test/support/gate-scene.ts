import { Secret, TOTP } from 'otpauth'
import { must } from '../../src/core/result.js'
import { visitor, type TestPanel, type Visitor } from './panel.js'

/** What an application with codes shows for a secret at a moment. */
export function codeAt(secret: string, moment: Date): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: moment.getTime() })
}

/** The words of a page without its marks. */
export async function wordsOn(response: Response): Promise<string> {
  return (await response.text()).replace(/<style>[^]*?<\/style>/g, ' ').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
}

export interface Owner {
  account: { id: string; email: string; password: string }
  who: Visitor
}

/** Somebody with a new account, signed in. */
export async function signedIn(panel: TestPanel, role: Parameters<TestPanel['openAccount']>[0] = 'curator'): Promise<Owner> {
  const account = await panel.openAccount(role)
  const who = visitor(panel.url)
  await who.signIn(account)
  return { account, who }
}

/** Switches the code on by the pages; returns its secret and the spare codes. */
export async function switchCodeOn(panel: TestPanel, { account, who }: Owner): Promise<{ secret: string; spareCodes: string[] }> {
  const started = await who.post('/admin/access/code', { password: account.password })
  const page = await (await who.get(started.headers.get('location') ?? '')).text()
  const secret = (/class="secret">([^<]+)</.exec(page)?.[1] ?? '').replaceAll(' ', '')
  const shown = await (await who.post('/admin/access/code/confirm', { code: codeAt(secret, panel.clock.now()) })).text()
  return { secret, spareCodes: [...shown.matchAll(/<li>([^<]+)<\/li>/g)].map(([, code = '']) => code) }
}

/** Whether the visitor is let into the panel. */
export async function isInside(who: Visitor): Promise<boolean> {
  return (await who.get('/admin/api/dashboard')).status === 200
}

/** An account whose person has the role and a chat with the bot, to which he lets login links be sent. */
export async function reachableOwner(panel: TestPanel, role: 'curator' | 'head' = 'curator'): Promise<{ email: string; password: string; id: string; personId: string }> {
  const { services } = panel
  const actor = { organisationId: null, personId: null, accountId: null, roles: [], channel: 'command' } as const
  const person = must(await services.people.create(actor, panel.own, { surname: 'Орлова', name: 'Марина', patronymic: 'Викторовна' }))
  must(await services.people.giveRole(actor, person.id, { role, from: '2020-09-01' }))
  chats += 1
  must(await services.people.link(person.id, chats))
  const email = `linked${chats}@school5.ru`
  const { account, password } = must(await services.accounts.create(actor, { email, role, organisationId: panel.own, personId: person.id }))
  must(await services.accounts.letLinks({ ...actor, organisationId: panel.own, accountId: account.id, channel: 'panel' }, password))
  return { email, password, id: account.id, personId: person.id }
}
let chats = 70_000
