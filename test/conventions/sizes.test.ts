import ts from 'typescript'
import { expect, it } from 'vitest'
import { isScript, listCode, listTests, parse, walk } from './source-files.js'

const longestFile = 300
const longestFunction = 60
const longestDialogue = 120

const linesOf = (text: string) => text.split('\n').length - (text.endsWith('\n') ? 1 : 0)

const isDialogue = (path: string) => path.startsWith('src/bot/conversations/') || /src\/bot\/features\/.*dialogue?s?\.ts$/.test(path)

function nameOf(node: ts.SignatureDeclaration): string {
  if (node.name) return node.name.getText()
  return ts.isVariableDeclaration(node.parent) ? node.parent.name.getText() : 'a function without a name'
}

/** A function that only holds others (a factory, a component) is as long as its own lines, without those of the functions inside. */
function ownLength(node: ts.Node, source: ts.SourceFile): number {
  const line = (position: number) => source.getLineAndCharacterOfPosition(position).line
  let inner = 0
  const measure = (child: ts.Node): void => {
    if (ts.isFunctionLike(child)) inner += line(child.end) - line(child.getStart(source))
    else ts.forEachChild(child, measure)
  }
  ts.forEachChild(node, measure)
  return line(node.end) - line(node.getStart(source)) + 1 - inner
}

it('no file is longer than 300 lines', () => {
  const long = [...listCode(), ...listTests()].filter(({ text }) => linesOf(text) > longestFile)
  expect(long.map(({ path, text }) => `${path}: ${linesOf(text)}`)).toEqual([])
})

it('no dialogue file is longer than 120 lines', () => {
  const long = listCode().filter(({ path, text }) => isDialogue(path) && linesOf(text) > longestDialogue)
  expect(long.map(({ path, text }) => `${path}: ${linesOf(text)}`)).toEqual([])
})

it('no function has more than 60 lines of its own', () => {
  const long: string[] = []
  for (const file of listCode().filter(isScript)) {
    const source = parse(file)
    walk(source, (node) => {
      if (!ts.isFunctionLike(node)) return
      const length = ownLength(node, source)
      if (length > longestFunction) long.push(`${file.path}: ${nameOf(node)} has ${length}`)
    })
  }
  expect(long).toEqual([])
})

it('half of the files have at most 80 lines', () => {
  const sizes = listCode().map(({ text }) => linesOf(text)).sort((a, b) => a - b)
  expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThanOrEqual(80)
})
