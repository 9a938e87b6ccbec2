import { ForbiddenError, ValidationError } from 'adminjs'
import { isValidObjectId, Error as MongooseError } from 'mongoose'
import type { Kernel } from '../../src/core/kernel.js'
import { mayDo, type ResourceName } from '../../src/modules/accounts/rights.js'
import { actorOf, type PanelUser } from '../gate/panel-user.js'
import { shownPaths, type PanelModel, type PlainRecord, type ResourceDefinition } from './definition.js'
import { toParams } from './params.js'
import { scopeOf } from './scope.js'

export type RecordWriter = ReturnType<typeof createRecordWriter>
export type FindDefinition = (id: ResourceName) => ResourceDefinition | undefined

const duplicateKey = 11000
type Errors = Record<string, { message: string; type?: string }>

/** A refusal beside fields; the words are keys of the panel's locale, `baseError` stands above the form. */
const refusal = (errors: Errors, base?: string) => new ValidationError(errors, base ? { message: base } : undefined)

const kinds: Record<string, string> = { required: 'panel-required', maxlength: 'panel-too-long', enum: 'panel-choice', ObjectId: 'panel-reference' }

/** Turns what mongoose refused into words a curator understands. */
function translate(error: unknown): never {
  if (error instanceof MongooseError.VersionError) throw refusal({}, 'panel-stale')
  if (error instanceof MongooseError.ValidationError) {
    const entries = Object.entries(error.errors).map(([path, { kind }]) => [path, { message: kinds[kind] ?? 'panel-value' }] as const)
    throw refusal(Object.fromEntries(entries))
  }
  if (typeof error === 'object' && error !== null && 'code' in error && error.code === duplicateKey) throw refusal({}, 'panel-duplicate')
  throw error
}

/** Keeps the writable fields of what was posted, plain values only; an empty text becomes null. */
function pickWritable(definition: ResourceDefinition, params: PlainRecord): PlainRecord {
  const { writable = [] } = definition
  const picked = writable.filter((path) => Object.hasOwn(params, path)).map((path) => [path, params[path]] as const)
  const isPlain = (value: unknown): boolean => value === null || typeof value !== 'object' || (Array.isArray(value) && value.every((item) => typeof item !== 'object'))
  const wrong = picked.filter(([, value]) => !isPlain(value))
  if (wrong.length > 0) throw refusal(Object.fromEntries(wrong.map(([path]) => [path, { message: 'panel-value' }])))
  return Object.fromEntries(picked.map(([path, value]) => [path, value === '' ? null : value]))
}

/** Writes the few records without a life cycle: only writable fields, own organisation, checked references, no lost change. */
export function createRecordWriter(kernel: Kernel, findDefinition: FindDefinition) {
  async function checkReferences(definition: ResourceDefinition, fields: PlainRecord, user: PanelUser): Promise<void> {
    for (const [path, target] of Object.entries(definition.references ?? {})) {
      const wanted = [fields[path]].flat().filter((id) => id !== null && id !== undefined)
      const other = findDefinition(target)
      if (wanted.length === 0) continue
      const known = other && wanted.every((id) => typeof id === 'string' && isValidObjectId(id))
      const count = known ? await other.model.countDocuments({ $and: [scopeOf(other, user), { _id: { $in: wanted } }] }) : 0
      if (count !== new Set(wanted).size) throw refusal({ [path]: { message: 'panel-reference' } })
    }
  }

  async function save(definition: ResourceDefinition, document: InstanceType<PanelModel>, user: PanelUser, action: string, before: PlainRecord | null) {
    document.set({ updatedAt: kernel.clock.now() })
    await document.save().catch(translate)
    const after = toParams(definition, document.toObject(), shownPaths(definition))
    const organisationId = user.organisationId ?? (after['organisationId'] as string | null)
    const subject = { type: definition.id, id: String(document._id) }
    await kernel.audit({ actor: actorOf(user), organisationId, action: `${definition.id.toLowerCase()}-${action}`, subject, before, after })
    return after
  }

  return {
    /** Creates a record in the person's own organisation. */
    create(definition: ResourceDefinition, params: PlainRecord, user: PanelUser): Promise<PlainRecord> {
      if (!mayDo([user.role], definition.id, 'new') || !definition.writable?.length) throw new ForbiddenError('anyForbiddenError')
      const fields = pickWritable(definition, params)
      return kernel.transaction(async () => {
        await checkReferences(definition, fields, user)
        const scope = user.organisationId === null ? {} : { [definition.scope]: user.organisationId }
        const document = new definition.model({ ...fields, ...scope, createdAt: kernel.clock.now() })
        return save(definition, document, user, 'new', null)
      })
    },

    /** Changes a record of the person's scope; refuses when it was changed since the form was opened. */
    update(definition: ResourceDefinition, id: string, params: PlainRecord, user: PanelUser): Promise<PlainRecord> {
      if (!mayDo([user.role], definition.id, 'edit') || !definition.writable?.length) throw new ForbiddenError('anyForbiddenError')
      const fields = pickWritable(definition, params)
      return kernel.transaction(async () => {
        const document = isValidObjectId(id) ? await definition.model.findOne({ $and: [scopeOf(definition, user), { _id: id }] }) : null
        if (!document) throw new ForbiddenError('anyForbiddenError')
        const stored: unknown = document.get('updatedAt')
        const posted = params['updatedAt']
        if (stored instanceof Date && (typeof posted !== 'string' || Date.parse(posted) !== stored.getTime())) throw refusal({}, 'panel-stale')
        await checkReferences(definition, fields, user)
        const before = toParams(definition, document.toObject(), shownPaths(definition))
        document.set(fields)
        return save(definition, document, user, 'edit', before)
      })
    },
  }
}
