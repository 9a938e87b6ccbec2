import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, extname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { withFileLock } from './file-lock.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const dist = join(root, 'dist')
const compiler = join(root, 'node_modules', 'typescript')

function listFiles(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

const isCode = (file) => ['.ts', '.tsx'].includes(extname(file))
const isSource = (file) => !file.endsWith('.d.ts') && !file.endsWith('.mjs')
const timeOf = (file) => (existsSync(file) ? statSync(file).mtimeMs : 0)
const outputOf = (file) => join(dist, relative(root, file)).replace(/\.tsx?$/, '.js')

function run(parameters) {
  const { status } = spawnSync(process.execPath, parameters, { cwd: root, stdio: ['ignore', process.stderr, process.stderr] })
  if (status !== 0) throw new Error(`${parameters.join(' ')} ended with ${status}`)
}

async function createCompiler() {
  const { default: ts } = await import('typescript')
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root)
  return (file) => {
    const compilerOptions = { ...options, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, noEmit: false, sourceMap: true, inlineSources: true }
    const { outputText, sourceMapText, diagnostics } = ts.transpileModule(readFileSync(file, 'utf8'), { fileName: file, compilerOptions, reportDiagnostics: true })
    if (diagnostics.length > 0) throw new Error(ts.formatDiagnostics(diagnostics, { getCanonicalFileName: (name) => name, getCurrentDirectory: () => root, getNewLine: () => '\n' }))
    return { outputText, sourceMapText }
  }
}

/** The output carries the time at which its source was last seen: a source saved meanwhile is newer. */
function write(file, text, time) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.new`, text)
  utimesSync(`${file}.new`, time, time)
  renameSync(`${file}.new`, file)
}

/** Processes that the fault tests start: built for them only. */
const faultsFolder = join('test', 'faults', 'harness', 'process')

/** Outputs whose source is gone are removed, so that nothing old is found by its name. */
function removeOrphans(sources, folders) {
  const expected = new Set(sources.map(outputOf))
  for (const output of folders.flatMap((folder) => listFiles(join(dist, folder)))) {
    const main = output.replace(/\.js\.map$/, '.js')
    if (!expected.has(main)) rmSync(output, { force: true })
  }
}

/** Types are checked by the lint; here each file that changed is only translated. */
async function buildCode(folders) {
  const components = join(root, 'admin', 'components', sep)
  const sources = folders.flatMap((folder) => listFiles(join(root, folder))).filter((file) => !file.startsWith(components) && isSource(file))
  const settings = Math.max(...['package.json', 'tsconfig.json'].map((file) => timeOf(join(root, file))))
  const stamp = join(dist, '.code-stamp')
  const isOld = settings > timeOf(stamp)
  const stale = sources.filter((file) => isOld || timeOf(outputOf(file)) !== Math.floor(timeOf(file) / 1000) * 1000)
  removeOrphans(sources, folders)
  if (stale.length === 0) return
  process.stderr.write(`build: ${stale.length} files\n`)
  const translate = await createCompiler()
  for (const file of stale) buildFile(file, translate)
  writeFileSync(stamp, '')
}

function buildFile(file, translate) {
  const time = Math.floor(timeOf(file) / 1000)
  const output = outputOf(file)
  if (!isCode(file)) return write(output, readFileSync(file), time)
  const { outputText, sourceMapText } = translate(file)
  write(`${output}.map`, sourceMapText, time)
  write(output, outputText, time)
}

function buildPanelBundle() {
  const builder = join(dist, 'admin', 'build-bundle.js')
  const parts = listFiles(join(root, 'admin', 'components')).concat(listFiles(join(root, 'admin')).filter((file) => /bundle|component/.test(relative(root, file))))
  const stamp = join(root, 'build', '.bundle-stamp')
  if (!existsSync(builder) || !parts.some((file) => timeOf(file) > timeOf(stamp))) return
  const began = new Date()
  process.stderr.write('build: panel bundle\n')
  run([builder])
  write(stamp, '', began)
}

/** Builds what is older than its sources; says nothing when there is nothing to do. A release without sources or compiler runs as it is. */
export async function build({ withPanel = true, withFaults = false } = {}) {
  if (!existsSync(join(root, 'src')) || !existsSync(compiler)) return
  mkdirSync(dist, { recursive: true })
  await withFileLock(join(dist, '.build-lock'), async () => {
    await buildCode(['src', 'admin', 'scripts', ...(withFaults ? [faultsFolder] : [])])
    if (withPanel) buildPanelBundle()
  })
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await build({ withFaults: process.argv.includes('--faults') })
