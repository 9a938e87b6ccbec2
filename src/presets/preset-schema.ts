import { z } from 'zod'
import { dictionaryNames, organisationTypes, statementLists, vocabularyKeys } from '../modules/organisations/organisation.js'
import type { ConsentKind } from '../modules/consents/consent-service.js'
import { questionnaireSchema } from './question-schema.js'
import { presetSettingsSchema } from './settings-schema.js'
import { clauseSchema, codeSchema, haveUniqueCodes, ownOrBorrowed, textUpTo } from './sourced.js'

const consentKeys = ['personal-data', 'mentoring', 'duties'] as const satisfies readonly ConsentKind[]

const wordForm = textUpTo(60)

const wordSchema = z.strictObject({
  clause: clauseSchema,
  nominative: wordForm,
  genitive: wordForm,
  dative: wordForm,
  accusative: wordForm,
  instrumental: wordForm,
  prepositional: wordForm,
  plural: wordForm,
  pluralGenitive: wordForm,
})

const itemSchema = z.strictObject({
  code: codeSchema,
  text: textUpTo(40),
  help: textUpTo(400).optional(),
  clause: clauseSchema.optional(),
})

const statementSchema = z.strictObject({ code: codeSchema, text: textUpTo(300), clause: clauseSchema.optional() })

const termSchema = z.strictObject({ code: codeSchema, title: textUpTo(60), text: textUpTo(500), clause: clauseSchema })

const dictionarySchema = ownOrBorrowed({ items: z.array(itemSchema).refine(haveUniqueCodes, 'codes repeat') })

const statementListSchema = ownOrBorrowed({ items: z.array(statementSchema).min(1).refine(haveUniqueCodes, 'codes repeat') })

/** A paper to sign: `summary` is the two lines of the chat; the operator's lawyer must approve the text before use. */
const consentSchema = ownOrBorrowed({
  title: textUpTo(80),
  summary: z.array(textUpTo(160)).min(1).max(2),
  text: textUpTo(3500),
  lawyerMustReview: z.literal(true),
})

const roadmapStageSchema = z.strictObject({
  code: codeSchema,
  title: textUpTo(160),
  term: textUpTo(80).nullable(),
  clause: clauseSchema,
  activities: z.array(z.strictObject({ text: textUpTo(300), responsible: textUpTo(120).nullable(), clause: clauseSchema })),
})

function everyKey<K extends string, T extends z.ZodType>(keys: readonly K[], schema: T) {
  return z.strictObject(Object.fromEntries(keys.map((key) => [key, schema])) as Record<K, T>)
}

/** One regulation as data: every value with the clause it rests on (IMPL-16). */
export const presetSchema = z.strictObject({
  code: z.string().regex(/^[a-z][a-z-]*$/),
  /** Number of the regulation, as 000. */
  source: z.string().regex(/^00[0-4]$/),
  title: z.strictObject({ text: textUpTo(60), clause: clauseSchema }),
  type: z.enum(organisationTypes),
  vocabulary: everyKey(vocabularyKeys, wordSchema),
  dictionaries: everyKey(dictionaryNames, dictionarySchema),
  terms: z.array(termSchema).min(1).refine(haveUniqueCodes, 'codes repeat'),
  statements: everyKey(statementLists, statementListSchema),
  questionnaires: z.strictObject({ needs: questionnaireSchema, mentor: questionnaireSchema }),
  consents: everyKey(consentKeys, consentSchema),
  settings: presetSettingsSchema,
  /** Stages of the organisation's year; no feature reads them yet. */
  roadmap: z.array(roadmapStageSchema).optional(),
})

/** A preset as its file writes it, before borrowed blocks are filled in. */
export type PresetFile = z.infer<typeof presetSchema>
