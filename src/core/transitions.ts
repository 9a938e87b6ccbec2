/** A life cycle as data: from each state, the states that may follow. */
export type Transitions<S extends string> = Readonly<Record<S, readonly S[]>>

/** Tells whether the table allows the move. */
export function canMove<S extends string>(table: Transitions<S>, from: S, to: S): boolean {
  return table[from].includes(to)
}

/** Lists the states that cannot be reached from `start`: empty for a sound table. */
export function unreachableStates<S extends string>(table: Transitions<S>, start: S): S[] {
  const reached = new Set<S>([start])
  const queue: S[] = [start]
  for (let state = queue.shift(); state !== undefined; state = queue.shift()) {
    for (const next of table[state]) {
      if (reached.has(next)) continue
      reached.add(next)
      queue.push(next)
    }
  }
  return (Object.keys(table) as S[]).filter((state) => !reached.has(state))
}

/** Lists the states that nothing follows. */
export function finalStates<S extends string>(table: Transitions<S>): S[] {
  return (Object.keys(table) as S[]).filter((state) => table[state].length === 0)
}
