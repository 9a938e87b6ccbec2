import { buildBundle } from './bundle.js'
import { bundleFolder } from './gate/assets.js'

await buildBundle(bundleFolder)
