import { expect, it } from 'vitest'
import { isScript, listCode, listFiles, listTests, parse, walk, type SourceFile } from './source-files.js'

const cyrillic = /[\u0400-\u04ff]/

/** Words outside comments: a comment may name the button it is about. */
function russianWords(file: SourceFile): string[] {
  if (!isScript(file)) return file.text.split('\n').filter((line) => cyrillic.test(line))
  const found: string[] = []
  walk(parse(file), (node) => {
    if (node.getChildCount() === 0 && cyrillic.test(node.getText())) found.push(node.getText())
  })
  return found
}

it('keeps Russian words in locales and presets only: code, components, pages, scripts', () => {
  const offenders = listCode()
    .filter(({ path }) => !path.startsWith('src/presets/'))
    .flatMap((file) => russianWords(file).map((words) => `${file.path}: ${words.trim()}`))
  expect(offenders).toEqual([])
})

it('finds Russian words in each kind of file', () => {
  const samples: [string, string][] = [
    ['a.ts', "export const word = 'Привет'"],
    ['a.ts', 'export const word = `${1} дней`'],
    ['a.ts', 'export const word = /^день/'],
    ['a.mjs', "console.log('Готово')"],
    ['a.tsx', 'export const word = <b title="Имя">x</b>'],
    ['a.tsx', 'export const word = <b>Имя</b>'],
    ['a.html', '<p>Привет</p>'],
    ['a.css', '.a::after { content: "ещё" }'],
  ]
  for (const [path, text] of samples) expect(russianWords({ path, text }), `${path} ${text}`).not.toEqual([])
  expect(russianWords({ path: 'a.ts', text: '/** The button «Готово». */ export const one = 1' })).toEqual([])
})

it('leaves nothing undone, switched off or skipped', () => {
  const signs = [['TO', 'DO:'], ['// TO', 'DO'], ['FIX', 'ME'], ['eslint', '-disable'], ['@ts-', 'ignore'], ['@ts-', 'expect-error'], [' as ', 'any']].map((parts) => parts.join(''))
  const skipped = /\b(it|test|describe)\.(skip|only|todo)\(/
  const isUndone = (line: string) => skipped.test(line) || signs.some((sign) => line.includes(sign) && !/\w/.test(line[line.indexOf(sign) + sign.length] ?? ''))
  const offenders = [...listCode(), ...listTests()].flatMap(({ path, text }) => text.split('\n').flatMap((line, at) => (isUndone(line) ? [`${path}:${at + 1}`] : [])))
  expect(offenders).toEqual([])
})

it('names no machine paths', () => {
  const folders = [...listCode(), ...listTests(), ...listFiles('locales', new Set(['.json', '.ftl']))]
  const path = new RegExp(['/root', '/home/\\w+', '/work'].map((start) => `(?<![\\w.}/])${start}/`).join('|'))
  expect(folders.filter(({ text }) => path.test(text)).map((file) => file.path)).toEqual([])
})
