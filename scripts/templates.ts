import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { projectRoot } from '../src/paths.js'
import { loadTexts } from '../src/texts.js'
import { consentSheetTemplate } from './templates/consent-sheet.js'
import { orderTemplate } from './templates/order.js'
import { programmeTemplate } from './templates/programme.js'

/** Makes the templates of papers anew from the wording of `locales/ru/documents.json`: `node scripts/run.mjs scripts/templates`. */
const words = loadTexts('documents')
const folder = join(projectRoot, 'src', 'presets', 'templates')
const templates = { order: orderTemplate, 'consent-sheet': consentSheetTemplate, programme: programmeTemplate }

await mkdir(folder, { recursive: true })
for (const [name, make] of Object.entries(templates)) await writeFile(join(folder, `${name}.docx`), await make(words))
