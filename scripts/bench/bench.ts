/** One figure as it was reached, with what was wanted; `isMet` null means that it is only told. */
export interface Figure {
  /** Number of the test in the table of promises, or empty. */
  id: string
  /** Key of its words, without `bench-`. */
  key: string
  params?: Record<string, string | number>
  goal?: string
  reached: string
  isMet?: boolean
}

export interface BenchContext {
  uri: string
  dataDir: string
  /** The table's whole counts instead of the shorter ones. */
  isFull: boolean
  show(figure: Figure): void
}

export interface Bench {
  name: string
  run(context: BenchContext): Promise<void>
}

export const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1_000
}

/** A figure that must not be above its goal. */
export function atMost(id: string, key: string, limit: number, reached: number | null, { digits = 2, params = {} }: { digits?: number; params?: Figure['params'] } = {}): Figure {
  if (reached === null) return { id, key, params, goal: `<= ${limit}`, reached: '?', isMet: false }
  return { id, key, params, goal: `<= ${limit}`, reached: reached.toFixed(digits), isMet: reached <= limit }
}

/** A figure that must not be below its goal. */
export function atLeast(id: string, key: string, limit: number, reached: number, { digits = 2, params = {} }: { digits?: number; params?: Figure['params'] } = {}): Figure {
  return { id, key, params, goal: `>= ${limit}`, reached: reached.toFixed(digits), isMet: reached >= limit }
}

/** A figure that is only told. */
export function told(key: string, reached: number, digits = 0): Figure {
  return { id: '', key, reached: reached.toFixed(digits) }
}
