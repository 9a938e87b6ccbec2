import { fork } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import exceljs from 'exceljs'
import { createApp } from '../../src/app.js'
import { systemActor } from '../../src/core/actor.js'
import { createClock } from '../../src/core/clock.js'
import { must } from '../../src/core/result.js'
import { createIndexes } from '../../src/db/indexes.js'
import { defineModels } from '../../src/define-models.js'
import { templateColumns } from '../../src/modules/people/staff-table.js'
import { staffWordsFrom, templateWordsFrom } from '../../src/modules/people/staff-words.js'
import { loadTexts } from '../../src/texts.js'
import { atMost, told, type Bench } from './bench.js'
import { openMonitored } from './monitored-database.js'

const teachers = 10_000
const patienceMs = 300_000

interface Told {
  created: number
  errors: number
  lookSeconds: number
  writeSeconds: number
  delayMs: number
  worstMs: number
  megabytes: number
}

/** A name of its own for each, of letters only. */
const nameOf = (at: number, stem: string): string => stem + [...String(at)].map((digit) => String.fromCharCode(0x430 + Number(digit))).join('')

/** Writes a staff list as large as the greatest that is taken, all columns filled. */
async function writeList(file: string, count: number): Promise<void> {
  const texts = loadTexts('staff')
  const [words, { example }] = [staffWordsFrom(texts), templateWordsFrom(texts)]
  const stream = createWriteStream(file)
  const closed = new Promise<void>((resolve) => stream.once('close', () => resolve()))
  const book = new exceljs.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: true })
  const sheet = book.addWorksheet('1')
  sheet.addRow(templateColumns.map((column) => words.columns[column][0])).commit()
  for (let at = 0; at < count; at += 1) {
    const own: Partial<typeof example> = { surname: nameOf(at, example.surname), email: `t${at}@school.example` }
    sheet.addRow(templateColumns.map((column) => (column === 'birthOn' || column === 'hiredOn' ? new Date(`${example[column]}T00:00:00Z`) : (own[column] ?? example[column])))).commit()
  }
  await book.commit()
  await closed
}

function measure(args: string[]): Promise<Told> {
  const child = fork(fileURLToPath(new URL('./import-process.js', import.meta.url)), args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs)
    child.once('message', (message) => resolve(message as Told))
    child.once('close', (code) => {
      clearTimeout(timer)
      reject(new Error(`the import ended with ${code} and told nothing`))
    })
  })
}

/** The longest staff list, read, looked at and written by a process that does nothing else (F12). */
export const importBench: Bench = {
  name: 'import',
  async run({ uri, dataDir, show }) {
    const name = 'bench_import'
    const { connection } = await openMonitored(uri, name)
    await connection.dropDatabase()
    await defineModels(connection)
    await createIndexes(connection)
    const { services } = createApp({ connection, clock: createClock(), defaultZone: 'Europe/Moscow', botName: () => Promise.resolve('bench_bot') })
    const school = must(await services.organisations.createFromPreset(systemActor('command'), { preset: 'school', name: 'F12' }))
    const file = join(dataDir, 'staff.xlsx')
    await writeList(file, teachers)
    const reached = await measure([uri, name, school.id, file])
    if (reached.created !== teachers) throw new Error(`${reached.created} of ${teachers} came in, ${reached.errors} mistakes`)
    const params = { count: teachers }
    show(atMost('F12', 'import-memory', 300, reached.megabytes, { digits: 0, params }))
    show(atMost('F12', 'import-delay', 100, reached.delayMs, { digits: 0, params }))
    show(told('import-look', reached.lookSeconds, 1))
    show(told('import-write', reached.writeSeconds, 1))
    await connection.dropDatabase()
    await connection.close()
  },
}
