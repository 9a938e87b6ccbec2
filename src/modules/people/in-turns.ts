import { setImmediate as nextTurn } from 'node:timers/promises'

/** Gives a long list in parts and lets others work between them. */
export async function* inParts<T>(items: readonly T[], size: number): AsyncGenerator<readonly T[]> {
  for (let at = 0; at < items.length; at += size) {
    yield items.slice(at, at + size)
    await nextTurn()
  }
}
