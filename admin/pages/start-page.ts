import type { Organisation } from '../../src/modules/organisations/organisation.js'
import { canNameLeaders, judgeStart, type StartFacts, type StartStep, type StartStepCode } from '../../src/modules/organisations/start-rules.js'
import type { StaffCondition } from '../../src/modules/people/staff-conditions.js'
import { conditionWordsFrom } from '../../src/modules/people/staff-words.js'
import { loadTexts } from '../../src/texts.js'
import { mayGiveRole } from '../../src/modules/people/person-policy.js'
import { actorOf, type PanelUser } from '../gate/panel-user.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import { createOffer, pageLink, type OfferedAction } from './links.js'
import { loadNames } from './names.js'
import type { OwnPageFactory } from './own-page.js'
import { emptyPage, type ChecklistItem, type Page, type PageButton, type PageSection } from './page.js'
import { loadStaffConditions, loadStartFacts } from './start-facts.js'

const shownNames = 5

interface Scene {
  organisation: Organisation
  facts: StartFacts
  /** The list of questions that is opened. */
  needsId: string | null
  /** Who keeps several organisations has to say which. */
  isForMany: boolean
  /** May make somebody head or curator. */
  givesRoles: boolean
}

/** The one way on from a step: an action, or a list where several do. */
function wayOf(code: StartStepCode, { organisation: { id }, facts: { hasCurator, hasHead }, needsId, isForMany, givesRoles }: Scene): OfferedAction {
  const query = isForMany ? { query: { organisationId: id } } : {}
  const ways: Record<StartStepCode, OfferedAction> = {
    profile: { resource: 'Organisation', action: 'edit', id },
    staff: { resource: 'Person', action: 'import', id: null, ...query },
    roles: { resource: 'Person', action: 'nameRoles', id: null, ...query },
    leaders: hasCurator && hasHead ? { resource: 'Account', action: 'open', id: null, query: { organisationId: id, role: 'curator' } } : { resource: 'Organisation', action: givesRoles ? 'nameLeaders' : 'edit', id },
    texts: { resource: 'Organisation', action: 'seeTexts', id },
    invitations: { resource: 'Invitation', action: 'issue', id: null },
    survey: { resource: 'Questionnaire', action: 'campaign', id: needsId },
    consents: { resource: 'Consent', action: 'registerConsent', id: null },
    pair: { resource: 'Pair', action: 'propose', id: null },
    order: { resource: 'Pair', action: 'order', id: null },
    programme: { resource: 'Programme', action: 'draft', id: null },
  }
  return ways[code]
}

/** «Начало работы»: from the staff list to the first pair, each step with its state and one button, and the staff conditions (ORG-09). */
export const createStartPage: OwnPageFactory = (context: ResourceContext) => {
  const { services, texts } = context
  const said = (key: string, params?: Record<string, string | number>) => texts.text(`pages.start.${key}`, params)
  const words = conditionWordsFrom(loadTexts('staff'))

  /** What is said of a step besides its own sentence: how far it is, what lacks, who does it. */
  function saidOf(code: StartStepCode, { facts, givesRoles }: Scene): string {
    if (code === 'roles' && facts.staff > 0) return said('steps.roles.loaded', { count: facts.staff })
    if (code === 'leaders' && !givesRoles && !canNameLeaders(facts)) return said('steps.leaders.waits')
    const lacks = code === 'profile' && !facts.hasProfile ? ` ${said('steps.profile.lacks')}` : ''
    return said(`steps.${code}.text`) + lacks
  }

  /** Where the table of rights gives the step to somebody else, that is said instead of a button. */
  function itemOf({ code, status }: StartStep, scene: Scene, user: PanelUser): ChecklistItem {
    const look = status === 'now' ? 'primary' : 'quiet'
    const [button] = status === 'done' || status === 'waits' ? [] : createOffer(user, texts)({ ...wayOf(code, scene), look })
    const others = button || status === 'done' || status === 'waits' ? null : said(user.role === 'sysadmin' ? 'byCurator' : 'bySysadmin')
    return { id: code, title: said(`steps.${code}.title`), text: [saidOf(code, scene), others].filter(Boolean).join(' '), status, statusText: said(`status.${status}`), button: button ? { ...button, label: said(`steps.${code}.button`) } : null }
  }

  async function conditionsSection(conditions: StaffCondition[], user: PanelUser): Promise<PageSection> {
    const names = await loadNames(services, conditions.flatMap(({ met, unmet }) => [...met.slice(0, shownNames), ...unmet.slice(0, shownNames)]))
    const namesOf = (ids: readonly string[]) => ids.slice(0, shownNames).map(names.short).join(', ') + (ids.length > shownNames ? ` ${said('andMore', { count: ids.length - shownNames })}` : '')
    const rows = conditions.map(({ code, isMet, met, unmet }) => ({
      id: code,
      cells: [
        { text: said(`conditions.${code}.title`) },
        isMet ? { text: said('met'), state: 'active' } : { text: said('missing'), state: 'late' },
        { text: isMet ? namesOf(met) : said(`conditions.${code}.missing`), notes: unmet.length > 0 ? [said('unmet', { names: namesOf(unmet) })] : [] },
      ],
    }))
    const isAll = conditions.every(({ isMet }) => isMet)
    return { id: 'conditions', title: said('conditionsTitle'), lead: said(isAll ? 'conditionsMet' : 'conditionsLead'), table: { columns: [said('condition'), said('state'), said('who')], rows }, buttons: createOffer(user, texts)({ resource: 'Person', action: 'new', id: null }) }
  }

  async function choose(): Promise<Page> {
    const all = await services.organisations.list()
    const buttons = all.map(({ id, shortName }): PageButton => ({ label: shortName, href: pageLink('start', { organisation: id }), look: 'quiet' }))
    return { ...emptyPage, title: said('title'), sections: [{ id: 'choose', title: said('choose'), buttons, ...(all.length === 0 ? { empty: said('noOrganisation') } : {}) }] }
  }

  return {
    name: 'start',
    menu: 'front',
    async load(user, query) {
      const organisation = await services.organisations.get(user.organisationId ?? query['organisation'] ?? '')
      if (!organisation) return choose()
      const facts = await loadStartFacts(context, organisation)
      const needs = await services.questionnaires.currentVersion(organisation.id, 'needs')
      const scene: Scene = { organisation, facts, needsId: needs?.id ?? null, isForMany: user.organisationId === null, givesRoles: mayGiveRole(actorOf(user, organisation.id), organisation.id, 'head') }
      const { steps, done, total, isOver } = judgeStart(facts, scene.givesRoles)
      const way: PageSection = {
        id: 'way',
        title: isOver ? said('over') : said('way'),
        progress: [{ text: said('progress'), done, total }],
        checklist: steps.map((step) => itemOf(step, scene, user)),
      }
      const conditions = await conditionsSection(await loadStaffConditions(context, organisation, words), user)
      return { ...emptyPage, title: user.organisationId === null ? said('titleOf', { name: organisation.shortName }) : said('title'), sections: [way, conditions] }
    },
  }
}

