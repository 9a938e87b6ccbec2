import { mayDo, mayOpen, pageNames, resourceNames } from '../../src/modules/accounts/rights.js'
import type { PanelUser } from '../gate/panel-user.js'

const toResource = /^\/admin\/resources\/(\w+)(?:\/actions\/(\w+)|\/records\/[^/?#]+\/(\w+))?(?:[?#]|$)/
const toPage = /^\/admin\/pages\/([\w-]+)/

/** Tells whether the address leads somewhere that this role may open; what is no page of the panel is not judged here. */
export function mayFollow({ role }: Pick<PanelUser, 'role'>, href: string): boolean {
  const [, resourceName, action, recordAction] = toResource.exec(href) ?? []
  const resource = resourceNames.find((name) => name === resourceName)
  if (resource) return mayDo([role], resource, action ?? recordAction ?? 'list')
  const page = pageNames.find((name) => name === toPage.exec(href)?.[1])
  return page === undefined || mayOpen([role], page)
}

/** Places where a link stands by itself and goes with its words. */
const ownLinks = ['link', 'links', 'button', 'more']

function opened(value: unknown, user: PanelUser, place: string): unknown {
  if (Array.isArray(value)) return value.map((item) => opened(item, user, place)).filter((item) => item !== undefined)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  const isShut = 'href' in value && typeof value.href === 'string' && !mayFollow(user, value.href)
  const isButton = 'label' in value && typeof value.label === 'string'
  if (isShut && (isButton || ownLinks.includes(place))) return undefined
  const entries = Object.entries(value).map(([name, item]) => [name, opened(item, user, name)] as const).filter(([name, item]) => item !== undefined && !(isShut && name === 'href'))
  return { ...Object.fromEntries(entries), ...(isShut ? { href: null } : {}) }
}

/** The same data without links and buttons to what this role may not open: words stay, where they say something by themselves. */
export function withOpenLinks<T>(data: T, user: PanelUser): T {
  return opened(data, user, '') as T
}
