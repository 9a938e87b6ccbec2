import { actorOf, type PanelUser } from '../gate/panel-user.js'
import { fullName } from '../../src/modules/people/person.js'
import type { LoginNote } from '../../src/modules/accounts/account-model.js'
import type { LinkOutlook } from '../../src/modules/accounts/login-links.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import { deviceOf } from './device-of.js'
import { formatInstant } from './format.js'
import type { OwnPageFactory } from './own-page.js'
import { emptyPage, type Page, type PageSection } from './page.js'

const fewSpareCodes = 2
const at = (path: string) => `/admin/access/${path}`

function loginsSection(logins: readonly LoginNote[], user: PanelUser, say: (key: string) => string): PageSection {
  const rows = logins.map((login, index) => {
    const { kind, name } = deviceOf(login.agent)
    const from = [say(kind), name].filter(Boolean).join(', ')
    return { id: String(index), cells: [{ text: formatInstant(login.at, user.zone) }, { text: say(`ways.${login.way}`) }, { text: from, notes: [login.address] }] }
  })
  return { id: 'logins', title: say('logins'), lead: rows.length > 0 ? say('loginsLead') : undefined, table: { columns: [say('when'), say('way'), say('from')], rows }, empty: say('noLogins') }
}

function linkSection(link: LinkOutlook, user: PanelUser, say: (key: string, params?: Record<string, string>) => string): PageSection {
  const section = { id: 'link', title: say('link') }
  if (link.state === 'none') return { ...section, lead: say('linkNo') }
  const lead = say(link.state === 'on' ? 'linkYes' : 'linkOff', { at: formatInstant(link.chatSince, user.zone) })
  const button = link.state === 'on' ? { label: say('linkTurnOff'), href: at('link/off'), look: 'quiet' as const } : { label: say('linkTurnOn'), href: at('link'), look: 'quiet' as const }
  return { ...section, lead, buttons: [button] }
}

/** The own login: password, code, link from the bot, where one is signed in (IMPL-18). */
export const createAccessPage: OwnPageFactory = ({ services, texts }: ResourceContext) => ({
  name: 'access',
  menu: null,
  async load(user): Promise<Page> {
    const say = (key: string, params?: Record<string, string | number>) => texts.text(`pages.access.${key}`, params)
    const own = await services.accounts.ownAccess(actorOf(user))
    if (!own) return { ...emptyPage, title: say('title') }
    const { account, logins, spareCodesLeft } = own
    const person = account.personId === null ? null : await services.people.get(account.personId)
    const link = await services.accounts.linkOutlook(actorOf(user))
    const since = (moment: Date) => formatInstant(moment, user.zone)
    const code: PageSection = account.codeSince
      ? {
          id: 'code',
          title: say('code'),
          lead: [say('codeOn', { at: since(account.codeSince), count: spareCodesLeft }), spareCodesLeft <= fewSpareCodes ? say('fewSpare') : ''].join(' ').trim(),
          buttons: [{ label: say('turnOff'), href: at('code/off'), look: 'quiet' }],
        }
      : { id: 'code', title: say('code'), lead: say('codeOff'), buttons: [{ label: say('turnOn'), href: at('code'), look: 'primary' }] }
    return {
      ...emptyPage,
      title: say('title'),
      facts: [
        { label: say('email'), cell: { text: account.email } },
        { label: say('role'), cell: { text: user.title } },
        { label: say('organisation'), cell: { text: user.organisationName } },
        ...(account.organisationId === null ? [] : [{ label: say('person'), cell: { text: person ? fullName(person) : say('noPerson') } }]),
      ],
      sections: [
        { id: 'password', title: say('password'), lead: say('passwordSince', { at: since(account.passwordAt) }), buttons: [{ label: say('changePassword'), href: at('password'), look: 'quiet' }] },
        code,
        linkSection(link, user, say),
        loginsSection(logins, user, say),
        { id: 'everywhere', title: say('everywhere'), lead: say('everywhereLead'), buttons: [{ label: say('everywhere'), href: at('leave'), look: 'danger' }] },
      ],
    }
  },
})
