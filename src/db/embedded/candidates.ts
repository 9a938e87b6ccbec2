import { mongod, mongodDownloaded } from './mongod.js'
import { secantusRust } from './secantus-rust.js'
import { secantusWheel } from './secantus-wheel.js'
import type { Candidate } from './types.js'

/** The ways to get a server, best first (design §5). */
export const candidates: readonly Candidate[] = [mongod, mongodDownloaded, secantusRust, secantusWheel]
