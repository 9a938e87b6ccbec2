import type { Logger } from 'pino'
import type { Lease } from '../modules/receiving/lease.js'

/** The right to have one request on its way; lost unawares only while the process is frozen. */
export type Lane = Pick<Lease, 'take' | 'term' | 'release' | 'milliseconds'>

/** The few lanes that all processes share: so many requests are on their way at once, whoever sends. */
export function createLanes(leases: readonly Lane[], log: Logger) {
  async function takeAll(wanted: readonly Lane[]): Promise<Lane[]> {
    const taken = await Promise.all(wanted.map((lane) => lane.take()))
    return wanted.filter((_, at) => taken[at])
  }

  async function renew(held: readonly Lane[]): Promise<void> {
    try {
      await takeAll(held.filter((lane) => lane.term() !== null))
    } catch (error) {
      log.warn({ err: error }, 'a lane could not be renewed')
    }
  }

  /** Runs the work with the lanes that are free, kept until it ends; null when other processes have them all. */
  return async function withLanes<T>(work: (lanes: Lane[]) => Promise<T>): Promise<T | null> {
    const held = await takeAll(leases)
    if (held.length === 0) return null
    const everyMs = Math.max(50, Math.min(...held.map(({ milliseconds }) => milliseconds)) / 3)
    let renewing: Promise<void> = Promise.resolve()
    const timer = setInterval(() => {
      renewing = renewing.then(() => renew(held))
    }, everyMs)
    try {
      return await work(held)
    } finally {
      clearInterval(timer)
      await renewing
      await Promise.all(held.map((lane) => lane.release()))
    }
  }
}
