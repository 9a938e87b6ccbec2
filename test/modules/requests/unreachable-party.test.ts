import { afterAll, beforeAll, expect, it } from 'vitest'
import { must } from '../../../src/core/result.js'
import { aRow, strengthRow } from '../../support/programme-bench.js'
import { aMeetingBench, type MeetingBench } from '../../support/meeting-bench.js'

let bench: MeetingBench
let programmeId: string
beforeAll(async () => {
  bench = await aMeetingBench()
  programmeId = await bench.running([bench.ids.anna, bench.ids.vera], [aRow(), strengthRow(), aRow({ measures: 'Второе дело' })])
})
afterAll(() => bench.database.drop())

const ask = async (rowId: string) => must(await bench.requests.askTerm(bench.as.anna, { programmeId, rowId, menteeId: bench.ids.anna, proposedOn: '2026-10-30' }))
const asked = async (requestId: string) => new Set((await bench.schedule(requestId)).map((line) => line.split(' ')[1]))

it('[CONS-05] the curator answers for a participant whom the bot does not reach, after the others', async () => {
  bench.unreachable.add(bench.ids.vera)
  const { id } = await ask('r1')
  expect(must(await bench.requests.acceptTerm(bench.as.olga, id)).state).toBe('curator')
  expect(await asked(id)).toEqual(new Set(['maria']))
  expect(must(await bench.requests.acceptTerm(bench.as.maria, id)).state).toBe('accepted')
  expect((await bench.programmes.get(programmeId))?.rows[0]?.finalOn).toBe('2026-10-30')
})

it('[CONS-05] whoever gets lost while he is asked does not hold the others up', async () => {
  bench.unreachable.delete(bench.ids.vera)
  const { id } = await ask('r3')
  must(await bench.requests.acceptTerm(bench.as.olga, id))
  await bench.requests.tendTerms()
  expect((await bench.requests.get(id))?.state).toBe('asked')
  bench.unreachable.add(bench.ids.vera)
  await bench.requests.tendTerms()
  expect((await bench.requests.get(id))?.state).toBe('curator')
  expect(await asked(id)).toEqual(new Set(['maria']))
})
