import { appendFileSync } from 'node:fs'
import { options } from './options.js'
import { inUse } from './own-server.js'

export interface ResultLine {
  /** `R1` … `R20`. */
  id: string
  /** The mark of the table. */
  table: string
  /** What ran here. */
  ran: string
  /** The mark scaled to the harness's lease, rate and steps. */
  mark: string
  /** What was measured. */
  result: string
  ok: boolean
}

/** Says what a fault test measured, before it is judged: on the terminal, and for the table of `npm run test:faults`. */
export function report(line: ResultLine): void {
  const { FAULTS_REPORT } = process.env
  const without = options.without.length > 0 ? ` (without ${options.without.join(', ')})` : ''
  process.stdout.write(`${line.id}${without}: ${line.ran} → ${line.result}; mark: ${line.mark}${line.ok ? '' : '  FAILED'} (seed ${options.seed})\n`)
  if (FAULTS_REPORT) appendFileSync(FAULTS_REPORT, `${JSON.stringify({ ...line, server: inUse.server })}\n`)
}
