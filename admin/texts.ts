import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem } from '../src/core/result.js'
import { createTextBook } from '../src/bot/texts.js'
import { projectRoot } from '../src/paths.js'

interface Tree {
  [key: string]: string | Tree
}

export interface PanelTexts {
  /** The text at a dotted path of `admin.json`; an unknown one is a bug and throws. */
  text(path: string, params?: Record<string, string | number>): string
  /** The text, or null where it may be missing (hints). */
  maybe(path: string): string | null
  /** The words of a refusal, the same as in the bot. */
  problem(problem: Problem): string
  /** Everything for AdminJS. */
  tree: Tree
}

/** A key may hold dots itself: names of columns do. */
function lookUp(tree: Tree, path: string): string | null {
  const whole = Object.hasOwn(tree, path) ? tree[path] : undefined
  if (typeof whole === 'string') return whole
  for (let at = path.indexOf('.'); at > 0; at = path.indexOf('.', at + 1)) {
    const branch = Object.hasOwn(tree, path.slice(0, at)) ? tree[path.slice(0, at)] : undefined
    const found = typeof branch === 'object' ? lookUp(branch, path.slice(at + 1)) : null
    if (found !== null) return found
  }
  return null
}

/** Reads the panel's words; refusals come from the same file as the bot's. */
export function loadPanelTexts(): PanelTexts {
  const folder = join(projectRoot, 'locales', 'ru')
  const tree = JSON.parse(readFileSync(join(folder, 'admin.json'), 'utf8')) as Tree
  const { common } = createTextBook(folder)
  return {
    tree,
    maybe: (path) => lookUp(tree, path),
    text(path, params = {}) {
      const found = lookUp(tree, path)
      if (found === null) throw new Error(`no text at ${path} of admin.json`)
      return found.replace(/\{\{(\w+)\}\}/g, (whole, key: string) => (key in params ? String(params[key]) : whole))
    },
    problem({ code, params }) {
      const key = `problem-${code}`
      return common.has(key) ? common.t(key, params) : code
    },
  }
}
