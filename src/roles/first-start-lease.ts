import { setTimeout as wait } from 'node:timers/promises'
import type { Connection } from 'mongoose'
import { createLease } from '../modules/receiving/lease.js'

/** Long enough to make the demo on a slow server. */
const leaseMs = 120_000
const askAgainMs = 250

/** Runs the work while no other process of the installation does the same: roles may start at once on one database. */
export async function aloneAtStart<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
  const lease = createLease(connection, 'first-start', leaseMs)
  while (!(await lease.take())) await wait(askAgainMs)
  try {
    return await work()
  } finally {
    await lease.release()
  }
}
