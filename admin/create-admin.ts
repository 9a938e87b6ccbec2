import AdminJS, { type ActionContext, type ActionRequest, type PageContext, type ResourceWithOptions } from 'adminjs'
import { actionsOf, type ResourceName } from '../src/modules/accounts/rights.js'
import { panelAction, type ActionTools } from './actions/panel-action.js'
import { createStaleTeller } from './actions/stale-form.js'
import { loadComponents } from './component-list.js'
import { rootPath } from './root-path.js'
import { createHistorySection } from './pages/history-section.js'
import { withOpenLinks } from './pages/open-links.js'
import type { Page } from './pages/page.js'
import { pageFactories } from './pages/index.js'
import { mountPages } from './pages/mount-pages.js'
import { createToday } from './pages/today.js'
import type { PanelDependencies } from './create-panel.js'
import { createListHandler } from './resource/list-handler.js'
import { lockDown } from './resource/lock-down.js'
import { createNoteShown, createNoteViewed, showsPhones, type NoteShown } from './resource/note-viewed.js'
import { userOf } from './resource/scope.js'
import { PanelResource } from './resource/panel-resource.js'
import { createRecordWriter } from './resource/write-record.js'
import type { ResourceDefinition } from './resource/definition.js'
import { resourceFactories } from './resources/index.js'
import type { ResourceEntry } from './resources/resource-entry.js'
import type { PanelTexts } from './texts.js'
import { theme } from './theme.js'

/** References to resources that the panel does not have are shown as plain values. */
function withKnownReferences(definition: ResourceDefinition, known: ReadonlySet<string>): ResourceDefinition {
  const entries = Object.entries(definition.references ?? {}).filter(([, target]) => known.has(target))
  return { ...definition, references: Object.fromEntries(entries) }
}

/** Words of state and role columns: a value is never shown as its code. */
function propertyOptions(definition: ResourceDefinition, texts: PanelTexts) {
  const { values = {}, id } = definition
  const translated = Object.entries(values).map(([path, codes]) => {
    const availableValues = codes.map((value) => ({ value, label: texts.maybe(`words.${id}.${path}.${value}`) ?? value }))
    return [path, { availableValues }] as const
  })
  return Object.fromEntries(translated)
}

interface Tools extends ActionTools {
  addHistory: ReturnType<typeof createHistorySection>
  noteShown: NoteShown
}

function showAction(entry: ResourceEntry, { noteViewed, addHistory }: Tools) {
  const { loadShown, showComponent, definition } = entry
  const after = async (response: { record?: { params: Record<string, unknown>; id: string }; shown?: unknown }, _request: ActionRequest, context: ActionContext) => {
    const organisationId = context.record?.params['organisationId']
    if (response.record) await noteViewed(userOf(context), definition.id, response.record.id, organisationId)
    if (response.record && loadShown && typeof organisationId === 'string') {
      const page = (await loadShown(response.record.id, organisationId, userOf(context))) as Page | null
      response.shown = page && withOpenLinks(await addHistory(page, definition.id, response.record.id, organisationId, userOf(context)), userOf(context))
    }
    return response
  }
  return { component: showComponent ?? 'PanelShow', hideActionHeader: true, custom: { folded: definition.folded ?? [] }, after }
}

/** Our own table and our own way of reading it. */
function listAction(entry: ResourceEntry, { texts, noteShown }: Tools) {
  const { views = [], searchView, rowActions = [], journal, definition, actions } = entry
  const unlisted = ['list', 'search', ...actions.filter(({ isUnlisted }) => isUnlisted).map(({ name }) => name)]
  const custom = { searchView, rowActions, unlisted, journal, views: views.map((value) => ({ value, label: texts.text(`views.${definition.id}.${value}`) })) }
  return { component: 'PanelList', hideActionHeader: true, showFilter: false, custom, handler: createListHandler(entry, texts, noteShown) }
}

function toResource(entry: ResourceEntry, given: PanelDependencies, tools: Tools, find: (id: ResourceName) => ResourceDefinition | undefined): ResourceWithOptions {
  const { texts } = tools
  const { definition, offered, actions } = entry
  const { id, listed, shown, filterable, menu } = definition
  const unruled = offered.filter((action) => !actionsOf(id).includes(action))
  if (unruled.length > 0) throw new Error(`the table of rights does not know ${id}.${unruled.join(', ')}`)
  const stock = lockDown(id, offered)
  const own = actions.map((action) => {
    if (!actionsOf(id).includes(action.name)) throw new Error(`the table of rights does not know ${id}.${action.name}`)
    return [action.name, panelAction(action, tools)] as const
  })
  return {
    resource: new PanelResource(definition, createRecordWriter(given.kernel, find)),
    options: {
      id,
      navigation: menu ? { name: texts.text(`navigation.${menu.group}`), icon: menu.icon } : false,
      listProperties: listed,
      showProperties: shown,
      filterProperties: filterable,
      editProperties: ['id'],
      sort: definition.sort,
      properties: propertyOptions(definition, texts),
      actions: { ...stock, list: { ...stock['list'], ...listAction(entry, tools) }, show: { ...stock['show'], ...showAction(entry, tools) }, ...Object.fromEntries(own) },
    },
  } as ResourceWithOptions
}

/** The front page; the phones on it are noted as read. */
function createFrontPage(today: ReturnType<typeof createToday>, noteShown: NoteShown) {
  return async (_request: unknown, _response: unknown, context: PageContext) => {
    const user = userOf(context)
    const page = withOpenLinks(await today(user), user)
    if (showsPhones(page)) await noteShown(user, 'Person', 'front', ['phone'])
    return { ...page }
  }
}

/** Builds AdminJS with our resources, words and looks; it only renders. */
export function createAdmin(given: PanelDependencies, texts: PanelTexts, assetUrls: ReadonlyMap<string, string>): AdminJS {
  const { services, connection, clock } = given
  const context = { services, connection, clock, texts, zone: given.config.timeZone, publicUrl: given.config.publicUrl, hasSandbox: given.hasSandbox ?? false }
  const tools = { texts, noteViewed: createNoteViewed(services), noteShown: createNoteShown(services), tellStale: createStaleTeller({ services, texts }), addHistory: createHistorySection(context) }
  const today = createToday(context)
  const entries = resourceFactories.map((create) => create(context))
  const known = new Set<string>(entries.map(({ definition }) => definition.id))
  const resolved = entries.map((entry) => ({ ...entry, definition: withKnownReferences(entry.definition, known) }))
  const find = (id: ResourceName) => resolved.find(({ definition }) => definition.id === id)?.definition
  const css = assetUrls.get(`${rootPath}/frontend/assets/panel.css`)
  return new AdminJS({
    rootPath,
    loginPath: `${rootPath}/login`,
    logoutPath: `${rootPath}/logout`,
    componentLoader: loadComponents(),
    resources: resolved.map((entry) => toResource(entry, given, tools, find)),
    dashboard: { component: 'PanelDashboard', handler: createFrontPage(today, tools.noteShown) },
    pages: mountPages(pageFactories.map((create) => create(context)), texts, tools.noteShown),
    branding: { companyName: texts.text('product'), logo: false, withMadeWithLove: false, theme },
    locale: { language: 'ru', availableLanguages: ['ru'], translations: { ru: { ...texts.tree } } },
    assets: { styles: css ? [css] : [] },
    settings: { defaultPerPage: 20 },
    version: { admin: false },
  })
}
