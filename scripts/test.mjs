import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from './build.mjs'
import { countTests, heavyFolders, willBeSlow } from './slow-server.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')

/** Runs vitest in the foreground: Ctrl+C reaches it by the terminal, SIGTERM is handed on. */
function runVitest(parameters) {
  const child = spawn(process.execPath, [vitest, 'run', ...parameters], { cwd: root, stdio: 'inherit' })
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  process.on('SIGINT', () => undefined)
  return new Promise((done) => child.once('close', (code) => done(code ?? 1)))
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

/** Counts tests; a file that could not be loaded, or an error outside a test, is one failure. */
function count(report, code) {
  const tests = (report?.testResults ?? []).flatMap((file) => file.assertionResults)
  const of = (status) => tests.filter((test) => test.status === status).length
  const brokenFiles = (report?.testResults ?? []).filter((file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')).length
  const failed = of('failed') + brokenFiles
  return { passed: of('passed'), failed: code !== 0 && failed === 0 ? 1 : failed, skipped: tests.length - of('passed') - of('failed') }
}

/** Runs the suite or the files that the parameters name, prints its count, and returns how many tests failed. */
export async function runSuite(parameters) {
  const folder = mkdtempSync(join(tmpdir(), 'nastavnik-report-'))
  const reportFile = join(folder, 'report.json')
  await build()
  const leftOut = (await willBeSlow(process.env)) ? heavyFolders : []
  const exclusions = leftOut.flatMap((folder) => ['--exclude', `${folder}/**`])
  const code = await runVitest([...exclusions, '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`, ...parameters])
  const counted = count(readReport(reportFile), code)
  const { passed, failed } = counted
  const skipped = counted.skipped + leftOut.reduce((sum, folder) => sum + countTests(join(root, folder)), 0)
  rmSync(folder, { recursive: true, force: true })
  const isChosen = parameters.includes('-t')
  if (skipped > 0 && !isChosen) console.log(`${skipped} heavy tests were left out: they need a fast database server (mongod, or secantusd-rs)`)
  console.log(`${passed} passed, ${failed} failed${skipped > 0 && !isChosen ? `, ${skipped} skipped` : ''}`)
  return failed
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) process.exitCode = (await runSuite(process.argv.slice(2))) > 0 ? 1 : 0
