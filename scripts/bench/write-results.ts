import { readFileSync, writeFileSync } from 'node:fs'

/** One row as it is shown: number, words, goal, reached, verdict, load. */
export type ResultRow = readonly [id: string, words: string, goal: string, reached: string, verdict: string, load: string]

const [begin, end] = ['<!-- bench: begin -->', '<!-- bench: end -->']

const cellsOf = (line: string) => line.split('|').slice(1, -1).map((cell) => cell.trim())
const toLine = (cells: readonly string[]) => `| ${cells.join(' | ')} |`

/** Writes rows into the table between the marks of a Markdown file; a row with the same words is replaced, the others stay. */
export function writeResults(file: string, where: string, heads: ResultRow, rows: readonly ResultRow[]): void {
  const text = readFileSync(file, 'utf8')
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`${file} has no place for the results`)
  const former = text.slice(from + begin.length, to).split('\n').filter((line) => line.startsWith('|')).slice(2).map(cellsOf)
  const merged = new Map(former.map((cells) => [cells[1] ?? '', cells] as const))
  for (const row of rows) merged.set(row[1], [...row])
  const table = [toLine(heads), toLine(heads.map((_, at) => (at < 2 ? '---' : '--:'))), ...[...merged.values()].map(toLine)]
  writeFileSync(file, `${text.slice(0, from)}${begin}\n\n${where}\n\n${table.join('\n')}\n\n${text.slice(to)}`)
}
