import { mayDo } from '../../src/modules/accounts/rights.js'
import type { WaitingCode } from '../../src/modules/waiting/waiting-service.js'
import { actorOf, type PanelUser } from '../gate/panel-user.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import { formatInstant } from './format.js'
import { createOffer, type OfferedAction } from './links.js'
import { loadNames } from './names.js'
import type { PageButton } from './page.js'
import { createTodayLines, phonedIds, type TodayLine } from './today-lines.js'
import { latePairs, type TodayNote } from './today-late.js'
import { startLine, type StartLine } from './start-line.js'
import { todayParts, todayPlaces } from './today-places.js'
import { technicalLines } from './today-technical.js'

export type { TodayLine } from './today-lines.js'

export interface TodaySection {
  id: string
  title: string
  /** How much there is, what is not shown included. */
  count: number
  lines: TodayLine[]
  /** Said when there is nothing. */
  empty: string | null
}

export interface Today {
  title: string
  empty: string
  /** What is begun most often. */
  quick: PageButton[]
  sections: TodaySection[]
  /** How far the beginning is, until it is over. */
  start: StartLine | null
  late: TodayNote | null
}

/** The last two are the administrator's; a new organisation only for whoever keeps the whole installation. */
const quickWays: (OfferedAction & { words: string; isForAll?: boolean })[] = [
  { words: 'person', resource: 'Person', action: 'new', id: null },
  { words: 'pair', resource: 'Pair', action: 'propose', id: null },
  { words: 'order', resource: 'Pair', action: 'order', id: null },
  { words: 'announcement', resource: 'Announcement', action: 'new', id: null },
  { words: 'organisation', resource: 'Organisation', action: 'new', id: null, isForAll: true },
  { words: 'account', resource: 'Account', action: 'open', id: null },
]

/** Who is without a mentor is somebody to talk to for the psychologist, and a pair to be made for others. */
const partOf = (code: WaitingCode, { role }: PanelUser) => (role === 'psychologist' && code === 'mentees-without-pair' ? 'help' : todayPlaces[code].part)

/** Composes the front page: what waits for this person, the most urgent first, each with what can be done about it (IMPL-11). */
export function createToday(context: ResourceContext) {
  const { services, texts } = context

  /** The nearest meeting: what the empty page ends with. */
  async function nearest({ organisationId, zone, role }: PanelUser): Promise<string> {
    const next = organisationId !== null && mayDo([role], 'Meeting', 'list') ? await services.meetings.nearest(organisationId) : null
    if (!next) return ''
    const names = await loadNames(services, next.attendees.map(({ personId }) => personId))
    const people = next.attendees.map(({ personId }) => names.short(personId)).join(', ')
    return texts.text('today.nearest', { when: formatInstant(next.startsAt, zone), people })
  }

  async function waitingSections(user: PanelUser): Promise<TodaySection[]> {
    const waiting = (await services.waiting.listFor(actorOf(user))).filter(({ code }) => mayDo([user.role], todayPlaces[code].resource, 'list'))
    const people = new Map((await services.people.getMany([...new Set(phonedIds(waiting))])).map((person) => [person.id, person]))
    const linesOf = createTodayLines(context, user, people)
    return todayParts.flatMap((part) => {
      const own = waiting.filter(({ code }) => partOf(code, user) === part)
      const isTold = part === 'help' && user.role === 'curator' && waiting.length > 0
      if (own.length === 0 && !isTold) return []
      const count = own.reduce((sum, line) => sum + line.count, 0)
      return [{ id: part, title: texts.text(`today.parts.${part}`), count, lines: own.flatMap(linesOf), empty: own.length === 0 ? texts.text('today.noHelp') : null }]
    })
  }

  async function sectionsOf(user: PanelUser): Promise<TodaySection[]> {
    if (user.role !== 'sysadmin') return waitingSections(user)
    const lines = await technicalLines(context, user)
    return lines.length > 0 ? [{ id: 'technical', title: texts.text('today.parts.technical'), count: lines.length, lines, empty: null }] : []
  }

  return async (user: PanelUser): Promise<Today> => {
    const sections = await sectionsOf(user)
    const offer = createOffer(user, texts)
    const late = await latePairs(context, user)
    const hasOrder = sections.some(({ lines }) => lines.some(({ id }) => id.startsWith('pairs-without-order')))
    const isAllDone = late === null && sections.every(({ count }) => count === 0)
    return {
      title: texts.text('today.title'),
      empty: isAllDone ? [texts.text('today.empty'), await nearest(user)].filter(Boolean).join(' ') : '',
      quick: quickWays.filter(({ words }) => words !== 'order' || hasOrder).flatMap(({ words, isForAll, ...given }) => offer({ ...given, when: !isForAll || user.organisationId === null }).map((button) => ({ ...button, label: texts.text(`today.quick.${words}`) }))),
      sections,
      start: await startLine(context, user),
      late,
    }
  }
}
