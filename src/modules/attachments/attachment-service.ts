import type { Actor } from '../../core/actor.js'
import type { Result } from '../../core/result.js'

export interface Attachment {
  id: string
  organisationId: string
  ownerPersonId: string | null
  name: string
  mime: string
  size: number
  sha256: string
  /** GridFS id. */
  storedAs: string
  createdAt: Date
}

export interface AttachmentService {
  /** IMPL-14: jpg, png, heic, webp, pdf, office files, audio, video to 20 MB. Problems: file-too-big, file-type. */
  save(actor: Actor, input: { organisationId: string; name: string; mime: string; content: Buffer; source?: string }): Promise<Result<Attachment>>
  get(id: string): Promise<Attachment | null>
  /** The content for someone who may see it: the pair's people, their curator, head. */
  read(actor: Actor, id: string): Promise<Result<{ attachment: Attachment; content: Buffer }>>
}
