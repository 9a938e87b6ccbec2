import type { Model } from 'mongoose'
import type { ResourceName } from '../../src/modules/accounts/rights.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { Order } from './keyset.js'

/** A stored record as the list sees it: plain values by path. */
export type PlainRecord = Record<string, unknown>
export type PanelModel = Model<PlainRecord>

/** Takes a typed model of a module; the panel reads it by paths. */
export function panelModel(model: object): PanelModel {
  return model as PanelModel
}

/** A column made of other fields, e.g. the names of roles; `from` lists the paths it needs. */
export interface DerivedColumn {
  from: string[]
  value: (record: PlainRecord) => string
}

/** What the panel shows of one collection: everything that is not named here never leaves the server. */
export interface ResourceDefinition {
  id: ResourceName
  model: PanelModel
  /** Group of the side menu, a key under `navigation` of the locale, and its icon; null keeps it out of the menu. */
  menu: { group: string; icon: string } | null
  /** Path that holds the organisation's id. */
  scope: 'organisationId' | '_id'
  /** A narrower scope for some roles, e.g. a system administrator's history. */
  restrict?: (user: PanelUser) => PlainRecord
  /** Path or derived column that names a record. */
  title: string
  listed: string[]
  shown: string[]
  /** Of the shown ones, those that only few people look for: they open at a touch. */
  folded?: string[]
  filterable: string[]
  /** Path with lower-case text for search by first letters; without it there is no search. */
  searchable?: string
  /** Columns whose headings sort the list. */
  sortable?: string[]
  /** Stored paths behind sortable columns that are made of several, e.g. a name. */
  sortPaths?: Record<string, string>
  sort: { sortBy: string; direction: 'asc' | 'desc' }
  /** Named lists whose order differs from the usual one. */
  sorts?: Record<string, Order>
  /** Paths that stock forms may write; empty where records have a life cycle. */
  writable?: string[]
  derived?: Record<string, DerivedColumn>
  /** Sensitive fields of people that derived columns show. */
  borrowed?: string[]
  /** Adds what other collections know (names, words) to stored records, for derived columns. */
  enrich?: (records: PlainRecord[], user: PanelUser) => Promise<void>
  /** Filters whose text must be looked up first, e.g. a person's name: conditions inside the scope. */
  lookUps?: Record<string, (text: string, user: PanelUser) => Promise<PlainRecord>>
  references?: Record<string, ResourceName>
  /** Total lists of words (states, roles): shown in Russian, filtered by exact value. */
  values?: Record<string, readonly string[]>
  /** Paths that hold a calendar day as text. */
  days?: string[]
}

/** Paths that a record's page gets: nothing else leaves the server. */
export function shownPaths({ title, listed, shown, writable = [] }: ResourceDefinition): string[] {
  return [...new Set([title, ...listed, ...shown, ...writable])]
}

/** Paths that AdminJS knows: what is shown, and what may be filtered by. */
export function knownPaths(definition: ResourceDefinition): string[] {
  return [...new Set([...shownPaths(definition), ...definition.filterable, ...Object.keys(definition.lookUps ?? {})])]
}

/** Stored paths behind the shown ones, without those that lie inside another. */
export function storedPaths(definition: ResourceDefinition, shown: readonly string[]): string[] {
  const { derived = {} } = definition
  const paths = [...new Set(shown.flatMap((path) => derived[path]?.from ?? [path]))]
  return paths.filter((path) => !paths.some((other) => path.startsWith(`${other}.`)))
}
