import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { RequestHandler } from 'express'
import { projectRoot } from '../../src/paths.js'

export const bundleFolder = join(projectRoot, 'build', 'admin')
export const bundlePath = join(bundleFolder, 'bundle.js')

const compress = promisify(gzip)
const require = createRequire(import.meta.url)

interface Asset {
  body: Buffer
  type: string
  packed: Promise<Buffer> | null
}

/** All style sheets of the components as one, the common one first: others refine it. */
function readStyles(): Buffer {
  const folder = join(projectRoot, 'admin', 'components')
  const others = readdirSync(folder).filter((name) => name.endsWith('.css') && name !== 'panel.css').sort()
  return Buffer.concat(['panel.css', ...others].map((name) => readFileSync(join(folder, name))))
}

/** Always the small production files, whatever the mode: those for development weigh 32 MB. */
function scripts(): Record<string, string> {
  const adminjs = join(dirname(require.resolve('adminjs')), 'lib', 'frontend', 'assets', 'scripts')
  const designSystem = join(dirname(require.resolve('@adminjs/design-system')), '..')
  return {
    'global.bundle.js': join(adminjs, 'global-bundle.production.js'),
    'app.bundle.js': join(adminjs, 'app-bundle.production.js'),
    'design-system.bundle.js': join(designSystem, 'bundle.production.js'),
    'components.bundle.js': bundlePath,
  }
}

/** The scripts and styles of the panel, served before any session, under addresses that change with their content. */
export function createAssets(rootPath: string): { serve: RequestHandler; urls: ReadonlyMap<string, string> } {
  const assets = new Map<string, Asset>()
  const urls = new Map<string, string>()
  const bodies = Object.entries(scripts()).map(([name, path]) => [name, readFileSync(path)] as const)
  for (const [name, body] of [...bodies, ['panel.css', readStyles()] as const]) {
    const hash = createHash('sha256').update(body).digest('hex').slice(0, 12)
    assets.set(`/assets/${hash}/${name}`, { body, type: name.endsWith('.css') ? 'text/css' : 'text/javascript', packed: null })
    urls.set(`${rootPath}/frontend/assets/${name}`, `${rootPath}/assets/${hash}/${name}`)
  }
  const serve: RequestHandler = async (request, response, next) => {
    const asset = request.method === 'GET' ? assets.get(request.path) : undefined
    if (!asset) return next()
    response.set({ 'Content-Type': `${asset.type}; charset=utf-8`, 'Cache-Control': 'public, max-age=31536000, immutable', Vary: 'Accept-Encoding', 'X-Content-Type-Options': 'nosniff' })
    if (!request.acceptsEncodings('gzip')) return void response.end(asset.body)
    asset.packed ??= compress(asset.body, { level: 9 })
    response.set('Content-Encoding', 'gzip')
    response.end(await asset.packed)
  }
  return { serve, urls }
}
