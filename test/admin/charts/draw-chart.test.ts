import { createRequire } from 'node:module'
import { expect, it } from 'vitest'
import type { ChartData, ChartTone } from '../../../admin/charts/chart-data.js'
import { drawChart } from '../../../admin/charts/draw-chart.js'
import { hostileStrings } from '../../support/hostile-strings.js'

interface Tag {
  name: string
  attributes: Record<string, string>
}
interface Reader {
  on(what: string, take: (part: never) => void): void
  write(text: string): Reader
  close(): Reader
}
/** The strict reader that the spreadsheets' library brings. */
const { SaxesParser } = createRequire(createRequire(import.meta.url).resolve('exceljs'))('saxes') as { SaxesParser: new () => Reader }

/** Tags and words of a drawing; throws at what is not XML. */
function read(svg: string): { tags: Tag[]; words: string[] } {
  const parser = new SaxesParser()
  const tags: Tag[] = []
  const words: string[] = []
  parser.on('error', ((error: Error) => {
    throw error
  }) as never)
  parser.on('opentag', ((tag: Tag) => void tags.push({ name: tag.name, attributes: { ...tag.attributes } })) as never)
  parser.on('text', ((text: string) => void (text.trim() && words.push(text.trim()))) as never)
  parser.write(svg).close()
  return { tags, words }
}

const known = new Set(['svg', 'rect', 'path', 'text', 'g', 'defs', 'pattern', 'clipPath', 'tspan'])
const knownAttributes = /^(width|height|x|y|d|fill|fill-opacity|stroke|stroke-\w+|stroke-opacity|transform|style|id|viewBox|version|baseProfile|xmlns(:xlink)?|text-anchor|dominant-baseline|paint-order|patternUnits|patternTransform|clip-path|opacity|xml:space)$/

function dangers({ tags }: ReturnType<typeof read>): string[] {
  return tags.flatMap(({ name, attributes }) => [
    ...(known.has(name) ? [] : [name]),
    ...Object.entries(attributes).filter(([key, value]) => !knownAttributes.test(key) || /url\((?!#)|javascript:|@import|expression/i.test(value)).map(([key, value]) => `${name} ${key}=${value}`),
  ])
}

const tones: ChartTone[] = ['plain', 'good', 'warn', 'bad', 'calm']
const chart = (kind: ChartData['kind'], labels: string[], names: string[]): ChartData => ({ kind, labels, series: names.map((name, at) => ({ name, values: labels.map((_, place) => (place + at) % 7), tone: tones[at % tones.length] ?? 'plain' })) })

it('a drawing is well-formed, without scripts, styles, links and foreign hosts, whatever stands in its names (S14)', () => {
  const some = hostileStrings.filter((_, at) => at % 2 === 0)
  for (const size of ['wide', 'narrow'] as const) {
    expect(dangers(read(drawChart(chart('bars', some, ['один']), size)))).toEqual([])
    expect(dangers(read(drawChart(chart('columns', some.slice(0, 20), hostileStrings.slice(0, 12)), size)))).toEqual([])
  }
  const { words } = read(drawChart(chart('bars', ['<script>alert(1)</script>'], ['x']), 'wide'))
  expect(words).toContain('<script>alert(1)</script>')
})

it('the reader of this test refuses what is wrong', () => {
  expect(() => read('<svg><text style="font:"a""/></svg>')).toThrow()
  expect(dangers(read('<svg onload="x"><script/><image href="http://x"/></svg>'))).not.toEqual([])
})

it('each number is said, colour is never alone: every row of a stack has its pattern or its edge and its name', () => {
  const data: ChartData = { kind: 'columns', labels: ['09.2031', '10.2031'], series: [{ name: 'в срок', values: [41, 2], tone: 'good' }, { name: 'позже', values: [13, 0], tone: 'warn' }, { name: 'срок прошёл', values: [5, 0], tone: 'bad' }, { name: 'впереди', values: [0, 7], tone: 'calm' }] }
  const { tags, words } = read(drawChart(data, 'wide'))
  for (const said of ['09.2031', '10.2031', 'в срок', 'позже', 'срок прошёл', 'впереди', '41', '13', '7']) expect(words).toContain(said)
  expect(tags.filter(({ name }) => name === 'pattern').length).toBeGreaterThanOrEqual(3)
})

const light = (hex: string) => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

it('words are dark enough on every colour, also under the pattern (4.5 : 1)', () => {
  const { tags } = read(drawChart(chart('columns', ['a', 'b'], ['1', '2', '3', '4', '5']), 'wide'))
  const inks = new Set(tags.filter(({ name }) => name === 'text').map(({ attributes }) => attributes['fill'] ?? ''))
  expect([...inks]).toEqual(['#1c2b33'])
  const grounds = new Set(tags.filter(({ name, attributes }) => name === 'path' && /^#[0-9a-f]{6}$/.test(attributes['fill'] ?? '') && attributes['fill'] !== '#1c2b33').map(({ attributes }) => attributes['fill'] ?? ''))
  expect(grounds.size).toBe(5)
  for (const ground of grounds) {
    const under = `#${[1, 3, 5].map((at) => Math.round(Number.parseInt(ground.slice(at, at + 2), 16) * 0.72 + Number.parseInt('#1c2b33'.slice(at, at + 2), 16) * 0.28).toString(16).padStart(2, '0')).join('')}`
    for (const behind of [ground, under]) expect((light(behind) + 0.05) / (light('#1c2b33') + 0.05), behind).toBeGreaterThanOrEqual(4.5)
  }
})

it('the browser gets nothing of the drawing library: only the server imports it', async () => {
  const { listCode } = await import('../../conventions/source-files.js')
  expect(listCode().filter(({ text }) => /from 'echarts/.test(text)).map(({ path }) => path)).toEqual(['admin/charts/draw-chart.ts'])
})
