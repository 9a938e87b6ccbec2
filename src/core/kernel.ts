import type { Actor } from './actor.js'
import type { Clock } from './clock.js'

/** What is about what: the kind of a record and its id. */
export interface Subject {
  type: string
  id: string
}

/** One line for the audit log; secrets never go in. */
export interface AuditInput {
  actor: Actor
  organisationId: string | null
  action: string
  subject: Subject
  before?: unknown
  after?: unknown
  reason?: string
}

/** What every service needs: one transaction for records, audit and deliveries, the clock, the audit log. */
export interface Kernel {
  clock: Clock
  /** Runs the work in one transaction; a nested call joins the running one. */
  transaction<T>(work: () => Promise<T>): Promise<T>
  /** Appends to the audit log inside the running transaction. */
  audit(entry: AuditInput): Promise<void>
}

/** Where a service looks up people and organisations without knowing their modules. */
export interface Page<T> {
  items: T[]
  total: number
}
