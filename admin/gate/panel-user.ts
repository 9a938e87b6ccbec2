import type { Actor } from '../../src/core/actor.js'
import type { Account, StaffRole } from '../../src/modules/accounts/account.js'
import { mayOpen, pageNames, type PageName } from '../../src/modules/accounts/rights.js'

/** The person at the panel, as every action of AdminJS receives it; it goes into the page, so nothing secret is in it. */
export interface PanelUser {
  id: string
  email: string
  title: string
  role: StaffRole
  organisationId: string | null
  personId: string | null
  organisationName: string
  /** IANA zone in which dates are shown. */
  zone: string
  /** Pages that this person may open: the side menu shows no others. */
  pages: PageName[]
  /** Network address of this request; kept out of what is sent to the browser. */
  readonly address?: string
}

/** What the panel says about an account beside the account itself. */
export type Description = Pick<PanelUser, 'title' | 'organisationName' | 'zone'>

export function toPanelUser(account: Account, description: Description): PanelUser {
  const { id, email, role, organisationId, personId } = account
  return { id, email, role, organisationId, personId, pages: pageNames.filter((page) => mayOpen([role], page)), ...description }
}

/** The actor for services; `asked` narrows a system administrator of the installation to one organisation, and moves nobody else out of his own. */
export function actorOf(user: PanelUser, asked: string | null = null): Actor {
  return { organisationId: user.organisationId ?? asked, personId: user.personId, accountId: user.id, roles: [user.role], channel: 'panel', address: user.address ?? null }
}

declare module 'express-serve-static-core' {
  interface Locals {
    panelUser: PanelUser
  }
}
