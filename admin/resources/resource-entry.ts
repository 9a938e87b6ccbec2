import type { Connection } from 'mongoose'
import type { Clock } from '../../src/core/clock.js'
import type { Services } from '../../src/services.js'
import type { PanelAction } from '../actions/panel-action.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { JournalKind } from '../journals/journal.js'
import type { ListHead } from '../pages/page.js'
import type { ComponentName } from '../component-list.js'
import type { AskedField } from '../resource/asked-fields.js'
import type { ResourceDefinition } from '../resource/definition.js'
import type { PanelTexts } from '../texts.js'

/** What a resource of the panel is made of. */
export interface ResourceContext {
  services: Services
  connection: Connection
  clock: Clock
  texts: PanelTexts
  /** Zone of this installation, where no organisation says otherwise. */
  zone: string
  /** Address of this installation as people type it. */
  publicUrl: string
  /** True where the sandbox stands in for the messenger. */
  hasSandbox: boolean
}

export interface ResourceEntry {
  definition: ResourceDefinition
  /** Stock actions that the resource has at all; the table of rights says for whom. */
  offered: ('list' | 'show' | 'search' | 'new' | 'edit')[]
  actions: PanelAction[]
  /** Own page of a record instead of the stock one. */
  showComponent?: ComponentName
  /** More values for the own page, loaded after the record. */
  loadShown?: (recordId: string, organisationId: string, user: PanelUser) => Promise<object | null>
  /** Lists of the resource as words above the table; the first one is what opens (voice §3). Each is a value of the filter `view`. */
  views?: string[]
  /** Filters that stand above the table; a plain name is one for first letters. */
  asked?: (string | AskedField)[]
  /** A search looks in this named list, whichever was open: nobody is to miss what is there. */
  searchView?: string
  /** Journal on paper that belongs to the list. */
  journal?: JournalKind
  /** Actions that stand in each row that offers them. */
  rowActions?: string[]
  /** Figures and sentences above the list, looked at anew while the page is open. */
  loadHead?: (user: PanelUser) => Promise<ListHead>
}

export type ResourceFactory = (context: ResourceContext) => ResourceEntry
