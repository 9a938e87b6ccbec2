import type { Connection, Types } from 'mongoose'
import type { Clock } from '../../core/clock.js'
import type { AuditInput } from '../../core/kernel.js'
import { changedPathsOf, withoutSecrets, type AuditEntry } from './audit-entry.js'
import { defineAuditModel, toAuditEntry, type AuditDocument } from './audit-model.js'
import { createReadingNotes } from './note-reading.js'
import { createSealer } from './seal-entries.js'
import { createVerifier } from './verify-chain.js'

export interface AuditQuery {
  subject?: { type: string; id: string }
  /** Lines about any of these. */
  subjects?: readonly { type: string; id: string }[]
  /** Only these actions. */
  actions?: readonly string[]
  /** Later than this. */
  since?: Date
  /** Leaves out who only read. */
  changesOnly?: boolean
  /** First page is 1. */
  page?: number
  pageSize?: number
}

export type AuditService = ReturnType<typeof createAuditService>

const largestPage = 200

/** Builds the append-only history (IMPL-05): it can be written and read, never changed or deleted, and harm done to it shows. */
export function createAuditService({ connection, clock }: { connection: Connection; clock: Clock }) {
  const entries = defineAuditModel(connection)
  const seal = createSealer({ connection, clock })

  async function append(entry: AuditInput, id?: Types.ObjectId): Promise<void> {
    const before = withoutSecrets(entry.before) as AuditDocument['before']
    const after = withoutSecrets(entry.after) as AuditDocument['after']
    const { personId, accountId, channel, roles, address = null } = entry.actor
    await new entries({
      ...(id ? { _id: id } : {}),
      organisationId: entry.organisationId,
      at: clock.now(),
      actor: { personId, accountId, channel, roles },
      action: entry.action,
      subject: entry.subject,
      before,
      after,
      reason: entry.reason ?? null,
      changedPaths: changedPathsOf(before, after),
      address,
    }).save()
  }

  return {
    /** Adds a line inside the caller's running transaction: when the change is rolled back, so is the line. */
    write: (entry: AuditInput): Promise<void> => append(entry),

    ...createReadingNotes({ clock, append }),

    /** Gives what was written its place in the chains; returns how many entries. */
    seal,

    ...createVerifier({ connection, clock, seal }),

    /** Lists the organisation's lines, the newest first, of one subject when it is given. */
    async list(organisationId: string, query: AuditQuery = {}): Promise<AuditEntry[]> {
      const size = Math.min(Math.max(query.pageSize ?? 50, 1), largestPage)
      const skip = (Math.max(query.page ?? 1, 1) - 1) * size
      const subject = query.subject ? { 'subject.type': query.subject.type, 'subject.id': query.subject.id } : {}
      const since = query.since ? { at: { $gt: query.since } } : {}
      const changes = query.changesOnly ? { action: { $nin: ['view', 'response-view', 'export'] } } : {}
      const subjects = query.subjects ? { $or: [...query.subjects.map(({ type, id }) => ({ 'subject.type': type, 'subject.id': id })), { _id: { $in: [] } }] } : {}
      const actions = query.actions ? { action: { $in: [...query.actions] } } : {}
      const found = await entries
        .find({ organisationId, ...subject, ...subjects, ...since, ...changes, ...actions })
        .sort({ at: -1, _id: -1 })
        .skip(skip)
        .limit(size)
        .lean<AuditDocument[]>()
      return found.map(toAuditEntry)
    },
  }
}
