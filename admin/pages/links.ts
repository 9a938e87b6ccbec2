import { mayDo, type PageName, type ResourceName } from '../../src/modules/accounts/rights.js'
import type { PanelUser } from '../gate/panel-user.js'
import { rootPath } from '../root-path.js'
import type { PanelTexts } from '../texts.js'
import type { PageButton } from './page.js'

const queryOf = (query: Record<string, string>) => (Object.keys(query).length > 0 ? `?${new URLSearchParams(query).toString()}` : '')

/** The page of a record. */
export const recordLink = (resource: ResourceName, id: string) => `${rootPath}/resources/${resource}/records/${id}/show`

/** The form of an action; `query` proposes values for its fields. */
export function actionLink(resource: ResourceName, action: string, id: string | null, query: Record<string, string> = {}): string {
  const at = id === null ? `actions/${action}` : `records/${id}/${action}`
  return `${rootPath}/resources/${resource}/${at}${queryOf(query)}`
}

/** A list by one of its names. */
export const listLink = (resource: ResourceName, view: string) => `${rootPath}/resources/${resource}?filters.view=${view}`

/** Everything of a kind within one academic year. */
export const yearListLink = (resource: ResourceName, yearId: string) => `${listLink(resource, 'all')}&filters.year=${yearId}`

/** A page that is no record. */
export const pageLink = (name: PageName, query: Record<string, string> = {}) => `${rootPath}/pages/${name}${queryOf(query)}`

export const fileLink = (id: string) => `${rootPath}/files/${id}`

export interface OfferedAction {
  resource: ResourceName
  action: string
  id: string | null
  query?: Record<string, string>
  look?: PageButton['look']
  /** False when the state does not offer it now. */
  when?: boolean
}

/** Buttons for what this person may do now; words are those of the action. */
export function createOffer(user: PanelUser, texts: PanelTexts) {
  return (...offered: OfferedAction[]): PageButton[] =>
    offered
      .filter(({ resource, action, when = true }) => when && mayDo([user.role], resource, action))
      .map(({ resource, action, id, query, look = 'quiet' }) => ({ label: texts.text(`resources.${resource}.actions.${action}`), href: actionLink(resource, action, id, query), look }))
}

export type Offer = ReturnType<typeof createOffer>
