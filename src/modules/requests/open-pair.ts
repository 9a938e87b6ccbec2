import type { Pair, PairState } from '../pairs/pair.js'

const workingStates: readonly PairState[] = ['agreed', 'consents', 'ordered', 'active', 'paused']

/** Help may be asked from the agreement on, also during a pause, until the pair is over. */
export function isOpenPair(pair: Pick<Pair, 'state'>): boolean {
  return workingStates.includes(pair.state)
}
