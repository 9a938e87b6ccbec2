const mostKeys = 10_000

/** Counts per key within a window, in this process only; a full table is forgotten rather than grown. */
export function createRateBound({ most, windowMs, now }: { most: number; windowMs: number; now(): number }) {
  const counts = new Map<string, { count: number; endsAt: number }>()

  function current(key: string) {
    const known = counts.get(key)
    return known && known.endsAt > now() ? known : null
  }

  return {
    isFull: (key: string): boolean => (current(key)?.count ?? 0) >= most,

    count(key: string): void {
      const known = current(key)
      if (known) known.count += 1
      else {
        if (counts.size >= mostKeys) counts.clear()
        counts.set(key, { count: 1, endsAt: now() + windowMs })
      }
    },
  }
}
