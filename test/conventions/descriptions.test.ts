import ts from 'typescript'
import { expect, it } from 'vitest'
import { listFiles, parse } from './source-files.js'

const isExported = (node: ts.Node) => ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
const hasSentence = (node: ts.Node) => ts.getJSDocCommentsAndTags(node).some((part) => ts.isJSDoc(part) && (part.getText().match(/\p{L}+/gu)?.length ?? 0) >= 2)

/** Exported functions, also those that are constants with a function in them. */
function undescribed(source: ts.SourceFile): string[] {
  const described = new Set(source.statements.filter(hasSentence).flatMap((node) => (ts.isFunctionDeclaration(node) ? [node.name?.text] : [])))
  return source.statements.filter((node) => isExported(node) && !hasSentence(node)).flatMap((node) => {
    if (ts.isFunctionDeclaration(node)) return described.has(node.name?.text) ? [] : [node.name?.text ?? 'default']
    if (!ts.isVariableStatement(node)) return []
    return node.declarationList.declarations.filter(({ initializer }) => initializer && ts.isArrowFunction(initializer)).map(({ name }) => name.getText())
  })
}

it('every exported function of core, modules and presets has a sentence that says what it does', () => {
  const files = ['src/core', 'src/modules', 'src/presets'].flatMap((folder) => listFiles(folder, new Set(['.ts'])))
  expect(files.flatMap((file) => undescribed(parse(file)).map((name) => `${file.path}: ${name}`))).toEqual([])
})
