import { systemActor } from '../../../src/core/actor.js'
import { createClock } from '../../../src/core/clock.js'
import type { Kernel } from '../../../src/core/kernel.js'
import { createAuditService } from '../../../src/modules/audit/audit-service.js'
import { createDeliveryService } from '../../../src/modules/deliveries/delivery-service.js'
import type { PlannedDelivery } from '../../../src/modules/deliveries/delivery.js'
import { defaultSendingRules, type SendingRules } from '../../../src/modules/deliveries/retry-rules.js'
import { testDatabase } from '../../support/database.js'

export const organisationId = '650000000000000000000001'
export const personId = '650000000000000000000002'
export const curatorId = '650000000000000000000004'
export const job = systemActor('job', organisationId)

/** Short waits, so that a test sees a lease run out. */
export const shortRules: SendingRules = { ...defaultSendingRules, leaseMs: 300, retryStepsMs: [20, 40], jitter: 0, unknownAgainMs: 20 }

export function aDelivery(overrides: Partial<PlannedDelivery> = {}): PlannedDelivery {
  return { kind: 'row-nudge', organisationId, personId, subject: { type: 'programme', id: '650000000000000000000003' }, ...overrides }
}

/** A row as it is stored, due a moment ago. */
export function aStoredRow(number: number, own: object = {}) {
  const dueAt = new Date(createClock().now().getTime() - 60_000 + number)
  const { kind, subject } = aDelivery()
  return {
    key: `k${number}`, kind, organisationId, personId, subject, occurrence: String(number), offset: 'now', params: {}, class: 'deadline', state: 'pending', open: true, dueAt, nextTryAt: dueAt,
    expiresAt: new Date(dueAt.getTime() + 24 * 3_600_000), leaseUntil: null, fence: 0, claim: null, attempt: 0, startedAt: null, unknownTried: false, sentAt: null, messageId: null, error: null, closedAt: null,
    createdAt: dueAt, ...own,
  }
}

/** A database with the deliveries of one process; `another()` is a second process on the same database. */
export async function aDeliveryBench(rules: SendingRules = shortRules) {
  const database = await testDatabase()
  const clock = createClock()
  const audit = createAuditService({ connection: database.connection, clock })
  const kernel: Kernel = { clock, transaction: database.transaction, audit: (entry) => audit.write(entry) }
  const unreachable: string[] = []
  const markUnreachable = async (id: string) => {
    const isNew = !unreachable.includes(id)
    if (isNew) unreachable.push(id)
    return isNew
  }
  const curatorsOf = async () => [curatorId]
  const build = () => createDeliveryService({ connection: database.connection, kernel, markUnreachable, curatorsOf, rules })
  const deliveries = build()
  await database.index()
  return { database, kernel, clock, deliveries, another: build, unreachable }
}

export const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
