import type { PageName } from '../../src/modules/accounts/rights.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import type { Page } from './page.js'

/** What the address of a page asks for beyond its name, e.g. the month of a calendar. */
export type PageQuery = Record<string, string>

/** A page of the panel that is no record: the server composes it, `/admin/pages/:name` shows it. */
export interface OwnPage {
  name: PageName
  /** Group of the side menu, a key under `navigation`; `front` stands beside the front page, null is reached by links only. */
  menu: string | null
  load(user: PanelUser, query: PageQuery): Promise<Page>
}

export type OwnPageFactory = (context: ResourceContext) => OwnPage
