import { daysBetween, dayOf } from '../../src/core/dates.js'
import { mayReadField } from '../../src/modules/accounts/field-rights.js'
import { displayName, type Person } from '../../src/modules/people/person.js'
import type { WaitingCode, WaitingItem, WaitingLine } from '../../src/modules/waiting/waiting-service.js'
import { mayDo, type ResourceName } from '../../src/modules/accounts/rights.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import { formatInstant } from './format.js'
import { actionLink, listLink, recordLink } from './links.js'
import { phoneWay, ways, type PageAct } from './press.js'
import { createTodayActs } from './today-acts.js'
import { todayPlaces } from './today-places.js'

/** One line of the front page: who, what, since when, and the buttons that do it. */
export interface TodayLine {
  id: string
  who: string
  /** The page of whom it is about. */
  whoHref: string | null
  what: string
  /** The filtered list of everything of this kind. */
  listHref: string
  /** The question that waits, in the person's words. */
  text: string | null
  since: string
  /** The exact time, on hover. */
  exact: string
  /** What has been done already today. */
  state: string | null
  acts: PageAct[]
}

const shownOfKind = 4
const mostPhones = 2
const withoutPhones: readonly WaitingCode[] = ['people-without-consent', 'bank-overdue', 'documents-missing', 'mentees-without-pair']

/** What of a kind stands on the page; the rest is behind «and so many more». */
export function shownItems({ code, items }: WaitingLine): WaitingItem[] {
  const oldestFirst = [...items].sort((left, right) => (left.since?.getTime() ?? Infinity) - (right.since?.getTime() ?? Infinity))
  return (code === 'deliveries-failed' ? items : oldestFirst).slice(0, shownOfKind)
}

/** Whom the page may show with a phone. */
export const phonedIds = (lines: readonly WaitingLine[]) => lines.filter(({ code }) => !withoutPhones.includes(code)).flatMap((line) => shownItems(line).flatMap(({ personIds = [] }) => personIds.slice(0, mostPhones)))

/** Makes the lines of one reader's front page. */
export function createTodayLines({ clock, texts }: ResourceContext, user: PanelUser, people: ReadonlyMap<string, Person>) {
  const acts = createTodayActs(user, texts)
  const mayPhone = mayReadField([user.role], 'Person', 'phone')
  const mayReadText = { Request: mayReadField([user.role], 'Request', 'text') }

  function sinceOf(since: Date | null): Pick<TodayLine, 'since' | 'exact'> {
    if (since === null) return { since: '', exact: '' }
    const days = daysBetween(dayOf(since, user.zone), dayOf(clock.now(), user.zone))
    const word = days <= 0 ? 'today' : days === 1 ? 'yesterday' : 'daysAgo'
    return { since: texts.text(`today.since.${word}`, { days }), exact: formatInstant(since, user.zone) }
  }

  function phones(code: WaitingCode, { personIds = [] }: WaitingItem): PageAct[] {
    if (!mayPhone || withoutPhones.includes(code)) return []
    const known = personIds.slice(0, mostPhones).flatMap((id) => people.get(id) ?? [])
    return known.flatMap((person) => phoneWay(texts, person.phone, displayName(person)))
  }

  function whatOf(code: WaitingCode, { messages, what, count = 0 }: WaitingItem): string {
    if (messages) return texts.text(`today.messages.${messages.byHand ? 'byHand' : 'failed'}`, { count: messages.count })
    return (what ? texts.maybe(`today.what.${code}-${what}`) : null) ?? texts.text(`today.what.${code}`, { count })
  }

  function hrefOf({ subject: { type, id }, pairId }: WaitingItem): string | null {
    const [resource, record] = pairId ? (['Pair', pairId] as const) : ([type as ResourceName, id] as const)
    return mayDo([user.role], resource, 'show') ? recordLink(resource, record) : null
  }

  function lineOf(code: WaitingCode, item: WaitingItem): TodayLine {
    const { resource, view } = todayPlaces[code]
    const isQuestion = code === 'requests-unanswered'
    return {
      id: `${code}-${item.subject.id}`,
      who: item.label,
      whoHref: hrefOf(item),
      what: whatOf(code, item),
      listHref: listLink(resource, view),
      text: isQuestion && mayReadText.Request ? (item.text ?? null) : null,
      ...sinceOf(item.since),
      state: item.isReminded ? texts.text('today.reminded') : null,
      acts: [...acts.of(code, item), ...phones(code, item)],
    }
  }

  /** All of a kind: the list, or the form that goes through all of them. */
  function restOf({ code, count }: WaitingLine, all: PageAct[]): TodayLine[] {
    const { resource, view } = todayPlaces[code]
    if (count <= shownOfKind && all.length === 0) return []
    const href = code === 'bank-overdue' ? actionLink('Person', 'confirmData', null) : listLink(resource, view)
    const isMore = count > shownOfKind
    const who = isMore ? texts.text('today.more', { count: count - shownOfKind }) : texts.text('today.together')
    const more = isMore ? ways([{ label: texts.text('today.all'), href, look: 'quiet' }]) : []
    const what = texts.maybe(`today.many.${code}`) ?? texts.text(`today.what.${code}`, { count: count - shownOfKind })
    return [{ id: `${code}-more`, who, whoHref: null, what, listHref: href, text: null, since: '', exact: '', state: null, acts: [...all, ...more] }]
  }

  return (line: WaitingLine): TodayLine[] => {
    const shown = shownItems(line)
    return [...shown.map((item) => lineOf(line.code, item)), ...restOf(line, acts.ofAll(line.code, shown))]
  }
}
