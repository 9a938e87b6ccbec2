import type { Connection, mongo } from 'mongoose'
import { writeCursor } from '../../admin/resource/keyset.js'
import { createIndexes } from '../../src/db/indexes.js'
import { definePersonModel } from '../../src/modules/people/person-model.js'
import { atMost, median, told, type Bench } from './bench.js'
import { openMonitored } from './monitored-database.js'
import { openPanel, type BenchPanel } from './panel-visitor.js'

const page = 20
const farPage = 1_000
const rounds = 7
const chunk = 5_000
const letters = 'abcdefghijklmnopqrstuvwxyz'
const order = { path: 'searchName', direction: 'asc' } as const

interface Asked {
  milliseconds: number
  documents: number
  queries: number
}

type Watch = Awaited<ReturnType<typeof openMonitored>>['watch']

/** Twenty-six letters to the third: a prefix of two letters finds one in 676. */
const surnameOf = (at: number) => [at, Math.floor(at / 26), Math.floor(at / 676)].map((part) => letters.charAt(part % 26)).join('') + String(at)

/** People as an import leaves them: a tenth has left, a tenth mentors, twenty positions. */
async function fill(connection: Connection, organisationId: string, from: number, to: number): Promise<void> {
  const people = definePersonModel(connection).collection
  const at = new Date('2026-09-01T06:00:00Z')
  const make = (n: number) => ({ organisationId, surname: surnameOf(n), name: 'Ann', patronymic: null, searchName: `${surnameOf(n)} ann`, position: `position ${n % 20}`, subject: null, roles: n % 10 === 3 ? [{ role: 'mentor', from: '2026-09-01', to: null }] : [], telegramId: n + 1, unreachableAt: null, archivedAt: n % 10 === 9 ? at : null, createdAt: at, updatedAt: at, __v: 0 })
  for (let first = from; first < to; first += chunk) await people.insertMany(Array.from({ length: Math.min(chunk, to - first) }, (_, n) => make(first + n)), { ordered: false })
}

/** The place before the thousandth page, or before the last one of a shorter list. */
async function farPlace(connection: Connection, organisationId: string, size: number): Promise<string> {
  const [row] = await definePersonModel(connection).find({ organisationId, archivedAt: null }).sort({ searchName: 1, _id: 1 }).skip(Math.min((farPage - 1) * page, Math.floor(size * 0.85)) - 1).limit(1).select({ searchName: 1 }).lean<mongo.Document[]>()
  return writeCursor(order, row ?? {})
}

async function examined(connection: Connection, finds: Record<string, unknown>[]): Promise<number> {
  let documents = 0
  for (const { find, filter, sort, limit, projection } of finds) {
    const answer = await connection.db?.command({ explain: { find, filter, sort, limit, projection }, verbosity: 'executionStats' })
    documents += Number((answer?.executionStats as { totalDocsExamined?: number } | undefined)?.totalDocsExamined ?? 0)
  }
  return documents
}

async function ask(panel: BenchPanel, connection: Connection, watch: Watch, query: Record<string, string>): Promise<Asked> {
  const path = `/admin/api/resources/Person/actions/list?${new URLSearchParams({ 'filters.view': 'all', ...query }).toString()}`
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now()
    await panel.get(path)
    times.push(performance.now() - began)
  }
  watch.start()
  await panel.get(path)
  const seen = watch.stop()
  const finds = seen.filter(({ name, collection }) => name === 'find' && collection === 'people').map(({ command }) => command)
  return { milliseconds: median(times), documents: await examined(connection, finds), queries: seen.filter(({ name }) => ['find', 'aggregate', 'count'].includes(name)).length }
}

/** F8: list, search and filter of the people, and the thousandth page, as a curator's browser asks for them. */
export const listsBench: Bench = {
  name: 'lists',
  async run({ uri, isFull, show }) {
    const sizes = isFull ? [1_000, 10_000, 100_000] : [1_000, 10_000]
    const { connection, watch } = await openMonitored(uri, 'bench_lists')
    const panel = await openPanel(connection)
    const times = new Map<string, number[]>()
    const all: Asked[] = []
    const farRatios: number[] = []
    let filled = 0
    for (const size of sizes) {
      await fill(connection, panel.organisationId, filled, size)
      filled = size
      await createIndexes(connection)
      const queries = { list: {}, search: { 'filters.surname': 'ab' }, filter: { 'filters.role': 'mentor' }, far: { after: await farPlace(connection, panel.organisationId, size) } }
      for (const [name, query] of Object.entries(queries)) {
        const asked = await ask(panel, connection, watch, query as Record<string, string>)
        all.push(asked)
        times.set(name, [...(times.get(name) ?? []), asked.milliseconds])
      }
      const [near = 1, far = 1] = ['list', 'far'].map((name) => times.get(name)?.at(-1))
      farRatios.push(far / near)
      for (const [name, measured] of times) show({ ...told(`lists-${name}-time`, measured.at(-1) ?? 0), params: { size } })
    }
    const largest = sizes.at(-1) ?? 0
    const ratio = Math.max(...['list', 'search', 'filter'].map((name) => (times.get(name)?.at(-1) ?? 0) / (times.get(name)?.[0] ?? 1)))
    show(atMost('F8', 'lists-documents', 3 * page, Math.max(...all.map(({ documents }) => documents)), { digits: 0, params: { size: largest } }))
    show(atMost('F8', 'lists-queries', 20, Math.max(...all.map(({ queries }) => queries)), { digits: 0 }))
    show(atMost('F8', 'lists-ratio', 2, ratio, { params: { size: largest } }))
    show(atMost('F8', 'lists-far', 1.5, farRatios.at(-1) ?? null, { params: { size: largest } }))
    await panel.close()
    await connection.dropDatabase()
    await connection.close()
  },
}
