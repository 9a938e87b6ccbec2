import { setTimeout as wait } from 'node:timers/promises'
import { patienceMs } from './options.js'

/** Waits until the look says true; throws with what it was after the patience. */
export async function until(what: string, look: () => boolean | Promise<boolean>, { everyMs = 50, atMostMs = patienceMs } = {}): Promise<void> {
  const end = performance.now() + atMostMs
  while (!(await look())) {
    if (performance.now() > end) throw new Error(`waited ${atMostMs} ms in vain: ${what}`)
    await wait(everyMs)
  }
}
