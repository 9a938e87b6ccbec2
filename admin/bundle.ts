import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
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

/** Bundles our components for the browser; done at release, never while serving. */
export async function buildBundle(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  const output = join(folder, 'bundle.js')
  const { plugins } = componentsBundler.inputOptions
  componentsBundler.setInputOption('plugins', [sourceResolver, ...(Array.isArray(plugins) ? plugins : [plugins])])
  componentsBundler.setInputOption('input', join(folder, 'entry.js'))
  componentsBundler.setOutputOption('file', output)
  componentsBundler.setOutputOption('sourcemap', false)
  await componentsBundler.createEntry({ dir: folder, content: entryText(folder) })
  await componentsBundler.build()
  return output
}
