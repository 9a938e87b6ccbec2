import type { Role } from '../../core/actor.js'
import type { ExternalKind } from './external.js'

/** A role held in the organisation from one day to another, the last day included; `to` null means still (ROLE-01). */
export interface HeldRole {
  role: Role
  from: string
  to: string | null
}

/** Case forms of the full name for orders; confirmed by a person before they are used. */
export interface NameForms {
  genitive: string | null
  dative: string | null
  accusative: string | null
  instrumental: string | null
}

/** How the bot writes to a person; `curator`: not by itself, the curator passes it on. */
export const channels = ['telegram', 'telegram-silent', 'curator'] as const
export type Channel = (typeof channels)[number]

/** What a person sets for the bot; null means the organisation's own value. */
export interface PersonSettings {
  quietFrom: string | null
  quietTo: string | null
  digestAt: string | null
  channel: Channel
  /** Until then no nudges come; what they speak of stays in the lists. */
  fewerUntil: Date | null
}

export const usualSettings: PersonSettings = { quietFrom: null, quietTo: null, digestAt: null, channel: 'telegram', fewerUntil: null }

const fewerDays = 7

/** Until when a wish for fewer nudges keeps them away: a week. */
export function fewerFrom(now: Date): Date {
  return new Date(now.getTime() + fewerDays * 86_400_000)
}

/** Is the person's wish for fewer nudges still in force? */
export function wantsFewer({ fewerUntil }: Pick<PersonSettings, 'fewerUntil'>, now: Date): boolean {
  return fewerUntil !== null && fewerUntil > now
}

/** Facts of the staff register (IMPL-08). Calendar days are 'YYYY-MM-DD'. */
export interface PersonFacts {
  surname: string
  name: string
  patronymic: string | null
  birthOn: string | null
  hiredOn: string | null
  experienceYears: number | null
  position: string | null
  subject: string | null
  qualification: string | null
  /** E.164, as +79001234567. */
  phone: string | null
  email: string | null
  /** What kind of external participant (ROLE-12); empty for the organisation's own staff. */
  externalKind?: ExternalKind | null
  homeOrganisation?: string | null
}

/** State of employment (IMPL-08): a leave lasts until a day, or nobody knows yet until when. */
export const employmentStates = ['works', 'leave', 'dismissed'] as const
export type EmploymentState = (typeof employmentStates)[number]
export interface Employment {
  state: EmploymentState
  since: string | null
  until: string | null
}

export const usualEmployment: Employment = { state: 'works', since: null, until: null }

export interface Person extends PersonFacts {
  id: string
  organisationId: string
  roles: HeldRole[]
  employment: Employment
  telegramId: number | null
  linkedAt: Date | null
  /** Since when messages do not reach the chat (the bot is blocked). */
  unreachableAt: Date | null
  nameForms: NameForms
  settings: PersonSettings
  searchName: string
  /** First name and patronymic for search; absent in records that were not filled in yet. */
  searchGiven?: string | null
  archivedAt: Date | null
  /** When the keeper of the register last said that the data are right (BANK-01); absent in older records. */
  checkedAt?: Date | null
  createdAt: Date
  updatedAt: Date
}

type Named = Pick<PersonFacts, 'surname' | 'name' | 'patronymic'>

/** Does the bot reach the person by itself? */
export function isReachable({ telegramId, unreachableAt, archivedAt, settings }: Pick<Person, 'telegramId' | 'unreachableAt' | 'archivedAt' | 'settings'>): boolean {
  return telegramId !== null && unreachableAt === null && archivedAt === null && settings.channel !== 'curator'
}

/** The state of employment on a calendar day: a leave that is over is work again, one that lies ahead is not yet a leave. */
export function employmentOn({ employment }: Pick<Person, 'employment'>, onDay: string): EmploymentState {
  const { state, since, until } = employment
  const isIn = (since === null || since <= onDay) && (until === null || onDay <= until)
  return isIn ? state : 'works'
}

/** How colleagues address the person: name and patronymic, or the name alone. */
export function displayName(person: Named): string {
  return person.patronymic ? `${person.name} ${person.patronymic}` : person.name
}

/** Surname, name and patronymic. */
export function fullName(person: Named): string {
  return [person.surname, person.name, person.patronymic].filter(Boolean).join(' ')
}

/** Initials only, surname first: shown before the person has confirmed who he is (DATA-07). */
export function initials(person: Named): string {
  return [person.surname, person.name, person.patronymic]
    .filter((part): part is string => Boolean(part))
    .map((part) => `${[...part][0]?.toUpperCase() ?? ''}.`)
    .join(' ')
}

/** Surname with initials, for tables and papers. */
export function shortName(person: Named): string {
  const letters = [person.name, person.patronymic].filter((part): part is string => Boolean(part)).map((part) => `${[...part][0] ?? ''}.`)
  return [person.surname, ...letters].join(' ')
}

const cyrillicIo = /\u0451/g
const cyrillicIe = '\u0435'

/** Makes names comparable: lower case, one space, no difference between the letters e and io. */
export function normaliseName(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(cyrillicIo, cyrillicIe).replace(/\s+/g, ' ').trim()
}

/** The key of prefix search: surname, name, patronymic. */
export function searchNameOf(person: Named): string {
  return normaliseName(fullName(person))
}

/** The keys of prefix search: by the whole name, and by the first name. */
export function searchKeysOf(person: Named): { searchName: string; searchGiven: string } {
  return { searchName: searchNameOf(person), searchGiven: normaliseName([person.name, person.patronymic].filter(Boolean).join(' ')) }
}

/** Roles that are held on a calendar day (ROLE-01); several at once are usual (ROLE-11). */
export function rolesOn(person: Pick<Person, 'roles'>, onDay: string): Role[] {
  const held = person.roles.filter((entry) => entry.from <= onDay && (entry.to === null || onDay <= entry.to))
  return [...new Set(held.map((entry) => entry.role))]
}

/**
 * Proposes categories of mentees (SURVEY-09): up to `youngYears` of service makes a young specialist (001 §5),
 * a year since the hiring a newcomer, unless teaching is new to him as well.
 */
export function suggestedCategories(person: Pick<Person, 'experienceYears' | 'hiredOn'>, onDay: string, youngYears = 3): string[] {
  const categories: string[] = []
  if (person.experienceYears !== null && person.experienceYears <= youngYears) categories.push('young')
  if (person.hiredOn !== null && isWithinYear(person.hiredOn, onDay) && person.experienceYears !== 0) categories.push('newcomer')
  return categories
}

function isWithinYear(from: string, onDay: string): boolean {
  const nextYear = `${Number(from.slice(0, 4)) + 1}${from.slice(4)}`
  return from <= onDay && onDay < nextYear
}
