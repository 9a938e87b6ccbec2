import { z } from 'zod'
import { settingsShape } from '../modules/organisations/settings-schema.js'
import { sourced, type clauseSchema } from './sourced.js'

type Shape = typeof settingsShape
type SourcedShape = { [K in keyof Shape]: z.ZodObject<{ value: Shape[K]; clause: typeof clauseSchema }> }

const sourcedShape = Object.fromEntries(Object.entries(settingsShape).map(([key, schema]) => [key, sourced(schema as z.ZodType)])) as unknown as SourcedShape

/** Settings of a preset: every value with its clause. */
export const presetSettingsSchema = z.strictObject(sourcedShape)
