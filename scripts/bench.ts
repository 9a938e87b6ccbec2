import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createClock } from '../src/core/clock.js'
import { launchEmbedded } from '../src/db/embedded/launch.js'
import { openConnection } from '../src/db/connection.js'
import { projectRoot } from '../src/paths.js'
import { createSay, loadTexts } from '../src/texts.js'
import type { Bench, Figure } from './bench/bench.js'
import { deliveriesBench } from './bench/deliveries.js'
import { idleBench } from './bench/idle.js'
import { importBench } from './bench/import.js'
import { listsBench } from './bench/lists.js'
import { longSurveyBench } from './bench/long-survey.js'
import { panelBench } from './bench/panel.js'
import { programBench } from './bench/program.js'
import { scansBench } from './bench/scans.js'
import { sendingBench } from './bench/sending.js'
import { surveyBench } from './bench/survey.js'
import { webhookBench } from './bench/webhook.js'
import { writeResults, type ResultRow } from './bench/write-results.js'

/** In the order in which they run; one of them: `npm run bench -- --only survey`. */
const benches: readonly Bench[] = [surveyBench, longSurveyBench, webhookBench, deliveriesBench, sendingBench, idleBench, programBench, listsBench, panelBench, scansBench, importBench]

const texts = loadTexts('commands')
const say = createSay(texts)
const { values } = parseArgs({ options: { only: { type: 'string' }, full: { type: 'boolean', default: false }, uri: { type: 'string' }, write: { type: 'boolean', default: false } } })
const wanted = values.only?.split(',') ?? benches.map(({ name }) => name)
const missed: string[] = []
const rows: ResultRow[] = []

const widths = [4, 76, 10, 12, 6, 6] as const

const columns = (row: ResultRow) => row.map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ')

/** Each line is shown as soon as it is known: the whole run takes minutes; the load stands beside each figure. */
function show({ id, key, params, goal = '', reached, isMet }: Figure): void {
  const words = texts(`bench-${key}`, params)
  if (isMet === false) missed.push(`${id} ${words}`.trim())
  const verdict = isMet === undefined ? '' : texts(isMet ? 'bench-met' : 'bench-missed')
  const row: ResultRow = [id, words, goal, reached, verdict, (loadavg()[0] ?? 0).toFixed(1)]
  rows.push(row)
  process.stdout.write(`${columns(row)}\n`)
}

async function versionOf(uri: string): Promise<string> {
  const opened = await openConnection(uri, 'bench_version')
  if (!opened.ok) return '?'
  const { version } = (await opened.value.db?.admin().command({ buildInfo: 1 })) ?? {}
  await opened.value.close()
  return String(version)
}

const unknown = wanted.filter((name) => !benches.some((bench) => bench.name === name))
if (unknown.length > 0) {
  say('bench-no-such', { names: unknown.join(', '), known: benches.map(({ name }) => name).join(', ') })
  process.exit(1)
}
const dataDir = mkdtempSync(join(tmpdir(), 'nastavnik-bench-'))
const server = values.uri === undefined ? await launchEmbedded({ dataDir, env: process.env, say, keepsData: false }) : null
if (server && !server.ok) {
  say(`problem-${server.problem.code}`)
  process.exit(1)
}
const uri = values.uri ?? server?.value.uri ?? ''
try {
  const where = texts('bench-where', { server: server?.value.kind ?? 'MONGODB', version: await versionOf(uri), cores: cpus().length, node: process.version, on: createClock().now().toISOString().slice(0, 10) })
  const heads: ResultRow = ['№', texts('bench-title'), texts('bench-goal'), texts('bench-reached'), texts('bench-verdict'), texts('bench-load')]
  process.stdout.write(`${where}\n${columns(heads)}\n`)
  for (const bench of benches.filter(({ name }) => wanted.includes(name))) await bench.run({ uri, dataDir, isFull: values.full, show })
  process.stdout.write(`${missed.length === 0 ? texts('bench-all-met') : texts('bench-all-missed', { list: missed.join('; ') })}\n`)
  if (values.write) writeResults(join(projectRoot, 'README.md'), where, heads, rows)
} finally {
  await server?.value.release()
  rmSync(dataDir, { recursive: true, force: true })
}
process.exit(0)
