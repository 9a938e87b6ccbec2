import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { z } from 'zod'
import { roles } from '../core/actor.js'
import { markStates } from '../modules/programmes/programme.js'

const personSchema = z.strictObject({
  key: z.string(),
  telegram: z.number().int(),
  surname: z.string(),
  name: z.string(),
  patronymic: z.string(),
  position: z.string(),
  subject: z.string().optional(),
  birthOn: z.string(),
  experienceYears: z.number().optional(),
  roles: z.array(z.enum(roles)).min(1),
  about: z.string(),
})

const rowSchema = z.strictObject({
  aim: z.enum(['difficulty', 'strength']),
  need: z.string(),
  measures: z.string(),
  mode: z.enum(['online', 'offline', 'mixed']),
  inDays: z.number().int(),
  result: z.string(),
  marks: z.record(z.string(), z.enum(markStates)),
  report: z.string().optional(),
  comment: z.string().optional(),
})

const pairShape = { mentor: z.string(), mentees: z.array(z.string()).min(1), kinds: z.array(z.string()).min(1), why: z.string() }

const programmeSchema = z.strictObject({
  ...pairShape,
  order: z.strictObject({ number: z.string(), daysAgo: z.number().int() }),
  startsDaysAgo: z.number().int(),
  endsInDays: z.number().int(),
  goal: z.string(),
  rows: z.array(rowSchema).min(1),
  meeting: z
    .strictObject({ kind: z.string(), inDays: z.number().int(), hour: z.number(), minute: z.number(), place: z.string(), topic: z.string() })
    .optional(),
})

const answersSchema = z.record(z.string(), z.union([z.string(), z.array(z.string())]))

const demoSchema = z.strictObject({
  organisation: z.strictObject({ name: z.string(), shortName: z.string(), region: z.string(), municipality: z.string(), curatorEmail: z.string() }),
  people: z.array(personSchema).min(1),
  needs: answersSchema,
  mentor: answersSchema,
  programmes: z.array(programmeSchema),
  ordered: z.strictObject(pairShape),
  waiting: z.strictObject(pairShape),
})

export type DemoData = z.infer<typeof demoSchema>
export type DemoPair = DemoData['waiting']
export type DemoProgramme = DemoData['programmes'][number]
export type DemoRow = DemoProgramme['rows'][number]

/** Reads the invented school (IMPL-30); a broken file is a bug and throws with the place in it. */
export function loadDemoData(): DemoData {
  return demoSchema.parse(parse(readFileSync(fileURLToPath(new URL('../presets/demo-school.yaml', import.meta.url)), 'utf8')))
}
