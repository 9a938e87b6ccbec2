import { setTimeout as wait } from 'node:timers/promises'
import { readIfThere } from './read-if-there.js'

/** Tells whether a process with this id exists; one of another user counts. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** False when the id of a dead process was given to another program: its command line lacks the word. Where it cannot be read, true. */
export async function mayHaveArgument(pid: number, word: string): Promise<boolean> {
  const line = await readIfThere(`/proc/${pid}/cmdline`, ['EACCES', 'EPERM'])
  return line === null || line.split('\0').includes(word)
}

/** Waits until the process is gone; false when it is still there after the time. */
export async function waitForEnd(pid: number, milliseconds: number): Promise<boolean> {
  for (let waited = 0; waited < milliseconds; waited += 50) {
    if (!isAlive(pid)) return true
    await wait(50)
  }
  return !isAlive(pid)
}

/** Asks the process to end, and after the patience makes it end. */
export async function endProcess(pid: number, patienceMs = 20_000): Promise<void> {
  if (!isAlive(pid)) return
  process.kill(pid, 'SIGTERM')
  if (await waitForEnd(pid, patienceMs)) return
  process.kill(pid, 'SIGKILL')
  await waitForEnd(pid, 5_000)
}
