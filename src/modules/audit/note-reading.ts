import { createHash } from 'node:crypto'
import { Types } from 'mongoose'
import type { Actor } from '../../core/actor.js'
import type { Clock } from '../../core/clock.js'
import type { AuditInput, Subject } from '../../core/kernel.js'
import { isDuplicateKey } from '../../db/lost-race.js'

/** What somebody saw of a record: names of sensitive fields, never what stands in them. */
export interface Viewing {
  organisationId: string | null
  subject: Subject
  fields: readonly string[]
}

/** What left the panel as a file; filters without typed words. */
export interface Exporting {
  organisationId: string | null
  resource: string
  format: string
  count: number
  columns: readonly string[]
  filters: Readonly<Record<string, unknown>>
}

interface NotesDependencies {
  clock: Clock
  append(entry: AuditInput, id?: Types.ObjectId): Promise<void>
}

const quarter = 15 * 60_000

/** Notes who read what is sensitive and who took a list along (IMPL-05, DATA-04). */
export function createReadingNotes({ clock, append }: NotesDependencies) {
  return {
    /** Notes that sensitive fields of a record were shown: once an account, record and quarter of an hour, however often it is opened. */
    async viewed(actor: Actor, { organisationId, subject, fields }: Viewing): Promise<void> {
      if (fields.length === 0) return
      const shown = [...fields].sort()
      const turn = Math.floor(clock.now().getTime() / quarter)
      const key = JSON.stringify([actor.accountId ?? actor.personId, organisationId, subject.type, subject.id, shown, turn])
      const id = new Types.ObjectId(createHash('sha256').update(key).digest('hex').slice(0, 24))
      try {
        await append({ actor, organisationId, action: 'view', subject, after: { fields: shown } }, id)
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
      }
    },

    /** Notes that a list left the panel as a file: which, how much and by what filter. */
    exported: (actor: Actor, { organisationId, resource, format, count, columns, filters }: Exporting): Promise<void> =>
      append({ actor, organisationId, action: 'export', subject: { type: resource, id: organisationId ?? 'all' }, after: { format, count, columns, filters } }),
  }
}
