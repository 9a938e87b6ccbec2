import { parsePhoneNumberFromString } from 'libphonenumber-js'
import { z } from 'zod'
import { isDay } from '../../core/dates.js'
import { externalKinds } from './external.js'
import { channels, type PersonFacts } from './person.js'

const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g
const nameSigns = /^\p{L}[\p{L}\p{M}'’ .()-]*$/u
const strangeSigns = /[<>]|\p{Extended_Pictographic}/u

const clean = (text: string): string => text.normalize('NFC').replace(control, '').replace(/\s+/g, ' ').trim()
const line = z.string('value-wrong').transform(clean)
const orNothing = <T extends z.ZodType>(schema: T) => z.preprocess((value) => (typeof value === 'string' && clean(value) === '' ? null : (value ?? null)), schema.nullable())

const partOfName = line.pipe(z.string().min(1, 'value-missing').max(60, 'value-too-long').regex(nameSigns, 'name-signs'))
const words = (longest: number) => line.pipe(z.string().max(longest, 'value-too-long').refine((text) => !strangeSigns.test(text), 'text-signs'))
const day = z.string('date-wrong').refine(isDay, 'date-wrong').refine((text) => text >= '1900-01-01', 'date-wrong')

/** Any usual way of writing a Russian or international number becomes E.164. */
const phone = line.transform((text, context) => {
  const parsed = text.length <= 40 ? parsePhoneNumberFromString(text, 'RU') : undefined
  if (parsed?.isValid()) return parsed.number as string
  context.addIssue({ code: 'custom', message: 'phone-wrong' })
  return z.NEVER
})

const email = line.pipe(z.string().max(200, 'email-wrong').toLowerCase().pipe(z.email('email-wrong')))

const shape = {
  surname: partOfName,
  name: partOfName,
  patronymic: orNothing(partOfName),
  birthOn: orNothing(day),
  hiredOn: orNothing(day),
  experienceYears: orNothing(z.number('number-wrong').int('number-wrong').min(0, 'number-wrong').max(75, 'number-wrong')),
  position: orNothing(words(160)),
  subject: orNothing(words(160)),
  qualification: orNothing(words(160)),
  phone: orNothing(phone),
  email: orNothing(email),
  externalKind: orNothing(z.enum(externalKinds, 'value-wrong')).optional(),
  homeOrganisation: orNothing(words(200)).optional(),
}

/** Checks and cleans the facts of a new person; the message of each issue is a code: value-missing, value-too-long, name-signs, text-signs, date-wrong, number-wrong, phone-wrong, email-wrong. */
export const personFactsSchema: z.ZodType<PersonFacts> = z.strictObject(shape)

/** Checks a change of some facts. */
export const personPatchSchema: z.ZodType<Partial<PersonFacts>> = z.strictObject(shape).partial()

/** Checks the dates against today and each other; null when they fit (no future births, none hired before birth). */
export function datesProblem(facts: Pick<PersonFacts, 'birthOn' | 'hiredOn'>, today: string): { field: 'birthOn' | 'hiredOn'; code: string } | null {
  if (facts.birthOn !== null && facts.birthOn >= today) return { field: 'birthOn', code: 'date-future' }
  if (facts.birthOn !== null && facts.hiredOn !== null && facts.hiredOn <= facts.birthOn) return { field: 'hiredOn', code: 'hired-before-birth' }
  return null
}

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/).nullable()

/** Checks what a person sets for the bot. */
export const personSettingsSchema = z
  .strictObject({ quietFrom: timeOfDay, quietTo: timeOfDay, digestAt: timeOfDay, channel: z.enum(channels), fewerUntil: z.date().nullable() })
  .partial()

const form = orNothing(words(200))

/** Checks case forms that a person confirmed. */
export const nameFormsSchema = z.strictObject({ genitive: form, dative: form, accusative: form, instrumental: form }).partial()
