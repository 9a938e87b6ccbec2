import { Readable } from 'node:stream'
import { actorOf } from '../../admin/gate/panel-user.js'
import type { FileToSend, OpenFile } from '../../admin/gate/files.js'
import { ownDataFile } from '../../admin/pages/privacy-page.js'
import type { Actor } from '../core/actor.js'
import { mayDo } from '../modules/accounts/rights.js'
import type { FileStore } from '../db/files.js'
import { docxMime } from '../modules/documents/document.js'
import type { Services } from '../services.js'

/** What is stored about the person at the panel, made at once (DATA-10). */
async function openOwnData(services: Services, actor: Actor): Promise<FileToSend | null> {
  const made = await services.privacy.ownData(actor)
  if (!made.ok) return null
  await services.audit.viewed(actor, { organisationId: actor.organisationId, subject: { type: 'Account', id: actor.accountId ?? '' }, fields: ['file'] })
  const { name, content } = made.value
  return { name, mime: 'text/plain; charset=utf-8', size: content.length, stream: Readable.from([content]) }
}

/** Opens evidence and papers for the panel, each by the check of its own service: `/admin/files/:id` takes ids of both. */
export function createFileOpener({ services, files }: { services: Services; files: FileStore }): OpenFile {
  return async (user, id) => {
    const actor = actorOf(user)
    if (id === ownDataFile) return openOwnData(services, actor)
    const note = (type: string, organisationId: string) => services.audit.viewed(actor, { organisationId, subject: { type, id }, fields: ['file'] })
    const read = await services.attachments.read(actor, id)
    if (read.ok) {
      const { attachment, content } = read.value
      await note('Attachment', attachment.organisationId)
      return { name: attachment.name, mime: attachment.mime, size: content.length, stream: Readable.from([content]) }
    }
    const document = await services.documents.get(id)
    const mayRead = document?.organisationId === user.organisationId && mayDo([user.role], 'Document', 'show')
    const opened = document && mayRead ? await files.open(document.fileId) : null
    if (!document || !opened) return null
    await note('Document', document.organisationId)
    return { name: document.fileName, mime: opened.mime || docxMime, size: opened.size, stream: opened.stream }
  }
}
