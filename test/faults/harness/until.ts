import { setTimeout as wait } from 'node:timers/promises'
import type { Connection } from 'mongoose'
import { patienceMs } from './options.js'

interface Waiting {
  everyMs?: number
  atMostMs?: number
}

/** Waits until the look says true; throws with what it was after the patience. */
export async function until(what: string, look: () => boolean | Promise<boolean>, { everyMs = 50, atMostMs = patienceMs }: Waiting = {}): Promise<void> {
  const end = performance.now() + atMostMs
  while (!(await look())) {
    if (performance.now() > end) throw new Error(`waited ${atMostMs} ms in vain: ${what}`)
    await wait(everyMs)
  }
}

/** Waits until nothing more can happen to any row. */
export function untilClosed(connection: Connection, waiting?: Waiting): Promise<void> {
  const deliveries = connection.collection('deliveries')
  return until('every row is closed', async () => (await deliveries.countDocuments({ open: true })) === 0, { everyMs: 100, ...waiting })
}
