import { addDays, addMonths, type Day } from '../../core/dates.js'
import { choosableItems, findItem, type DictionaryName, type Organisation } from '../organisations/organisation.js'
import type { Pair } from '../pairs/pair.js'
import type { Response } from '../questionnaires/questionnaire-service.js'
import type { Programme, Proposals } from './programme.js'
import { tidyWords } from '../../core/wording.js'
import { longest } from './wording.js'

/**
 * Answers of the needs survey that may be named to the mentor: what to work on, the directions, and the strengths, which the
 * survey itself says go into the plan. Category, problem and free words about difficulties stay the curator's (voice 1.5).
 */
const sources = { subject: 'subject', directions: 'directions', strengths: 'strengths' } as const

function valuesOf(response: Response | null, question: string): string[] {
  const value = response?.answers[question]?.value ?? null
  if (value === null) return []
  return Array.isArray(value) ? value : [value]
}

const unique = (texts: readonly string[]) => [...new Set(texts)]
const isThere = (text: string | undefined): text is string => text !== undefined && text !== ''

/** Wording for the composer: labels of the organisation's dictionaries, and the mentees' own words about their strengths. */
export function proposeWording(organisation: Organisation, responses: readonly (Response | null)[]): Proposals {
  const labels = (question: string, dictionary: DictionaryName) =>
    unique(responses.flatMap((response) => valuesOf(response, question).map((code) => findItem(organisation, dictionary, code)?.text)).filter(isThere))
  const difficulties = labels(sources.directions, 'directions')
  const goal = [labels(sources.subject, 'subjects').join(', '), difficulties.join(', ')].filter(isThere).join(': ')
  const strengths = responses.flatMap((response) => valuesOf(response, sources.strengths)).map((text) => tidyWords(text).slice(0, longest.need))
  return { goals: [goal.slice(0, longest.goal)].filter(isThere), difficulties, strengths: unique(strengths.filter(isThere)) }
}

/** The last day proposed: the shortest term, or the end of lessons where programmes follow the academic year (VAR-05). */
export function proposeEnd(startsOn: Day, settings: Organisation['settings']): Day {
  const shortest = addDays(addMonths(startsOn, settings.programmeMinMonths), -1)
  if (settings.programmeCycle === 'term') return shortest
  const thisYear = `${startsOn.slice(0, 4)}-${settings.lessonsEndOn}`
  const lessonsEnd = thisYear >= startsOn ? thisYear : `${Number(startsOn.slice(0, 4)) + 1}-${settings.lessonsEndOn}`
  const latest = addMonths(startsOn, settings.programmeMaxMonths)
  if (lessonsEnd < shortest) return shortest
  return lessonsEnd > latest ? latest : lessonsEnd
}

type Draft = Omit<Programme, 'id' | 'createdAt' | 'updatedAt'>

/** Makes the draft of a pair: everything that survey, pair and organisation already know is filled in (PROG-03, PROG-12, PROG-13). */
export function makeDraft(pair: Pair, organisation: Organisation, responses: readonly (Response | null)[], today: Day): Draft {
  const choosable = new Set(choosableItems(organisation, 'directions').map((item) => item.code))
  const directions = unique(responses.flatMap((response) => valuesOf(response, sources.directions))).filter((code) => choosable.has(code))
  const [first = '', ...rest] = [...organisation.vocabulary.programme.nominative]
  return {
    organisationId: pair.organisationId,
    yearId: pair.yearId,
    pairId: pair.id,
    title: first.toUpperCase() + rest.join(''),
    startsOn: today,
    endsOn: proposeEnd(today, organisation.settings),
    goal: proposeWording(organisation, responses).goals[0] ?? '',
    directions,
    form: pair.form,
    kinds: pair.kinds,
    support: choosableItems(organisation, 'supports').map((item) => item.code),
    rows: [],
    state: 'draft',
    agreedBy: [],
    corrections: [],
    returnReason: null,
    termNote: null,
    approvedBy: null,
    approvedAt: null,
    runningSince: null,
    extended: false,
    suspendedAt: null,
    round: 0,
    lastRow: 0,
    rowDraft: null,
    completion: null,
    version: 1,
  }
}

