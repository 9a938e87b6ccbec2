import type { OrganisationSettings } from './settings.js'

/** Words that differ between organisations; every text and document takes them from here (ORG-03, VAR-01). */
export const vocabularyKeys = ['organisation', 'teacher', 'bank', 'programme', 'head', 'regulation'] as const
export type VocabularyKey = (typeof vocabularyKeys)[number]

/** One word or phrase in the case forms that texts need. */
export interface Word {
  nominative: string
  genitive: string
  dative: string
  accusative: string
  instrumental: string
  prepositional: string
  plural: string
  pluralGenitive: string
}

export type Vocabulary = Record<VocabularyKey, Word>

/** Lists that an organisation edits itself (ORG-10). */
export const dictionaryNames = [
  'forms',
  'kinds',
  'interactionKinds',
  'categories',
  'growthDirections',
  'directions',
  'modes',
  'problems',
  'subjects',
  'meetingKinds',
  'supports',
  'mentorSources',
  'mentorAchievements',
  'mentorCompetences',
  'endReasons',
] as const
export type DictionaryName = (typeof dictionaryNames)[number]

/** A value of a dictionary: a short label for buttons, and its ground in the regulation (IMPL-15). */
export interface DictionaryItem {
  code: string
  text: string
  help: string | null
  /** Clause of the regulation, as «000 §3.1»; null where no regulation names the value. */
  clause: string | null
  /** True when the organisation's own regulation is silent and the value is our proposal. */
  proposed: boolean
  /** Out of new choices from this instant; the text stays for what already uses it. */
  retiredAt: Date | null
}

export type Dictionaries = Record<DictionaryName, DictionaryItem[]>

/** A term explained to whoever asks «who is that?» (ORG-17, L-TERM). */
export interface Term {
  code: string
  title: string
  text: string
  clause: string | null
}

/** A right or a duty that is shown and acknowledged (DUTY-01, DUTY-02). */
export interface Statement {
  code: string
  text: string
  clause: string | null
  proposed: boolean
}

export const statementLists = ['mentorRights', 'mentorDuties', 'menteeRights', 'menteeDuties'] as const
export type StatementList = (typeof statementLists)[number]

export const organisationTypes = ['college', 'music-college', 'school', 'kindergarten', 'methodical-service', 'municipal-department'] as const
export type OrganisationType = (typeof organisationTypes)[number]

/** The organisation's own wording of one text; the former ones stay (IMPL-26). */
export interface TextOverride {
  key: string
  /** null: ours again. */
  text: string | null
  changedAt: Date
  former: { text: string; until: Date }[]
}

/** A memo as it was read until somebody changed it (IMPL-26). */
export interface FormerStatements {
  list: StatementList
  statements: Statement[]
  until: Date
}

/** Facts of the profile that people edit (ORG-01); names in documents come only from here (ORG-15). */
export interface OrganisationProfile {
  name: string
  shortName: string
  type: OrganisationType
  founder: string | null
  region: string | null
  municipality: string | null
  site: string | null
  socialPages: string[]
  headPersonId: string | null
  curatorPersonId: string | null
  parentId: string | null
  zone: string
}

export interface Organisation extends OrganisationProfile {
  id: string
  preset: string
  demo: boolean
  vocabulary: Vocabulary
  dictionaries: Dictionaries
  terms: Term[]
  statements: Record<StatementList, Statement[]>
  settings: OrganisationSettings
  texts: TextOverride[]
  formerStatements: FormerStatements[]
  /** When somebody said that the texts of the consents were read and fit; absent in older records. */
  textsSeenAt?: Date | null
  createdAt: Date
  updatedAt: Date
}

/** What a preset gives to a new organisation; later changes of the preset do not touch it. */
export type OrganisationContent = Pick<Organisation, 'type' | 'vocabulary' | 'dictionaries' | 'terms' | 'statements' | 'settings'>

/** Finds a value by its code, a retired one too, since old records still show its text. */
export function findItem(organisation: Pick<Organisation, 'dictionaries'>, dictionary: DictionaryName, code: string): DictionaryItem | null {
  return organisation.dictionaries[dictionary].find((item) => item.code === code) ?? null
}

/** Lists the values that may be chosen now, in their order (IMPL-15). */
export function choosableItems(organisation: Pick<Organisation, 'dictionaries'>, dictionary: DictionaryName): DictionaryItem[] {
  return organisation.dictionaries[dictionary].filter((item) => item.retiredAt === null)
}

/** Tells whether one choice or several are allowed values now; forms and kinds may be combined (ORG-16). */
export function areChoosable(organisation: Pick<Organisation, 'dictionaries'>, dictionary: DictionaryName, codes: readonly string[]): boolean {
  const allowed = new Set(choosableItems(organisation, dictionary).map((item) => item.code))
  return codes.every((code) => allowed.has(code))
}

/** Gives the organisation's own wording of a text, or null where it keeps ours (IMPL-26). */
export function overriddenText(organisation: Pick<Organisation, 'texts'>, key: string): string | null {
  return organisation.texts.find((override) => override.key === key)?.text ?? null
}
