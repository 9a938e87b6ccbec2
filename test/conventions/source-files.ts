import { readFileSync, readdirSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import ts from 'typescript'
import { projectRoot } from '../../src/paths.js'

export const codeFolders = ['src', 'admin', 'scripts'] as const

const endings = new Set(['.ts', '.tsx', '.mjs', '.js', '.html', '.css'])

export interface SourceFile {
  /** from the project's root, with `/` */
  path: string
  text: string
}

/** All files of a folder, by their endings. */
export function listFiles(folder: string, wanted: ReadonlySet<string> = endings): SourceFile[] {
  return readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && wanted.has(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({ path: relative(projectRoot, file).split(sep).join('/'), text: readFileSync(file, 'utf8') }))
}

export const listCode = (): SourceFile[] => codeFolders.flatMap((folder) => listFiles(folder))
export const listTests = (): SourceFile[] => listFiles('test')
export const isScript = ({ path }: SourceFile): boolean => /\.(ts|tsx|mjs|js)$/.test(path)
export const readRoot = (path: string): string => readFileSync(join(projectRoot, path), 'utf8')

export const parse = ({ path, text }: SourceFile): ts.SourceFile => ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true)

export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node)
  ts.forEachChild(node, (child) => walk(child, visit))
}

/** The text of a string or of the fixed beginning of a template. */
export function literalOf(node: ts.Node | undefined): { text: string; isWhole: boolean } | null {
  if (!node) return null
  if (ts.isStringLiteralLike(node)) return { text: node.text, isWhole: true }
  return ts.isTemplateExpression(node) ? { text: node.head.text, isWhole: false } : null
}
