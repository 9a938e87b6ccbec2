import { daysBetween, dayOf } from '../../src/core/dates.js'
import { mayDo, type ResourceName } from '../../src/modules/accounts/rights.js'
import type { WaitingCode, WaitingItem, WaitingLine } from '../../src/modules/waiting/waiting-service.js'
import { actorOf, type PanelUser } from '../gate/panel-user.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import { formatInstant } from './format.js'
import { actionLink, listLink, recordLink } from './links.js'
import { loadNames } from './names.js'
import { technicalLines } from './today-technical.js'

/** One line of the front page: who, what, since when, one button. */
export interface TodayLine {
  id: string
  who: string
  what: string
  /** The filtered list of everything of this kind. */
  listHref: string
  since: string
  /** The exact time, on hover. */
  exact: string
  href: string
  button: string
}

export interface Today {
  title: string
  empty: string
  lines: TodayLine[]
}

/** The list that needs work of this kind: resource and its named list. */
const places: Record<WaitingCode, { resource: ResourceName; view: string }> = {
  'deliveries-failed': { resource: 'Delivery', view: 'failed' },
  'requests-unanswered': { resource: 'Request', view: 'open' },
  'completions-unconfirmed': { resource: 'Programme', view: 'running' },
  'programmes-unapproved': { resource: 'Programme', view: 'work' },
  'pairs-without-order': { resource: 'Pair', view: 'work' },
  'consents-missing': { resource: 'Pair', view: 'work' },
  'pairs-unanswered': { resource: 'Pair', view: 'work' },
  'pairs-without-programme': { resource: 'Pair', view: 'work' },
  'rows-overdue': { resource: 'Programme', view: 'running' },
  'mentees-without-pair': { resource: 'Person', view: 'mentees' },
  'surveys-unfilled': { resource: 'Person', view: 'mentees' },
  'people-unreachable': { resource: 'Person', view: 'unreachable' },
  'people-unlinked': { resource: 'Person', view: 'notLinked' },
}
const shownOfKind = 4

/** Straight to the form where one press can do it; otherwise to the page of the record. */
function workOf(code: WaitingCode, { subject: { type, id }, messages }: WaitingItem): string {
  if (code === 'mentees-without-pair') return actionLink('Pair', 'propose', null, { menteeIds: id })
  if (code === 'surveys-unfilled') return actionLink('Response', 'answer', null, { personId: id, kind: 'needs' })
  if (code === 'pairs-without-order') return actionLink('Pair', 'order', null, { pairIds: id })
  if (messages?.name) return messagesLink(messages.name)
  if (code === 'people-unlinked') return actionLink('Person', 'invite', id)
  return recordLink(type as ResourceName, id)
}

/** The undelivered messages of one person. */
const messagesLink = (name: string) => `${listLink('Delivery', 'failed')}&filters.person=${encodeURIComponent(name)}`

/** Composes the front page: what waits for this person, the most urgent first (IMPL-11). */
export function createToday(context: ResourceContext) {
  const { services, clock, texts } = context

  function sinceOf(since: Date | null, zone: string): Pick<TodayLine, 'since' | 'exact'> {
    if (since === null) return { since: '', exact: '' }
    const days = daysBetween(dayOf(since, zone), dayOf(clock.now(), zone))
    const word = days <= 0 ? 'today' : days === 1 ? 'yesterday' : 'daysAgo'
    return { since: texts.text(`today.since.${word}`, { days }), exact: formatInstant(since, zone) }
  }

  function lineOf(code: WaitingCode, item: WaitingItem, at: number, { zone }: PanelUser): TodayLine {
    const { resource, view } = places[code]
    const { messages } = item
    return {
      id: `${code}-${item.subject.id}-${at}`,
      who: item.label,
      what: messages ? texts.text(`today.messages.${messages.byHand ? 'byHand' : 'failed'}`, { count: messages.count }) : texts.text(`today.what.${code}`),
      listHref: listLink(resource, view),
      ...sinceOf(item.since, zone),
      href: workOf(code, item),
      button: texts.text(`today.button.${code}`),
    }
  }

  function linesOf({ code, items, count }: WaitingLine, user: PanelUser): TodayLine[] {
    const { resource, view } = places[code]
    if (!mayDo([user.role], resource, 'list')) return []
    const oldestFirst = [...items].sort((left, right) => (left.since?.getTime() ?? Infinity) - (right.since?.getTime() ?? Infinity))
    const sorted = code === 'deliveries-failed' ? items : oldestFirst
    const lines = sorted.slice(0, shownOfKind).map((item, at) => lineOf(code, item, at, user))
    if (count <= shownOfKind) return lines
    const href = listLink(resource, view)
    const rest = { who: texts.text('today.more', { count: count - shownOfKind }), what: texts.text(`today.what.${code}`), since: '', exact: '' }
    return [...lines, { id: `${code}-more`, ...rest, listHref: href, href, button: texts.text('today.all') }]
  }

  /** The nearest meeting: what the empty page ends with. */
  async function nearest({ organisationId, zone }: PanelUser): Promise<string | null> {
    if (organisationId === null) return null
    const planned = (await services.meetings.list(organisationId, { states: ['planned'] })).filter(({ startsAt }) => startsAt > clock.now())
    const [next] = planned.sort((left, right) => left.startsAt.getTime() - right.startsAt.getTime())
    if (!next) return null
    const names = await loadNames(services, next.attendees.map(({ personId }) => personId))
    const people = next.attendees.map(({ personId }) => names.short(personId)).join(', ')
    return texts.text('today.nearest', { when: formatInstant(next.startsAt, zone), people })
  }

  return async (user: PanelUser): Promise<Today> => {
    const technical = user.role === 'sysadmin' ? await technicalLines(context, user) : []
    const waiting = user.role === 'sysadmin' ? [] : await services.waiting.listFor(actorOf(user))
    const next = user.role === 'sysadmin' ? null : await nearest(user)
    return {
      title: texts.text('today.title'),
      empty: [texts.text('today.empty'), next].filter(Boolean).join(' '),
      lines: [...technical, ...waiting.flatMap((line) => linesOf(line, user))],
    }
  }
}
