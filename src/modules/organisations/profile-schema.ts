import { z } from 'zod'
import { isZone } from '../../core/dates.js'
import { organisationTypes } from './organisation.js'

const line = (longest: number) => z.string().transform((text) => text.replace(/\s+/g, ' ').trim()).pipe(z.string().min(1).max(longest))
const address = z.url({ protocol: /^https?$/ }).max(300)
const id = z.string().regex(/^[0-9a-f]{24}$/)
const orNothing = <T extends z.ZodType>(schema: T) => z.preprocess((value) => (value === '' ? null : value), schema.nullable())

const shape = {
  name: line(300),
  shortName: line(120),
  type: z.enum(organisationTypes),
  founder: orNothing(line(300)),
  region: orNothing(line(120)),
  municipality: orNothing(line(120)),
  site: orNothing(address),
  socialPages: z.array(address).max(10),
  headPersonId: orNothing(id),
  curatorPersonId: orNothing(id),
  parentId: orNothing(id),
  zone: z.string().refine(isZone),
}

/** Checks a change of the profile (ORG-01); a field that is absent stays. */
export const profilePatchSchema = z.strictObject(shape).partial()

/** Checks the first facts of a new organisation. */
export const newOrganisationSchema = z.strictObject({ name: shape.name, shortName: shape.shortName.optional(), zone: shape.zone })
