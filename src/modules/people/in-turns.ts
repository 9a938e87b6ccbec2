import { setImmediate as nextTurn } from 'node:timers/promises'

const turnMs = 12

/** Does something with each of a long list and lets others work in between, whenever a turn has become long. */
export async function eachInTurns<T>(items: readonly T[], work: (item: T) => void): Promise<void> {
  let began = performance.now()
  for (const item of items) {
    work(item)
    if (performance.now() - began < turnMs) continue
    await nextTurn()
    began = performance.now()
  }
}

/** Gives a long list in parts, for work that waits on its own between them. */
export async function* inParts<T>(items: readonly T[], size: number): AsyncGenerator<readonly T[]> {
  for (let at = 0; at < items.length; at += size) {
    yield items.slice(at, at + size)
    await nextTurn()
  }
}
