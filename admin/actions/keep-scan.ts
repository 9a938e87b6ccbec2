import type { Actor } from '../../src/core/actor.js'
import { ok, refuse, type Result } from '../../src/core/result.js'
import type { Attachment } from '../../src/modules/attachments/attachment-service.js'
import type { Services } from '../../src/services.js'
import type { FormInput, PostedFile } from './form.js'

const isPosted = (value: FormInput[string]): value is PostedFile => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Stores a posted scan or photo by the rules of attachments; null when none was given. */
export async function keepScan(services: Pick<Services, 'attachments'>, actor: Actor, posted: FormInput[string], ownerPersonId?: string): Promise<Result<Attachment | null>> {
  if (!isPosted(posted)) return ok(null)
  if (actor.organisationId === null) return refuse('not-allowed')
  const { name, mime, content } = posted
  return services.attachments.save(actor, { organisationId: actor.organisationId, name, mime, content, ...(ownerPersonId ? { ownerPersonId } : {}) })
}
