import { consentKinds, type ConsentKind } from '../../src/modules/consents/consent.js'
import { statementLists, type Organisation } from '../../src/modules/organisations/organisation.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import { createBotTexts } from './bot-texts.js'
import { formatDayOf } from './format.js'
import { createOffer } from './links.js'
import type { OwnPage } from './own-page.js'
import { emptyPage, type PageSection } from './page.js'

/** Everything that the organisation says in its own words: bot, memos, consents, each with its former wordings (IMPL-26). */
export function createTextsPage({ services, texts }: ResourceContext): OwnPage {
  const botTexts = createBotTexts(texts)
  const said = (key: string, params?: Record<string, string | number>) => texts.text(`pages.texts.${key}`, params)
  const columns = () => [said('which'), said('how'), said('since')]

  function botSection(organisation: Organisation, user: PanelUser): PageSection {
    const offer = createOffer(user, texts)
    const { id } = organisation
    const rows = organisation.texts
      .filter(({ key }) => botTexts.find(key))
      .map(({ key, text, former, changedAt }) => {
        const query = { key }
        return {
          id: key,
          cells: [{ text: botTexts.renderOurs(organisation, key) }, text === null ? { text: said('ours') } : { text: botTexts.render(organisation, key) }, { text: formatDayOf(changedAt, user.zone) }],
          buttons: offer(
            { resource: 'Organisation', action: 'setText', id, query },
            { resource: 'Organisation', action: 'restoreText', id, query, when: former.length > 0 },
            { resource: 'Organisation', action: 'resetText', id, query, when: text !== null },
          ),
        }
      })
    return { id: 'bot', title: said('bot'), lead: said('botLead'), empty: said('noBot'), table: { columns: columns(), rows }, buttons: offer({ resource: 'Organisation', action: 'setText', id, look: 'primary' }) }
  }

  function memoSection({ id, statements, formerStatements }: Organisation, user: PanelUser): PageSection {
    const offer = createOffer(user, texts)
    const rows = statementLists.map((list) => {
      const former = formerStatements.filter((version) => version.list === list)
      const changedAt = former.at(-1)?.until
      return {
        id: list,
        cells: [
          { text: texts.text(`words.Organisation.memo.${list}`) },
          { text: said('lines', { count: statements[list].length }), notes: statements[list].slice(0, 1).map(({ text }) => text) },
          { text: changedAt ? formatDayOf(changedAt, user.zone) : said('fromRegulation') },
        ],
        buttons: offer({ resource: 'Organisation', action: 'setMemo', id, query: { list } }, { resource: 'Organisation', action: 'restoreMemo', id, query: { list }, when: former.length > 0 }),
      }
    })
    return { id: 'memos', title: said('memos'), lead: said('memosLead'), table: { columns: columns(), rows } }
  }

  async function consentRow(organisationId: string, kind: ConsentKind, user: PanelUser) {
    const [newest, ...former] = await services.consents.versionsOf(organisationId, kind)
    const offer = createOffer(user, texts)
    return {
      id: kind,
      cells: [
        { text: texts.text(`words.Consent.kind.${kind}`) },
        { text: newest?.title ?? '', notes: newest ? [said('version', { version: newest.version })] : [] },
        { text: newest ? formatDayOf(newest.publishedAt, user.zone) : '' },
      ],
      buttons: offer({ resource: 'Consent', action: 'editText', id: null, query: { kind } }, { resource: 'Consent', action: 'restoreText', id: null, query: { kind }, when: former.length > 0 }),
    }
  }

  return {
    name: 'texts',
    menu: 'papers',
    async load(user) {
      const organisation = user.organisationId === null ? null : await services.organisations.get(user.organisationId)
      if (!organisation) return { ...emptyPage, title: said('title'), missing: [said('noOrganisation')] }
      const rows = await Promise.all(consentKinds.map((kind) => consentRow(organisation.id, kind, user)))
      return {
        ...emptyPage,
        title: said('title'),
        sections: [botSection(organisation, user), memoSection(organisation, user), { id: 'consents', title: said('consents'), lead: said('consentsLead'), table: { columns: columns(), rows } }],
      }
    },
  }
}
