import type { LocalTime } from './local-time.js'
import { deliveryKey, deliveryKinds, expiryOf, type PlannedDelivery } from './delivery.js'

/** The stored fields of a message that was just planned. */
export function newRow(row: PlannedDelivery, now: Date) {
  const dueAt = row.dueAt ?? now
  return {
    key: deliveryKey(row),
    kind: row.kind,
    organisationId: row.organisationId,
    personId: row.personId,
    subject: row.subject,
    occurrence: row.occurrence ?? '-',
    offset: row.offset ?? 'now',
    params: row.params ?? {},
    class: row.class ?? deliveryKinds[row.kind].class,
    state: 'pending' as const,
    open: true,
    dueAt,
    nextTryAt: dueAt,
    expiresAt: expiryOf(row, dueAt),
    leaseUntil: null,
    fence: 0,
    claim: null,
    attempt: 0,
    startedAt: null,
    unknownTried: false,
    sentAt: null,
    messageId: null,
    error: null,
    closedAt: null,
    createdAt: now,
  }
}

export type NewRow = ReturnType<typeof newRow> & Partial<LocalTime>
