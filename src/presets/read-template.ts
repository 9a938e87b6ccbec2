import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TemplateName } from '../modules/documents/templates.js'
import { projectRoot } from '../paths.js'

const folder = join(projectRoot, 'src', 'presets', 'templates')

/** Reads a paper's template. */
export function readTemplate(name: TemplateName): Promise<Buffer> {
  return readFile(join(folder, `${name}.docx`))
}
