import type { Result } from '../../core/result.js'
import type { Say } from '../../texts.js'

export type ServerKind = 'mongod' | 'mongod-downloaded' | 'secantus-rust' | 'secantus-wheel'

export type Environment = Record<string, string | undefined>

/** What a candidate may look at while it searches for its program. */
export interface Surroundings {
  /** absolute; programs that are fetched are kept below it */
  dataDir: string
  env: Environment
  say: Say
}

export interface Launch {
  port: number
  storagePath: string
  /** True when an answered write must outlive a killed server; tests do without, for speed. */
  isDurable: boolean
}

/** One way to get a server: where its program is, how it is started, what it needs once it listens. */
export interface Candidate {
  kind: ServerKind
  /** Folder of its data below the data folder; kinds with the same format share one. */
  storage: string
  /** Path of the program, or null when this way is not open here. */
  findProgram(surroundings: Surroundings): Promise<string | null>
  buildArguments(launch: Launch): string[]
  /** Runs after the server listens and before anybody is told its address. */
  prepare?(uri: string, port: number): Promise<void>
}

export interface EmbeddedServer {
  uri: string
  kind: ServerKind
  pid: number
  /** True when this process started it. */
  isStarter: boolean
  /** Leaves the server; the last process that leaves stops it. */
  release(): Promise<void>
}

export type LaunchEmbedded = (options: {
  dataDir: string
  env: Environment
  say: Say
  candidates?: readonly Candidate[]
  /** False removes the data when the last process leaves (tests). */
  keepsData?: boolean
}) => Promise<Result<EmbeddedServer>>
