import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from './build.mjs'

const [entry, ...parameters] = process.argv.slice(2)
if (!entry) {
  process.stderr.write('usage: node scripts/run.mjs <entry> [arguments]\n')
  process.exit(1)
}
const program = join(resolve(dirname(fileURLToPath(import.meta.url)), '..'), 'dist', `${entry}.js`)
await build({ withPanel: entry === 'src/main' })
if (!existsSync(program)) {
  process.stderr.write(`there is no ${entry}\n`)
  process.exit(1)
}
process.setSourceMapsEnabled(true)
process.argv.splice(1, Infinity, program, ...parameters)
await import(pathToFileURL(program).href)
