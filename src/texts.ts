import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from './paths.js'

export type TextParams = Record<string, string | number>
export type Texts = (key: string, params?: TextParams) => string

/** Says one line to the person who runs the program: a key of `commands.json` and its values. */
export type Say = (key: string, params?: TextParams) => void

/** Reads `locales/ru/<name>.json`; `{name}` in a text is filled from the params, an unknown key shows itself. */
export function loadTexts(name: string): Texts {
  const table = JSON.parse(readFileSync(join(projectRoot, 'locales', 'ru', `${name}.json`), 'utf8')) as Record<string, string>
  return (key, params = {}) => {
    const text = table[key]
    if (text === undefined) return `${key} ${JSON.stringify(params)}`
    return text.replace(/\{(\w+)\}/g, (whole, param: string) => (param in params ? String(params[param]) : whole))
  }
}

/** Lines to standard error, so that standard output stays free for JSON. */
export function createSay(texts: Texts, write: (line: string) => void = (line) => process.stderr.write(`${line}\n`)): Say {
  return (key, params) => write(texts(key, params))
}
