import { dayOf } from '../../core/dates.js'
import { neededConsents } from '../pairs/pair-rules.js'
import { participantIds, sideOf, type Pair } from '../pairs/pair.js'
import { absenceOf } from '../people/absence-rules.js'
import { isLate } from '../programmes/plan-rules.js'
import type { Mark, PlanRow, Programme } from '../programmes/programme.js'
import { idleSince } from '../reminders/pair-reminders.js'
import type { WaitingCode, WaitingItem } from './waiting.js'
import { labelOf, pairItem, programmeItem, type Collect, type WaitingFacts } from './waiting-facts.js'

const hourMs = 3_600_000
const least = (hours: readonly number[]) => Math.min(...hours.filter((offset) => offset >= 0))
const isRunning = ({ state, suspendedAt }: Programme) => state === 'running' && suspendedAt === null
const programmeOf = ({ programmes }: WaitingFacts, pair: Pair) => programmes.find(({ pairId }) => pairId === pair.id) ?? null
const marksWith = (programme: Programme, fits: (row: PlanRow, mark: Mark) => boolean) => programme.rows.flatMap((row) => row.marks.filter((mark) => fits(row, mark)).map((mark) => ({ row, mark })))
const unique = (ids: readonly string[]) => [...new Set(ids)]
const earliest = (moments: readonly Date[]) => moments.reduce<Date | null>((first, at) => (first === null || at < first ? at : first), null)

const requests: Collect = (facts) =>
  facts.requests
    .filter(({ state }) => state === 'asked' || state === 'curator')
    .map((request): WaitingItem => {
      const { id, pairId, menteeId, mentorId, kind, state, askedAt, text } = request
      const what = state === 'curator' ? 'term-curator' : kind
      const isReminded = facts.reminded.has(`request:${pairId}`)
      return { label: labelOf(facts, [menteeId]), subject: { type: 'Request', id }, since: askedAt, pairId, personIds: kind === 'help' ? [mentorId, menteeId] : [menteeId, mentorId], what, ...(text ? { text } : {}), ...(state === 'asked' ? { remind: 'request' as const } : {}), ...(isReminded ? { isReminded } : {}) }
    })

/** Rows whose day is over and that still wait for their mentee. */
const overdue: Collect = (facts) =>
  facts.programmes.filter(isRunning).flatMap((programme) => {
    const late = marksWith(programme, (row, mark) => isLate(row, mark, facts.now, facts.zone))
    const since = late.map(({ row }) => row.finalOn).sort()[0]
    if (since === undefined) return []
    return [programmeItem(facts, programme, { since: new Date(`${since}T12:00:00Z`), personIds: unique(late.map(({ mark }) => mark.menteeId)), count: late.length, remind: 'rows' })]
  })

/** Nothing has happened for as long as the organisation has set (MEET-09). */
const idle: Collect = (facts) =>
  facts.pairs.flatMap((pair) => {
    const own = <Life extends { pairId: string }>(lives: readonly Life[]) => lives.filter(({ pairId }) => pairId === pair.id)
    const members = participantIds(pair)
    const papers = pair.state === 'active' ? facts.consents.filter((paper) => members.includes(paper.personId) && (paper.pairId === null || paper.pairId === pair.id)) : []
    const consentedAt = papers.filter(({ state }) => state === 'given' || state === 'declared').map(({ decidedAt }) => decidedAt)
    const since = idleSince({ pair, programme: programmeOf(facts, pair), meetings: own(facts.meetings), requests: own(facts.asked), consentedAt, now: facts.now })
    const isLong = since !== null && (facts.now.getTime() - since.getTime()) / hourMs >= least(facts.reminders['idle-pair'].offsets)
    return isLong ? [pairItem(facts, pair, { since, personIds: [pair.mentorId], remind: 'idle' })] : []
  })

const unchecked: Collect = (facts) =>
  facts.programmes.filter(isRunning).flatMap((programme) => {
    const waited = (mark: Mark) => (facts.now.getTime() - (mark.reports.at(-1)?.at ?? facts.now).getTime()) / hourMs
    const waiting = marksWith(programme, (_, mark) => mark.state === 'reported' && waited(mark) >= least(facts.reminders['row-unchecked'].offsets))
    const since = earliest(waiting.flatMap(({ mark }) => mark.reports.at(-1)?.at ?? []))
    const mentorId = facts.pairs.find(({ id }) => id === programme.pairId)?.mentorId
    return since && mentorId ? [programmeItem(facts, programme, { since, personIds: [mentorId], count: waiting.length, remind: 'check' })] : []
  })

const pairsIn = (state: Pair['state'], aboutOf: (facts: WaitingFacts, pair: Pair) => Partial<WaitingItem>): Collect => (facts) => facts.pairs.filter((pair) => pair.state === state).map((pair) => pairItem(facts, pair, aboutOf(facts, pair)))

