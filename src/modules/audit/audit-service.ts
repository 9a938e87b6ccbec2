import type { Connection } from 'mongoose'
import type { Clock } from '../../core/clock.js'
import type { AuditInput } from '../../core/kernel.js'
import { changedPathsOf, withoutSecrets, type AuditEntry } from './audit-entry.js'
import { defineAuditModel, toAuditEntry, type AuditDocument } from './audit-model.js'

export interface AuditQuery {
  subject?: { type: string; id: string }
  /** First page is 1. */
  page?: number
  pageSize?: number
}

export type AuditService = ReturnType<typeof createAuditService>

const largestPage = 200

/** Builds the append-only history (IMPL-05): it can be written and read, never changed or deleted. */
export function createAuditService({ connection, clock }: { connection: Connection; clock: Clock }) {
  const entries = defineAuditModel(connection)

  return {
    /** Adds a line inside the caller's running transaction: when the change is rolled back, so is the line. */
    async write(entry: AuditInput): Promise<void> {
      const before = withoutSecrets(entry.before) as AuditDocument['before']
      const after = withoutSecrets(entry.after) as AuditDocument['after']
      const { personId, accountId, channel, roles } = entry.actor
      await new entries({
        organisationId: entry.organisationId,
        at: clock.now(),
        actor: { personId, accountId, channel, roles },
        action: entry.action,
        subject: entry.subject,
        before,
        after,
        reason: entry.reason ?? null,
        changedPaths: changedPathsOf(before, after),
      }).save()
    },

    /** Lists the organisation's lines, the newest first, of one subject when it is given. */
    async list(organisationId: string, query: AuditQuery = {}): Promise<AuditEntry[]> {
      const size = Math.min(Math.max(query.pageSize ?? 50, 1), largestPage)
      const skip = (Math.max(query.page ?? 1, 1) - 1) * size
      const subject = query.subject ? { 'subject.type': query.subject.type, 'subject.id': query.subject.id } : {}
      const found = await entries
        .find({ organisationId, ...subject })
        .sort({ at: -1, _id: -1 })
        .skip(skip)
        .limit(size)
        .lean<AuditDocument[]>()
      return found.map(toAuditEntry)
    },
  }
}
