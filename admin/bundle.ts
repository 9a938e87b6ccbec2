import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { componentsBundler } from 'adminjs/bundler'
import { loadComponents } from './component-list.js'

/** TypeScript names its imports `.js`; the bundler has to find the source. */
const sourceResolver = {
  name: 'panel-sources',
  resolveId(source: string, importer: string | undefined): string | null {
    if (!importer || !source.startsWith('.') || !source.endsWith('.js')) return null
    const base = resolve(dirname(importer), source.slice(0, -'.js'.length))
    return ['.tsx', '.ts'].map((extension) => base + extension).find((path) => existsSync(path)) ?? null
  },
}

function entryText(folder: string): string {
  const components = Object.entries(loadComponents().getComponents())
  const lines = components.map(([name, path]) => `import ${name} from '${relative(folder, path).replaceAll('\\', '/')}'\nAdminJS.UserComponents.${name} = ${name}`)
  return ['AdminJS.UserComponents = {}', ...lines].join('\n')
}

/** Bundles our components for the browser; done at release, never while serving. The bundle appears whole or not at all. */
export async function buildBundle(folder: string): Promise<string> {
  const work = join(folder, `making-${randomUUID()}`)
  await mkdir(work, { recursive: true })
  const output = join(folder, 'bundle.js')
  const { plugins } = componentsBundler.inputOptions
  componentsBundler.setInputOption('plugins', [sourceResolver, ...(Array.isArray(plugins) ? plugins : [plugins])])
  componentsBundler.setInputOption('input', join(work, 'entry.js'))
  componentsBundler.setOutputOption('file', join(work, 'bundle.js'))
  componentsBundler.setOutputOption('sourcemap', false)
  await componentsBundler.createEntry({ dir: work, content: entryText(work) })
  await componentsBundler.build()
  await rename(join(work, 'bundle.js'), output)
  await rm(work, { recursive: true })
  return output
}
