import { isDay, startOfDay, addDays, dayOf, type Day } from '../../src/core/dates.js'
import type { Organisation } from '../../src/modules/organisations/organisation.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { Names } from '../pages/names.js'
import type { PageQuery } from '../pages/own-page.js'
import type { ResourceContext } from '../resources/resource-entry.js'

/** IMPL-19: work of a pair, attendance, requests. */
export const journalKinds = ['pair', 'attendance', 'requests'] as const
export type JournalKind = (typeof journalKinds)[number]

/** Which list a journal belongs to, for the history. */
export const journalSubjects = { pair: 'Pair', attendance: 'Meeting', requests: 'Request' } as const satisfies Record<JournalKind, string>

export interface JournalTable {
  title: string
  columns: string[]
  rows: string[][]
  /** Said where there are no rows. */
  empty: string
}

/** A journal as it is printed: head, tables, who signs. */
export interface Journal {
  kind: JournalKind
  title: string
  organisation: string
  period: string
  facts: { label: string; text: string }[]
  tables: JournalTable[]
  signatures: { role: string; name: string }[]
}

/** What the address asks for: which journal, of which pair, from which day to which. */
export interface JournalQuery {
  kind: JournalKind
  pairId: string | null
  from: Day
  to: Day
}

export interface JournalScene {
  context: ResourceContext
  user: PanelUser
  organisation: Organisation
  query: JournalQuery
}

const isNear = (day: Day | undefined): day is Day => day !== undefined && isDay(day) && day >= '2000-01-01' && day <= '2099-12-31'

/** Reads the address; without days it is the academic year of today, or the twelve months up to today. */
export async function readJournalQuery({ services, clock }: ResourceContext, organisation: Organisation, { kind, pair, from, to }: PageQuery): Promise<JournalQuery> {
  const today = dayOf(clock.now(), organisation.zone)
  const years = isNear(from) && isNear(to) ? [] : await services.organisations.listYears(organisation.id)
  const year = years.find(({ startsOn, endsOn }) => startsOn <= today && today <= endsOn)
  const span = { from: isNear(from) ? from : (year?.startsOn ?? addDays(today, -365)), to: isNear(to) ? to : (year?.endsOn ?? today) }
  return { kind: journalKinds.find((known) => known === kind) ?? (pair ? 'pair' : 'attendance'), pairId: pair ?? null, ...(span.from <= span.to ? span : { from: span.to, to: span.from }) }
}

/** The days of the journal as instants of the organisation's zone, the end not included. */
export const spanOf = ({ organisation: { id, zone }, query: { from, to } }: JournalScene) => ({ organisationId: id, from: startOfDay(from, zone), to: startOfDay(addDays(to, 1), zone) })

/** Who signs: curator and head of the organisation, by name where they are known. */
export function officeSignatures({ context: { texts }, organisation }: JournalScene, names: Names): Journal['signatures'] {
  const line = (role: 'curator' | 'head', id: string | null) => ({ role: texts.text(`roles.${role}`), name: id === null ? '' : names.short(id).replace('—', '') })
  return [line('curator', organisation.curatorPersonId), line('head', organisation.headPersonId)]
}
