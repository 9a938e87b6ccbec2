import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { isValidObjectId, type Connection } from 'mongoose'
import { belongsTo, type Actor } from '../../core/actor.js'
import type { Kernel } from '../../core/kernel.js'
import { ok, refuse, type Result } from '../../core/result.js'
import type { FileStore } from '../../db/files.js'
import type { AttachmentLimits } from '../organisations/settings.js'
import { mayBringForOthers, mayOpenEvidence } from './attachment-policy.js'
import { endingOf, fileKindOf, isProgram, safeName, type Attachment } from './attachment.js'
import { defineAttachmentModel, toAttachment, type AttachmentRecord } from './attachment-model.js'

export type { Attachment } from './attachment.js'

export interface NewAttachment {
  organisationId: string
  /** Whose evidence it is; the actor's own unless the curator brings it for someone (IMPL-29). */
  ownerPersonId?: string
  name: string
  mime: string
  content: Buffer
  /** The messenger's id of the file. */
  source?: string
}

export interface AttachmentService {
  /** IMPL-14: jpg, png, heic, webp, pdf, office files, audio, video to 20 MB. Problems: file-empty, file-too-big, file-kind, forbidden. */
  save(actor: Actor, input: NewAttachment): Promise<Result<Attachment>>
  get(id: string): Promise<Attachment | null>
  /** The content for someone who may see it: its owner, his mentor, curator, head. Problem: file-not-found. */
  read(actor: Actor, id: string): Promise<Result<{ attachment: Attachment; content: Buffer }>>
}

export interface AttachmentDependencies {
  kernel: Kernel
  connection: Connection
  files: FileStore
  limitsOf: (organisationId: string) => Promise<AttachmentLimits | null>
  isOnStaff: (organisationId: string, personId: string) => Promise<boolean>
  /** True when the first leads, or has led, the second in a pair. */
  isMentorOf: (mentorId: string, menteeId: string) => Promise<boolean>
}

const megabyte = 1024 * 1024

function checkFile({ name, mime, content }: NewAttachment, limits: AttachmentLimits): Result<string> {
  if (content.length === 0) return refuse('file-empty')
  if (content.length > limits.maxMegabytes * megabyte) return refuse('file-too-big', { megabytes: limits.maxMegabytes })
  const ending = endingOf(name, mime)
  if (ending === null || fileKindOf(ending) === null || !limits.extensions.includes(ending) || isProgram(content)) return refuse('file-kind')
  return ok(ending)
}

/** Builds the keeping of evidence: checked, stored in the database, given only to whom it concerns (IMPL-14). */
export function createAttachmentService({ kernel, connection, files, isOnStaff, limitsOf, isMentorOf }: AttachmentDependencies): AttachmentService {
  const attachments = defineAttachmentModel(connection)

  async function mayRead(actor: Actor, { organisationId, ownerPersonId }: Attachment): Promise<boolean> {
    if (!belongsTo(actor, organisationId)) return false
    if (mayOpenEvidence(actor, organisationId)) return true
    if (actor.personId === null || ownerPersonId === null) return false
    return actor.personId === ownerPersonId || (await isMentorOf(actor.personId, ownerPersonId))
  }

  async function get(id: string): Promise<Attachment | null> {
    const found = isValidObjectId(id) ? await attachments.findById(id).lean<AttachmentRecord>() : null
    return found && toAttachment(found)
  }

  /** The messenger names each file that a person sends anew: the same name again is the same message, handled twice. */
  async function sameAgain({ organisationId, source, content }: NewAttachment, ownerPersonId: string | null): Promise<Attachment | null> {
    if (source === undefined) return null
    const sha256 = createHash('sha256').update(content).digest('hex')
    const found = await attachments.findOne({ organisationId, ownerPersonId, sha256, source }).lean<AttachmentRecord>()
    return found && toAttachment(found)
  }

  return {
    get,

    async save(actor, input) {
      const { organisationId, mime } = input
      const ownerPersonId = input.ownerPersonId ?? actor.personId
      const limits = belongsTo(actor, organisationId) ? await limitsOf(organisationId) : null
      const mayBring = ownerPersonId === actor.personId || mayBringForOthers(actor, organisationId)
      const isOwners = ownerPersonId === null || (await isOnStaff(organisationId, ownerPersonId))
      if (limits === null || !mayBring || !isOwners) return refuse('forbidden')
      const checked = checkFile(input, limits)
      if (!checked.ok) return checked
      const known = await sameAgain(input, ownerPersonId)
      if (known) return ok(known)
      const name = safeName(input.name, checked.value)
      const stored = await files.put(input.content, { name, mime, meta: { organisationId } })
      return kernel.transaction(async () => {
        const facts = { organisationId, ownerPersonId, name, mime, size: stored.size, sha256: stored.sha256, storedAs: stored.fileId }
        const made = await new attachments({ ...facts, source: input.source ?? null, createdAt: kernel.clock.now() }).save()
        const attachment = toAttachment(made)
        await kernel.audit({ actor, organisationId, action: 'attachment-saved', subject: { type: 'Attachment', id: attachment.id }, after: facts })
        return ok(attachment)
      })
    },

    async read(actor, id) {
      const attachment = await get(id)
      if (!attachment || !(await mayRead(actor, attachment))) return refuse('file-not-found')
      const opened = await files.open(attachment.storedAs)
      if (!opened) throw new Error(`attachment ${id} has lost its content`)
      return ok({ attachment, content: await buffer(opened.stream) })
    },
  }
}
