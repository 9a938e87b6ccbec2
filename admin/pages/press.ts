import { mayDo, type ResourceName } from '../../src/modules/accounts/rights.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { PanelTexts } from '../texts.js'
import type { PageButton } from './page.js'

/** One action of the panel, posted as its form would be. */
export interface PressCall {
  resource: ResourceName
  action: string
  recordId: string | null
  fields: Record<string, string[]>
}

/** A button that does its work where it stands. */
export interface PagePress {
  kind: 'press'
  label: string
  look: PageButton['look']
  calls: PressCall[]
  /** Asked in place before it is done. */
  question: string | null
  /** One text that is written in place. */
  write: { name: string; label: string; most: number } | null
  /** What the line says afterwards. */
  done: string
}

/** A button that leads elsewhere, or dials. */
export interface PageWay extends PageButton {
  kind: 'way'
}

export type PageAct = PagePress | PageWay

export interface OfferedPress {
  resource: ResourceName
  action: string
  ids: readonly (string | null)[]
  fields?: Record<string, string | string[]>
  look?: PageButton['look']
  label: string
  done: string
  question?: string
  write?: PagePress['write']
  when?: boolean
}

/** Buttons that do something at once, for those who may. */
export function createPresses(user: PanelUser) {
  return (...offered: OfferedPress[]): PagePress[] =>
    offered
      .filter(({ resource, action, ids, when = true }) => when && ids.length > 0 && mayDo([user.role], resource, action))
      .map(({ resource, action, ids, fields = {}, look = 'quiet', label, done, question = null, write = null }) => {
        const posted = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, [value].flat()]))
        return { kind: 'press', label, look, calls: ids.map((recordId) => ({ resource, action, recordId, fields: posted })), question, write, done }
      })
}

/** Turns links into buttons that stand among presses. */
export const ways = (buttons: readonly PageButton[]): PageWay[] => buttons.map((button) => ({ ...button, kind: 'way' }))

const russian = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/

/** A number as people write it: +7 900 123-45-67. */
export function sayPhone(phone: string): string {
  return phone.replace(russian, '+7 $1 $2-$3-$4')
}

/** A button that dials; nothing where there is no number. */
export function phoneWay(texts: PanelTexts, phone: string | null | undefined, name?: string): PageWay[] {
  if (!phone) return []
  const label = name ? texts.text('today.phoneTo', { name, phone: sayPhone(phone) }) : texts.text('today.phone', { phone: sayPhone(phone) })
  return [{ kind: 'way', label, href: `tel:${phone}`, look: 'quiet' }]
}
