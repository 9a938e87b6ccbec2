import type { ConsentKind } from '../modules/consents/consent-service.js'
import type { OrganisationContent } from '../modules/organisations/organisation.js'
import type { PresetFile } from './preset-schema.js'
import type { PresetQuestionnaire } from './question-schema.js'

/** A paper's first text; `{organisation}`, `{organisationShort}`, `{person}`, `{date}` are filled in when shown. */
export interface PresetConsent {
  title: string
  summary: string
  text: string
  clause: string | null
  /** True when another regulation's text is proposed because this one has none. */
  proposed: boolean
  lawyerMustReview: boolean
}

/** One regulation, ready to make an organisation from: borrowed blocks are filled in and marked. */
export interface Preset {
  code: string
  source: string
  title: string
  content: OrganisationContent
  questionnaires: Record<'needs' | 'mentor', PresetQuestionnaire>
  consents: Record<ConsentKind, PresetConsent>
  /** Clause of every word and setting, as `vocabulary.teacher` and `settings.youngYears`; null where it is our proposal. */
  clauses: Record<string, string | null>
  roadmap: NonNullable<PresetFile['roadmap']>
}
