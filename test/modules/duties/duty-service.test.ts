import { afterAll, beforeAll, expect, it } from 'vitest'
import { must } from '../../../src/core/result.js'
import { createDutyService, type DutyService } from '../../../src/modules/duties/duty-service.js'
import { refusalOf } from '../../support/pair-bench.js'
import { aProgrammeBench, type ProgrammeBench } from '../../support/programme-bench.js'

let bench: ProgrammeBench
let duties: DutyService
beforeAll(async () => {
  bench = await aProgrammeBench()
  duties = createDutyService({ kernel: bench.kernel, connection: bench.database.connection, organisationOf: (id) => bench.organisations.get(id), isOnStaff: async () => true })
  await bench.database.index()
})
afterAll(() => bench.database.drop())

it('[DUTY-01] shows the mentor his rights and duties and records the acquaintance with its date, once', async () => {
  const { organisationId, ids, as } = bench
  const { sheet, read } = await duties.sheetOf(organisationId, ids.olga, 'mentor')
  expect(read).toBeNull()
  expect(sheet.rights.length).toBeGreaterThan(0)
  expect(sheet.duties.length).toBeGreaterThan(0)
  const input = { organisationId, personId: ids.olga, side: 'mentor' as const, hash: sheet.hash }
  expect(refusalOf(await duties.acknowledge(as.anna, input))).toBe('forbidden')
  expect(refusalOf(await duties.acknowledge(as.olga, { ...input, hash: 'another text' }))).toBe('duties-changed')
  const all = await Promise.all([1, 2].map(() => duties.acknowledge(as.olga, input)))
  expect(new Set(all.map((result) => must(result).id)).size).toBe(1)
  expect((await duties.sheetOf(organisationId, ids.olga, 'mentor')).read?.readAt.toISOString()).toBe('2026-09-14T08:00:00.000Z')
})

it('[DUTY-02] does the same for the mentee; the curator may record it for him', async () => {
  const { organisationId, ids, as } = bench
  const { sheet } = await duties.sheetOf(organisationId, ids.anna, 'mentee')
  const read = must(await duties.acknowledge(as.maria, { organisationId, personId: ids.anna, side: 'mentee', hash: sheet.hash }))
  expect(read).toMatchObject({ side: 'mentee', recordedBy: 'account-maria', text: expect.stringContaining(sheet.rights[0]?.text ?? '') })
  expect(await duties.listOf(ids.anna)).toHaveLength(1)
})
