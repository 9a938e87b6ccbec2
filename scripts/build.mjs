import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, extname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { withFileLock } from './file-lock.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const dist = join(root, 'dist')
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')

function listFiles(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

const isCode = (file) => ['.ts', '.tsx'].includes(extname(file)) && !file.endsWith('.d.ts')
const timeOf = (file) => (existsSync(file) ? statSync(file).mtimeMs : 0)

function run(parameters) {
  const { status } = spawnSync(process.execPath, parameters, { cwd: root, stdio: ['ignore', process.stderr, process.stderr] })
  if (status !== 0) throw new Error(`${parameters.join(' ')} ended with ${status}`)
}

function isStale(stamp, files) {
  const built = timeOf(stamp)
  return files.some((file) => timeOf(file) > built)
}

/** The stamp carries the time at which the work began: a source saved meanwhile is newer. */
function setStamp(stamp, began) {
  writeFileSync(stamp, '')
  utimesSync(stamp, began, began)
}

function buildCode() {
  const components = join(root, 'admin', 'components')
  const sources = ['src', 'admin', 'scripts'].flatMap((folder) => listFiles(join(root, folder))).filter((file) => !file.startsWith(components))
  const settings = ['package.json', 'tsconfig.json', 'tsconfig.build.json'].map((file) => join(root, file))
  const stamp = join(dist, '.code-stamp')
  if (!isStale(stamp, [...sources, ...settings])) return
  const began = new Date()
  process.stderr.write('build: code\n')
  run([compiler, '-p', 'tsconfig.build.json', '--noCheck'])
  const beside = sources.filter((file) => !isCode(file) && extname(file) !== '.mjs')
  for (const file of beside) cpSync(file, join(dist, file.slice(root.length + 1)))
  setStamp(stamp, began)
}

function buildPanelBundle() {
  const builder = join(dist, 'admin', 'build-bundle.js')
  const sources = listFiles(join(root, 'admin')).concat(listFiles(join(root, 'locales', 'ru')).filter((file) => file.endsWith('admin.json')))
  const stamp = join(dist, '.bundle-stamp')
  if (!existsSync(builder) || !isStale(stamp, sources)) return
  const began = new Date()
  process.stderr.write('build: panel bundle\n')
  run([builder])
  setStamp(stamp, began)
}

/** Builds what is older than its sources; says nothing when there is nothing to do. A release without sources or compiler runs as it is. */
export async function build() {
  if (!existsSync(join(root, 'src')) || !existsSync(compiler)) return
  mkdirSync(dist, { recursive: true })
  await withFileLock(join(dist, '.build-lock'), () => {
    buildCode()
    buildPanelBundle()
  })
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await build()
