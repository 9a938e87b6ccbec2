import { timelinessCodes, timelinessOf, type Timeliness } from '../../src/modules/programmes/timeliness-rules.js'
import type { Programme } from '../../src/modules/programmes/programme.js'
import type { Figure, FigureScene } from './figures.js'

const tones = { inTime: 'good', late: 'warn', overdue: 'bad', ahead: 'calm' } as const satisfies Record<Timeliness, string>

const counted = ['running', 'completed', 'terminated']

/** Programmes of the year that have been worked on. */
export async function workedProgrammes({ context: { services }, organisation, year }: FigureScene): Promise<Programme[]> {
  const all = await services.programmes.ofYear({ organisationId: organisation.id, yearId: year.id, withOpen: false })
  return all.filter(({ state }) => counted.includes(state))
}

/** Rows by the month of their term: done in time, done late, overdue, still ahead; a group's row counts once a mentee (IMPL-27). */
export function rowsOf({ texts, now, zone }: FigureScene, programmes: readonly Programme[]): Figure {
  const months = new Map<string, Record<Timeliness, number>>()
  for (const { rows } of programmes) {
    for (const row of rows) {
      for (const mark of row.marks) {
        const code = timelinessOf(row, mark, now, zone)
        if (code === null) continue
        const key = row.finalOn.slice(0, 7)
        const month = months.get(key) ?? { inTime: 0, late: 0, overdue: 0, ahead: 0 }
        months.set(key, { ...month, [code]: month[code] + 1 })
      }
    }
  }
  const keys = [...months.keys()].sort()
  const of = (key: string, code: Timeliness) => months.get(key)?.[code] ?? 0
  const word = (code: Timeliness) => texts.text(`pages.figures.row.${code}`)
  const monthOf = (key: string) => texts.text('pages.year.monthOf', { month: texts.text(`pages.year.months.${key.slice(5)}`), year: key.slice(0, 4) })
  return {
    chart: { kind: 'columns', labels: keys.map((key) => `${key.slice(5)}.${key.slice(0, 4)}`), series: timelinessCodes.map((code) => ({ name: word(code), values: keys.map((key) => of(key, code)), tone: tones[code] })) },
    table: {
      columns: [texts.text('pages.figures.columns.month'), ...timelinessCodes.map(word)],
      rows: keys.map((key) => ({ id: key, cells: [{ text: monthOf(key) }, ...timelinessCodes.map((code) => ({ text: String(of(key, code)) }))] })),
    },
    isEmpty: keys.length === 0,
  }
}

/** The same, read from the year. */
export async function rowsFigure(scene: FigureScene): Promise<Figure> {
  return rowsOf(scene, await workedProgrammes(scene))
}
