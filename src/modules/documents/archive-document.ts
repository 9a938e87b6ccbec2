import { createHash } from 'node:crypto'
import type { Actor } from '../../core/actor.js'
import { docxMime, fileNameOf, type DocumentRecord } from './document.js'
import { defineDocumentModel, toDocumentRecord } from './document-model.js'
import type { DocumentDependencies } from './document-ports.js'
import { fillTemplate, type TemplateData, type TemplateName } from './templates.js'

export type NewDocument = Omit<DocumentRecord, 'id' | 'createdAt'>
export type DocumentArchive = ReturnType<typeof createDocumentArchive>

/** Prints papers into the file store and keeps their records with the file's hash. */
export function createDocumentArchive({ connection, kernel, files, readTemplate }: Pick<DocumentDependencies, 'connection' | 'kernel' | 'files' | 'readTemplate'>) {
  const documents = defineDocumentModel(connection)

  /** Writes the record with its line in the history. */
  async function keep(actor: Actor, fields: NewDocument): Promise<DocumentRecord> {
    return kernel.transaction(async () => {
      const year = fields.kind === 'order' && fields.on ? fields.on.slice(0, 4) : null
      const made = await new documents({ ...fields, year, createdAt: kernel.clock.now() }).save()
      const record = toDocumentRecord(made.toObject())
      const { kind, number, on, pairIds, personIds, programmeId } = record
      await kernel.audit({ actor, organisationId: record.organisationId, action: `document-${kind}`, subject: { type: 'Document', id: record.id }, after: { kind, number, on, pairIds, personIds, programmeId } })
      return record
    })
  }

  return {
    documents,
    keep,

    /** Fills the template and stores the file; a record that loses the race for its number takes its file away again. */
    async print(actor: Actor, template: TemplateName, data: TemplateData, fields: Omit<NewDocument, 'fileId' | 'fileName' | 'hash'>): Promise<DocumentRecord> {
      const content = await fillTemplate(await readTemplate(template), data)
      const fileName = fileNameOf(fields.title)
      const stored = await files.put(content, { name: fileName, mime: docxMime, meta: { organisationId: fields.organisationId } })
      try {
        return await keep(actor, { ...fields, fileId: stored.fileId, fileName, hash: stored.sha256 })
      } catch (error) {
        await files.remove(stored.fileId)
        throw error
      }
    },

    /** SHA-256 of a stored file of the organisation, hex; null when it is not there. */
    async hashOf(organisationId: string, fileId: string): Promise<string | null> {
      const opened = await files.open(fileId)
      if (opened?.meta['organisationId'] !== organisationId) return null
      const hash = createHash('sha256')
      for await (const chunk of opened.stream) hash.update(chunk as Buffer)
      return hash.digest('hex')
    },
  }
}
