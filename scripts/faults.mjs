import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { runSuite } from './test.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const readme = join(root, 'test', 'faults', 'README.md')
const marks = ['<!-- results: begin -->', '<!-- results: end -->']

/** Which fault tests show that a guard is out: files, and titles of the tests. */
const guards = {
  lease: ['test/faults/guards.test.ts', 'lease: slow answers'],
  fence: ['test/faults/two-senders.test.ts', 'R4: frozen after-claim'],
  recheck: ['test/faults/guards.test.ts', 'recheck: a meeting called off'],
  key: ['test/faults/two-senders.test.ts', 'R12'],
  inbox: ['test/faults/surveys.test.ts', 'R13'],
}

/** Numbers of the table that are proved elsewhere. */
const elsewhere = {
  R9: 'test/modules/deliveries/zones.test.ts: against a second calculation',
  R10: 'test/wiring/local-times.test.ts',
  R16: 'test/faults/backup.test.ts',
  R19: 'not measured',
}
const numbers = Array.from({ length: 20 }, (_, index) => `R${index + 1}`)

const usage = `usage: npm run test:faults -- [--seed N] [--full] [--without ${Object.keys(guards).join('|')}] [--only R4] [--write]\n`

function readOptions() {
  try {
    const { values } = parseArgs({
      options: { seed: { type: 'string' }, full: { type: 'boolean' }, without: { type: 'string' }, only: { type: 'string' }, write: { type: 'boolean' }, help: { type: 'boolean' } },
    })
    if (!values.help && (values.without === undefined || guards[values.without]) && (values.seed === undefined || /^\d{1,9}$/.test(values.seed))) return values
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
  }
  process.stderr.write(usage)
  return null
}

function readLines(file) {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').filter(Boolean).map((line) => JSON.parse(line))
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
    return []
  }
}

const cell = (text) => String(text).replaceAll('|', '\\|').replaceAll('\n', ' ')
const order = ({ id }) => (numbers.includes(id) ? numbers.indexOf(id) : numbers.length)

/** One line a result, in the order of the table; a number without a line was not measured. */
function buildTable(lines, isWhole) {
  const missing = isWhole ? numbers.filter((id) => !lines.some((line) => line.id === id)) : []
  const rest = missing.map((id) => ({ id, table: '', ran: elsewhere[id] ?? 'did not come to its end', mark: '', result: elsewhere[id] ? '' : 'no result', ok: elsewhere[id] ? null : false }))
  const sorted = [...lines, ...rest].map((line, at) => ({ ...line, at })).sort((one, other) => order(one) - order(other) || one.at - other.at)
  const verdict = ({ ok }) => (ok === null ? '' : ok ? 'holds' : '**missed**')
  return [
    '| number | the table asks | what ran here | mark here | measured | |',
    '|---|---|---|---|---|---|',
    ...sorted.map((line) => `| ${[line.id, line.table, line.ran, line.mark, line.result, verdict(line)].map(cell).join(' | ')} |`),
  ].join('\n')
}

function versionOf(server) {
  try {
    return execFileSync(server, ['--version'], { encoding: 'utf8' }).split('\n')[0]
  } catch {
    return 'the suite’s server'
  }
}

/** Everything that a reader needs to repeat the run. */
function describe({ full, seed }, began, lines, isWhole) {
  const [model = {}] = cpus()
  const minutes = ((Date.now() - began) / 60_000).toFixed(1)
  const server = lines.find((line) => line.server)?.server ?? 'unknown'
  return [
    `${full ? 'Full' : 'Short'} form, ${new Date(began).toISOString().slice(0, 16).replace('T', ' ')} UTC, seed ${seed}, ${minutes} minutes.`,
    `Server: ${server.startsWith('secantusd') ? versionOf(server) : server}; Node ${process.version}, ${cpus().length} cores (${model.model?.trim() || 'unknown'}), load ${loadavg().map((load) => load.toFixed(1)).join(', ')} at the end.`,
    '',
    buildTable(lines, isWhole),
  ].join('\n')
}

function writeReadme(text) {
  const whole = readFileSync(readme, 'utf8')
  const [begin, end] = marks.map((mark) => whole.indexOf(mark))
  if (begin < 0 || end < begin) throw new Error('the marks of the results are not in test/faults/README.md')
  writeFileSync(readme, `${whole.slice(0, begin + marks[0].length)}\n\n${text}\n\n${whole.slice(end)}`)
}

async function main(options) {
  const began = Date.now()
  const folder = mkdtempSync(join(tmpdir(), 'nastavnik-faults-report-'))
  const report = join(folder, 'lines.jsonl')
  const seed = options.seed ?? '20261121'
  Object.assign(process.env, { FAULTS_SEED: seed, FAULTS_FULL: options.full ? '1' : '', FAULTS_WITHOUT: options.without ?? '', FAULTS_REPORT: report })
  const [file, title] = guards[options.without] ?? ['test/faults', options.only]
  const failed = await runSuite([file, ...(title ? ['-t', title] : [])])
  const isWhole = !options.without && !options.only
  const text = describe({ ...options, seed }, began, readLines(report), isWhole)
  rmSync(folder, { recursive: true, force: true })
  process.stdout.write(`\n${text}\n`)
  if (options.write && isWhole) writeReadme(text)
  return failed > 0 ? 1 : 0
}

const options = readOptions()
process.exitCode = options ? await main(options) : 1
