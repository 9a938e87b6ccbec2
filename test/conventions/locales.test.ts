import { FluentResource } from '@fluent/bundle'
import ts from 'typescript'
import { beforeAll, expect, it } from 'vitest'
import { deliveryViews } from '../../src/bot/views/deliveries/index.js'
import { deliveryKinds } from '../../src/modules/deliveries/delivery.js'
import { isScript, listCode, listFiles, literalOf, parse, readRoot, walk, type SourceFile } from './source-files.js'

interface Tree {
  [key: string]: string | Tree | string[]
}

interface TextCall {
  path: string
  text: string
  isWhole: boolean
}

const fluentFiles = listFiles('locales/ru', new Set(['.ftl']))
const keysOf = ({ text }: SourceFile) => [...text.matchAll(/^([a-z][\w-]*) *=/gm)].map(([, key = '']) => key)
const allKeys = fluentFiles.flatMap(keysOf)
const keys = new Set(allKeys)
const table = (name: string) => JSON.parse(readRoot(`locales/ru/${name}.json`)) as Tree
const commands = table('commands')

const literals = new Set<string>()
const heads = new Set<string>()
const tails = new Set<string>()
const textCalls: TextCall[] = []
const refusals: { path: string; code: string }[] = []

/** All literals of a choice: `full ? 'a' : 'b'`. */
function choices(node: ts.Node | undefined): TextCall[] {
  if (!node) return []
  if (ts.isConditionalExpression(node)) return [...choices(node.whenTrue), ...choices(node.whenFalse)]
  if (ts.isParenthesizedExpression(node)) return choices(node.expression)
  const found = literalOf(node)
  return found ? [{ path: '', ...found }] : []
}

const calleeName = (call: ts.CallExpression) => (ts.isPropertyAccessExpression(call.expression) ? call.expression.name.text : call.expression.getText())

function readFile(file: SourceFile): void {
  walk(parse(file), (node) => {
    if (ts.isStringLiteralLike(node)) literals.add(node.text)
    if (ts.isTemplateExpression(node)) {
      if (node.head.text) heads.add(node.head.text)
      else tails.add(node.templateSpans.at(-1)?.literal.text ?? '')
    }
    if (!ts.isCallExpression(node)) return
    const name = calleeName(node)
    const [first] = node.arguments
    if (name === 't' && file.path.startsWith('src/bot/')) textCalls.push(...choices(first).map((call) => ({ ...call, path: file.path })))
    if (name === 'refuse') refusals.push(...choices(first).filter(({ isWhole }) => isWhole).map(({ text }) => ({ path: file.path, code: text })))
  })
}

beforeAll(() => listCode().filter(isScript).forEach(readFile))

it('every Fluent file is read whole: no line is junk', () => {
  for (const file of fluentFiles) {
    const read = new Set([...new FluentResource(file.text).body].map(({ id }) => id))
    expect(keysOf(file).filter((key) => !read.has(key)), file.path).toEqual([])
    const strange = file.text.split('\n').filter((line) => line.trim() !== '' && !/^(#|\s|-?[a-z][\w-]* *=|})/.test(line))
    expect(strange, file.path).toEqual([])
  }
})

it('no key stands twice, in one file or in two', () => {
  const terms = fluentFiles.flatMap(({ text }) => [...text.matchAll(/^-([a-z][\w-]*) *=/gm)].map(([, key = '']) => `-${key}`))
  const all = [...allKeys, ...terms]
  expect(all.filter((key, at) => all.indexOf(key) !== at)).toEqual([])
})

it('every text and term that a text refers to exists', () => {
  const terms = new Set(fluentFiles.flatMap(({ text }) => [...text.matchAll(/^-([a-z][\w-]*) *=/gm)].map(([, key]) => key)))
  for (const { path, text } of fluentFiles) {
    const named = [...text.matchAll(/\{ *(?:CAP\()?-([a-z][\w-]*)/g)].map(([, key]) => key)
    expect(named.filter((key) => !terms.has(key)), path).toEqual([])
  }
})

it('every key that the bot asks for exists', () => {
  const missing = textCalls.filter(({ text, isWhole }) => (isWhole ? !keys.has(text) : text !== '' && ![...keys].some((key) => key.startsWith(text))))
  expect(missing.map(({ path, text }) => `${path}: ${text}`)).toEqual([])
})

it('every name of a text in the views of messages exists', () => {
  const views = listFiles('src/bot/views/deliveries', new Set(['.ts'])).flatMap(({ text }) => [...text.matchAll(/'(delivery-[a-z-]+)'/g)].map(([, key = '']) => key))
  expect(views.filter((key) => !keys.has(key))).toEqual([])
})

it('every kind of message has its view', () => {
  expect(Object.keys(deliveryViews).sort()).toEqual(Object.keys(deliveryKinds).sort())
})

it('every refusal is said in words: in the chat, in the panel, or to the operator', () => {
  const mute = refusals.filter(({ code }) => !keys.has(`problem-${code}`) && !(`problem-${code}` in commands))
  expect([...new Set(mute.map(({ path, code }) => `${path}: ${code}`))]).toEqual([])
})

it('nobody keeps a text of the chat that is never said', () => {
  const inTexts = new Set(fluentFiles.flatMap(({ text }) => [...text.matchAll(/\{ *([a-z][\w-]*)(?:\.\w+)? *\}/g)].map(([, key]) => key)))
  const isUsed = (key: string) => literals.has(key) || inTexts.has(key) || [...heads].some((head) => head.length > 3 && key.startsWith(head)) || [...tails].some((tail) => tail.startsWith('-') && key.endsWith(tail) && literals.has(key.slice(0, -tail.length)))
  const isSaidRefusal = (code: string) => literals.has(code) || [...heads].some((head) => head.length > 3 && code.startsWith(head))
  const isRefusal = (key: string) => key.startsWith('problem-') && (key === 'problem-unknown' || isSaidRefusal(key.slice('problem-'.length)))
  expect([...keys].filter((key) => (key.startsWith('problem-') ? !isRefusal(key) : !isUsed(key)))).toEqual([])
})

it('every line for operators exists and is used', () => {
  const said = [...literals].filter((text) => /^(setting|embedded|database|db|help)-[a-z-]+$/.test(text) && (text in commands || /^(setting|embedded)-/.test(text)))
  expect(said.filter((key) => !(key in commands))).toEqual([])
  const isBuilt = (key: string) => [...heads].some((head) => head.length > 3 && key.startsWith(head))
  const unused = Object.keys(commands).filter((key) => !literals.has(key) && !isBuilt(key) && !key.startsWith('help-') && !(key.startsWith('problem-') && literals.has(key.slice('problem-'.length))))
  expect(unused).toEqual([])
})

it('the texts of pages and papers are never empty', () => {
  const leaves = (tree: Tree, path: string): [string, unknown][] => Object.entries(tree).flatMap(([key, value]) => (typeof value === 'object' && !Array.isArray(value) ? leaves(value, `${path}.${key}`) : [[`${path}.${key}`, value] as [string, unknown]]))
  for (const { path } of listFiles('locales/ru', new Set(['.json']))) {
    const empty = leaves(JSON.parse(readRoot(path)) as Tree, path).filter(([, value]) => value === '')
    expect(empty, path).toEqual([])
  }
})
