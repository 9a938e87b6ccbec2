import { fork, spawnSync, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import type { PlannedDelivery } from '../../../src/modules/deliveries/delivery.js'
import { projectRoot } from '../../../src/paths.js'
import { leaseMs, options, type Guard } from './options.js'
import type { MeetingOrders, Moment, ToParent, WorkerOrders } from './process/orders.js'

export interface WorkerWishes {
  name?: string
  /** Environment over that of the harness, e.g. `SEND_LEASE_MS`. */
  env?: Record<string, string>
  without?: readonly Guard[]
  /** Kills itself when it comes to this point for the so-manieth time. */
  killAt?: Moment
  /** Stops itself (SIGSTOP) at this point. */
  freezeAt?: Moment
  /** Milliseconds by which the clock of this process alone is wrong. */
  clockOffsetMs?: number
  /** Another way to the database: through a proxy. */
  uri?: string
}

export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
}

export type Worker = ReturnType<typeof follow>

const harnessEnv = {
  SEND_LEASE_MS: String(leaseMs),
  SEND_PER_SECOND: '2000',
  SEND_CHAT_GAP_MS: '1',
  /** Small, so that a batch is looked through well within half a lease on a slow machine too: that time is not scaled. */
  SEND_BATCH: '10',
  SEND_POLL_MS: '250',
  SEND_CLIMB_MS: '2000',
  SEND_RETRY_MS: '33,333,2000,20000,120000,720000',
  JOBS_POLL_MS: '1000',
}

const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

let isBuilt = false

/** Translates what is stale: the processes run built code. */
function buildOnce(): void {
  if (isBuilt) return
  const { status } = spawnSync(process.execPath, [join(projectRoot, 'scripts', 'build.mjs'), '--faults'], { cwd: projectRoot, stdio: ['ignore', 'ignore', 'inherit'] })
  if (status !== 0) throw new Error('the build failed')
  isBuilt = true
}

function follow(child: ChildProcess, name: string) {
  let errors = ''
  child.stderr?.on('data', (part: Buffer) => (errors = (errors + part.toString()).slice(-4_000)))
  const seen: ToParent[] = []
  const listeners = new Set<(message: ToParent) => void>()
  child.on('message', (message: ToParent) => {
    seen.push(message)
    for (const listener of listeners) listener(message)
  })
  running.add(child)
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => {
      running.delete(child)
      resolve({ code, signal })
    })
  })
  const isGone = () => child.exitCode !== null || child.signalCode !== null

  /** Resolves when the process said it; throws when it ended before. */
  function said(what: ToParent['say']): Promise<void> {
    if (seen.some(({ say }) => say === what)) return Promise.resolve()
    const told = new Promise<void>((resolve) => listeners.add((message) => void (message.say === what && resolve())))
    const over = ended.then(({ code, signal }) => {
      throw new Error(`${name} ended (${signal ?? code}) before it said ${what}\n${errors}`)
    })
    return Promise.race([told, over])
  }

  return {
    name,
    pid: child.pid ?? 0,
    ended,
    said,
    /** How often it said so. */
    count: (what: ToParent['say']) => seen.filter(({ say }) => say === what).length,
    isGone,
    errors: () => errors,
    send: (message: unknown) => void child.send(message as object),
    signal: (signal: NodeJS.Signals) => void (isGone() || child.kill(signal)),
    async kill(): Promise<Ended> {
      if (!isGone()) child.kill('SIGKILL')
      return ended
    },
    /** Asks it to end by SIGTERM; the time it took in milliseconds. */
    async stop(): Promise<Ended & { ms: number }> {
      const began = performance.now()
      if (!isGone()) child.kill('SIGTERM')
      return { ...(await ended), ms: performance.now() - began }
    },
  }
}

/** Starts real processes on the bench's database; each sender has an address of its own at the judge. */
export function createWorkers({ uri, name: databaseName, judge }: { uri: string; name: string; judge: { token: string; apiRoot(worker: string): string } }) {
  const all: Worker[] = []

  function startProcess(entry: 'worker' | 'planner' | 'meetings' | 'bot', name: string, wishes: WorkerWishes): Worker {
    buildOnce()
    const orders: WorkerOrders = { name, without: [...options.without, ...(wishes.without ?? [])], killAt: wishes.killAt, freezeAt: wishes.freezeAt }
    const folder = join(projectRoot, 'dist', 'test', 'faults', 'harness', 'process')
    const leaseOut = orders.without.includes('lease') ? { SEND_POLL_MS: '20' } : {}
    const child = fork(join(folder, `${entry}.js`), [], {
      cwd: projectRoot,
      env: {
        PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: process.env.FAULTS_LOG ?? 'silent',
        ...harnessEnv, ...wishes.env, ...leaseOut,
        MONGODB_URI: wishes.uri ?? uri, MONGODB_DB: databaseName, BOT_TOKEN: judge.token, TELEGRAM_API_ROOT: judge.apiRoot(name), ROLE: 'worker',
        SESSION_SECRET: 'a-secret-for-tests-only-0123456789', FAULT_ORDERS: JSON.stringify(orders), FAULT_CLOCK_MS: String(wishes.clockOffsetMs ?? 0),
      },
      execArgv: wishes.clockOffsetMs === undefined ? [] : ['--import', join(folder, 'wrong-clock.js')],
      stdio: ['ignore', process.env.FAULTS_LOG ? 'inherit' : 'ignore', 'pipe', 'ipc'],
    })
    const worker = follow(child, name)
    all.push(worker)
    return worker
  }

  return {
    all,
    /** Starts a sender; it looks for what is due when it has said `ready`. */
    start: (wishes: WorkerWishes = {}): Worker => startProcess('worker', wishes.name ?? `w${all.length + 1}`, wishes),
    /** Starts a process that plans the rows when it is told to go. */
    startPlanner({ rows, name, ...wishes }: WorkerWishes & { name: string; rows: readonly PlannedDelivery[] }): Worker {
      const planner = startProcess('planner', name, wishes)
      planner.send(rows)
      return planner
    },
    /** Starts a bot that polls. */
    startBot: (wishes: WorkerWishes = {}): Worker => startProcess('bot', `b${all.length + 1}`, wishes),
    /** Starts a process that lives through meetings. */
    startMeetings(orders: MeetingOrders): Worker {
      const process = startProcess('meetings', `m${all.length + 1}`, {})
      process.send(orders)
      return process
    },
    /** Ends what still runs, frozen or not. */
    async endAll(): Promise<void> {
      await Promise.all(all.map((worker) => worker.kill()))
    },
  }
}
