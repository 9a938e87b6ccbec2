import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { projectRoot } from '../../src/paths.js'
import { listCode, readRoot } from './source-files.js'

interface Manifest {
  engines: { node: string }
  scripts: Record<string, string>
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
}
interface Lock {
  packages: Record<string, { version?: string; hasInstallScript?: boolean; resolved?: string; integrity?: string; link?: boolean; inBundle?: boolean; optionalDependencies?: Record<string, string> }>
}

const manifest = JSON.parse(readRoot('package.json')) as Manifest
const lock = JSON.parse(readRoot('package-lock.json')) as Lock
const declared = { ...manifest.dependencies, ...manifest.devDependencies }

it('there is one database driver in the tree, the one that mongoose brings', () => {
  const drivers = Object.entries(lock.packages).filter(([path]) => /(^|\/)node_modules\/mongodb$/.test(path))
  expect(drivers.map(([path]) => path)).toEqual(['node_modules/mongodb'])
  expect(drivers[0]?.[1].version).toBe(manifest.dependencies.mongodb)
  const installed = JSON.parse(readRoot('node_modules/mongodb/package.json')) as { version: string }
  expect(installed.version).toBe(manifest.dependencies.mongodb)
  expect(existsSync(join(projectRoot, 'node_modules/mongoose/node_modules/mongodb'))).toBe(false)
})

it('all versions are pinned, and no package runs a script when it is installed', () => {
  expect(Object.entries(declared).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([])
  expect(readRoot('.npmrc')).toMatch(/^ignore-scripts=true$/m)
  for (const [path, { resolved }] of Object.entries(lock.packages)) {
    if (resolved) expect(resolved, path).toMatch(/^https:\/\/registry\.npmjs\.org\//)
  }
})

/** Packages that would like to run a script when they are installed: known, and not allowed to. */
const wouldRunScripts = ['esbuild', 'mongodb-memory-server']

it('[S17] only known packages have scripts for their installation, and none of them is run', () => {
  const wanting = Object.entries(lock.packages).filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length))
  expect([...new Set(wanting)].sort()).toEqual(wouldRunScripts)
  expect(readRoot('.npmrc')).toMatch(/^ignore-scripts=true$/m)
})

it('[S17] every package comes from the registry with the hash of its contents: no git, no file, no address', () => {
  for (const [path, { resolved, integrity, link, inBundle }] of Object.entries(lock.packages)) {
    if (path === '') continue
    expect([path, link ?? false, inBundle ?? false]).toEqual([path, false, false])
    if (resolved !== undefined) expect([path, resolved]).toEqual([path, expect.stringMatching(/^https:\/\/registry\.npmjs\.org\/.+\.tgz$/)])
    expect([path, integrity]).toEqual([path, expect.stringMatching(/^sha512-[\w+/]{86}==$/)])
  }
  for (const [name, version] of Object.entries(declared)) expect([name, version]).toEqual([name, expect.not.stringMatching(/git|:|\//)])
})

it('[S17] lock and manifest say the same, and what is installed is what the lock says', () => {
  const root = lock.packages[''] as unknown as Manifest
  expect([root.dependencies, root.devDependencies]).toEqual([manifest.dependencies, manifest.devDependencies])
  for (const [name, version] of Object.entries(declared)) {
    expect([name, lock.packages[`node_modules/${name}`]?.version]).toEqual([name, version])
    expect([name, (JSON.parse(readRoot(`node_modules/${name}/package.json`)) as { version: string }).version]).toEqual([name, version])
  }
})

it('the pins that newer versions break are kept', () => {
  expect(manifest.engines.node).toMatch(/^>=20/)
  expect(declared.mongoose).toMatch(/^8\./)
  expect(declared.vitest).toMatch(/^4\./)
  expect(declared.typescript).toMatch(/^6\./)
  expect(declared['mongodb-memory-server']).toMatch(/^10\./)
})

it('code names no package that is not declared; the panel brings the packages of its components', () => {
  const known = new Set(Object.keys(declared))
  const provided = new Set(['react', 'react-dom', 'mongodb-memory-server-core'])
  const served = listCode().filter(({ path }) => !path.startsWith('admin/components/'))
  const missing = served.flatMap(({ path, text }) =>
    [...text.matchAll(/(?:from|import\() ?'([@\w][^'.:]*?)'/g)]
      .map(([, source = '']) => source.split('/').slice(0, source.startsWith('@') ? 2 : 1).join('/'))
      .filter((name) => !known.has(name) && !provided.has(name))
      .map((name) => `${path}: ${name}`),
  )
  expect(missing).toEqual([])
})

it('every command of the contract has its script', () => {
  const commands = ['org', 'people', 'invite', 'account', 'pairs', 'deliveries', 'db', 'demo', 'bench']
  for (const name of commands) {
    expect(manifest.scripts[name], name).toBe(`node scripts/run.mjs scripts/${name}`)
    expect(existsSync(join(projectRoot, 'scripts', `${name}.ts`)), name).toBe(true)
  }
  for (const name of ['start', 'test', 'test:faults', 'lint']) expect(manifest.scripts[name], name).toBeTruthy()
})

it('the lock knows every optional package of every machine, or `npm ci` refuses it', () => {
  const isKnown = (from: string, name: string): boolean => {
    if (`${from === '' ? '' : `${from}/`}node_modules/${name}` in lock.packages) return true
    return from !== '' && isKnown(from.slice(0, Math.max(from.lastIndexOf('/node_modules/'), 0)), name)
  }
  const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) => Object.keys(optionalDependencies).filter((name) => !isKnown(path, name)).map((name) => `${path}: ${name}`))
  expect(missing).toEqual([])
})
