/** Promise chains by key: tasks of one key run in order, those of different keys side by side. */
export function createChains() {
  const chains = new Map<string, Promise<void>>()
  let running = 0
  let waiters: (() => void)[] = []

  function finished(key: string, chain: Promise<void>): void {
    running -= 1
    if (chains.get(key) === chain) chains.delete(key)
    const called = waiters
    waiters = []
    for (const waiter of called) waiter()
  }

  /** Waits until at most that many tasks are left. */
  async function downTo(limit: number): Promise<void> {
    while (running > limit) await new Promise<void>((resolve) => waiters.push(resolve))
  }

  return {
    /** The task must not throw. */
    add(key: string, task: () => Promise<void>): void {
      running += 1
      const chain: Promise<void> = (chains.get(key) ?? Promise.resolve()).then(task).finally(() => finished(key, chain))
      chains.set(key, chain)
    },
    downTo,
    count: () => running,
  }
}
