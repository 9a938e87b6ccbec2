import { z } from 'zod'
import { dictionaryNames } from '../modules/organisations/organisation.js'
import { clauseSchema, codeSchema, haveUniqueCodes, textUpTo } from './sourced.js'

const label = textUpTo(40)

/** Choices: written here, or taken from the organisation's dictionary when the question is asked. */
const optionsSchema = z.union([
  z.strictObject({ from: z.enum(dictionaryNames) }),
  z.array(z.strictObject({ code: codeSchema, text: label })).min(2).refine(haveUniqueCodes, 'codes repeat'),
])

/** Shown only when an earlier question was answered with one of the codes; yes-no answers are `yes` and `no`. */
const showIfSchema = z.strictObject({ question: codeSchema, includes: z.array(codeSchema).min(1) })

const shared = {
  /** The answer is stored under it. */
  id: codeSchema,
  text: textUpTo(240),
  hint: textUpTo(400).optional(),
  optional: z.boolean().default(false),
  showIf: showIfSchema.optional(),
  clause: clauseSchema,
}

export const questionSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...shared, type: z.literal('single'), options: optionsSchema }),
  z.strictObject({ ...shared, type: z.literal('multiple'), options: optionsSchema }),
  z.strictObject({
    ...shared,
    type: z.literal('scale'),
    scale: z.strictObject({ min: z.int(), max: z.int(), minLabel: label, maxLabel: label }),
  }),
  z.strictObject({ ...shared, type: z.literal('text'), maxLength: z.int().min(1).max(2000).default(1000) }),
  z.strictObject({ ...shared, type: z.literal('yes-no') }),
  z.strictObject({ ...shared, type: z.literal('date') }),
])

export const questionnaireSchema = z.strictObject({
  title: textUpTo(60),
  intro: textUpTo(300),
  questions: z
    .array(questionSchema)
    .min(1)
    .refine(haveUniqueIds, 'ids repeat')
    .refine(pointBackwards, 'showIf must name an earlier question'),
})

/** A question as the preset writes it. */
export type PresetQuestion = z.infer<typeof questionSchema>
export type PresetQuestionnaire = z.infer<typeof questionnaireSchema>

function haveUniqueIds(questions: readonly { id: string }[]): boolean {
  return new Set(questions.map((question) => question.id)).size === questions.length
}

function pointBackwards(questions: readonly { id: string; showIf?: { question: string } | undefined }[]): boolean {
  const seen = new Set<string>()
  return questions.every((question) => {
    const isSound = question.showIf === undefined || seen.has(question.showIf.question)
    seen.add(question.id)
    return isSound
  })
}