/** Who still owes a paper of the pair. */
function debtorsOf({ consents }: WaitingFacts, pair: Pair): string[] {
  const isGiven = (personId: string, kind: string) => consents.some((paper) => paper.personId === personId && paper.kind === kind && paper.state === 'given' && paper.pairId === (kind === 'duties' ? pair.id : null))
  return participantIds(pair).filter((personId) => neededConsents(pair, personId).some((kind) => !isGiven(personId, kind)))
}

const silent = (pair: Pair) => participantIds(pair).filter((id) => sideOf(pair, id)?.answer !== 'agreed')

/** A pair that may work once its programme is ready: ordered, but the programme is still being made. */
const withoutProgramme: Collect = (facts) =>
  facts.pairs.flatMap((pair) => {
    const state = programmeOf(facts, pair)?.state ?? 'none'
    if (pair.state !== 'ordered' || !['none', 'draft', 'shown'].includes(state)) return []
    return [pairItem(facts, pair, { what: state, personIds: state === 'shown' ? participantIds(pair).slice(1) : [pair.mentorId], remind: 'programme' })]
  })

const printed = /\.docx$/i

/** Papers that the stage wants and that are only printed: orders without a scan, signed consents without a scan. */
const documents: Collect = (facts) => {
  const { pairs, papers, consents } = facts
  const orders = papers.filter(({ kind, fileName }) => kind === 'order' && printed.test(fileName))
  const isScanned = (pairId: string) => papers.some(({ kind, pairIds }) => kind === 'scan' && pairIds.includes(pairId))
  const ordered = pairs.filter((pair) => pair.order !== null && orders.some(({ id }) => id === pair.order?.documentId) && !isScanned(pair.id))
  const hasScan = (personId: string) => papers.some(({ kind, pairIds, personIds }) => kind === 'scan' && pairIds.length === 0 && personIds.includes(personId))
  const bare = consents.filter(({ state, way, fileId, personId }) => state === 'given' && way === 'paper' && fileId === null && facts.people.has(personId) && !hasScan(personId))
  const owners = unique(bare.map(({ personId }) => personId))
  return [
    ...ordered.map((pair) => pairItem(facts, pair, { what: 'order', subject: { type: 'Document', id: pair.order?.documentId ?? '' } })),
    ...owners.map((personId): WaitingItem => {
      const own = bare.filter((paper) => paper.personId === personId)
      return { label: labelOf(facts, [personId]), subject: { type: 'Person', id: personId }, since: earliest(own.map(({ decidedAt }) => decidedAt)), personIds: [personId], what: 'consent', count: own.length }
    }),
  ]
}

/** Somebody of the pair was dismissed or is away for long: it is to be paused, to get another mentor, or to end (IMPL-08). */
const withoutPerson: Collect = (facts) => {
  const today = dayOf(facts.now, facts.zone)
  return facts.pairs.flatMap((pair) => {
    const away = participantIds(pair).flatMap((id) => {
      const person = facts.people.get(id)
      const absence = person ? absenceOf(person, today) : null
      return person && absence && (absence === 'dismissed' || pair.state !== 'paused') ? [{ person, absence }] : []
    })
    return away.map(({ person, absence }): WaitingItem => ({ label: labelOf(facts, [person.id]), subject: { type: 'Person', id: person.id }, since: person.updatedAt, pairId: pair.id, personIds: participantIds(pair).filter((id) => id !== person.id), what: absence }))
  })
}

/** What waits about pairs and their programmes. */
export const pairCollectors = {
  'pairs-without-person': withoutPerson,
  'requests-unanswered': requests,
  'rows-overdue': overdue,
  'pairs-idle': idle,
  'reports-unchecked': unchecked,
  'completions-unconfirmed': (facts) =>
    facts.programmes
      .filter(({ state, completion }) => state === 'running' && completion !== null && completion.summarisedAt !== null)
      .map((programme) => programmeItem(facts, programme, { since: programme.completion?.summarisedAt ?? null, text: programme.completion?.summary ?? '' })),
  'programmes-unapproved': (facts) => facts.programmes.filter(({ state }) => state === 'agreed').map((programme) => programmeItem(facts, programme, { since: programme.updatedAt })),
  'pairs-without-order': pairsIn('consents', () => ({ remind: 'order' })),
  'consents-missing': pairsIn('agreed', (facts, pair) => ({ personIds: debtorsOf(facts, pair), remind: 'consents' })),
  'pairs-unanswered': pairsIn('proposed', (_, pair) => ({ personIds: silent(pair), remind: 'answer' })),
  'pairs-without-programme': withoutProgramme,
  'documents-missing': documents,
} as const satisfies Partial<Record<WaitingCode, Collect>>
