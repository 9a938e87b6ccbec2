/** Guards that `--without` takes out of the processes under test; the product itself has no such switch. */
export const guards = ['lease', 'fence', 'inbox', 'recheck', 'key'] as const
export type Guard = (typeof guards)[number]

const { FAULTS_SEED, FAULTS_FULL, FAULTS_WITHOUT } = process.env

/** What `npm run test:faults -- --seed N --full --without guard` says; plain `vitest` and `npm test` run the short form. */
export const options = {
  seed: Number(FAULTS_SEED || 20_261_121),
  isFull: FAULTS_FULL === '1',
  without: guards.filter((guard) => guard === FAULTS_WITHOUT),
}

/** The table's count in the full form, the short one otherwise. */
export const counted = (full: number, short: number): number => (options.isFull ? full : short)

/** The table's lease is 60 s, that of the harness 2 s: marks in time are scaled by the same factor. */
export const leaseMs = 2_000
export const factor = 60_000 / leaseMs

/** How long an outcome may be waited for: generous, since the machine may be busy; what was measured is printed. */
export const patienceMs = counted(3_600_000, 120_000)
