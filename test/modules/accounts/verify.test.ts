import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor } from '../../../src/core/actor.js'
import { must } from '../../../src/core/result.js'
import { testDatabase, type TestDatabase } from '../../support/database.js'
import { ownOrganisation, panelKernel, type PanelKernel } from '../../support/panel-kernel.js'

let database: TestDatabase
let panel: PanelKernel
const command = systemActor('command')
const wrong = { ok: false, problem: { code: 'login-wrong' } }

beforeAll(async () => {
  database = await testDatabase()
  panel = panelKernel(database)
  await database.index()
})
afterAll(() => database.drop())

const open = async (email: string) => must(await panel.accounts.create(command, { email, role: 'curator', organisationId: ownOrganisation }))

it('[IMPL-18] takes strings only: an operator instead of an e-mail opens nothing', async () => {
  await open('strings@school5.ru')
  for (const email of [{ $ne: null }, ['strings@school5.ru'], 5, null, undefined]) {
    expect(await panel.accounts.verify(email, 'x', '10.1.0.1')).toEqual(wrong)
  }
  expect(await panel.accounts.verify('strings@school5.ru', { $ne: null }, '10.1.0.1')).toEqual(wrong)
})

it('[IMPL-18] answers an unknown e-mail like a wrong password', async () => {
  await open('known@school5.ru')
  expect(await panel.accounts.verify('known@school5.ru', 'wrong', '10.1.0.2')).toEqual(wrong)
  expect(await panel.accounts.verify('nobody@school5.ru', 'wrong', '10.1.0.2')).toEqual(wrong)
})

it('[IMPL-18][S7] looks at ten passwords an account in a quarter of an hour, also in parallel and from many addresses', async () => {
  const { password } = await open('throttled@school5.ru')
  const tries = Array.from({ length: 25 }, (_, index) => panel.accounts.verify('throttled@school5.ru', 'wrong', `10.2.0.${index}`))
  const codes = (await Promise.all(tries)).map((result) => (result.ok ? 'in' : result.problem.code))
  expect(codes.filter((code) => code === 'login-wrong')).toHaveLength(10)
  expect(codes.filter((code) => code === 'login-too-often')).toHaveLength(15)
  const refused = await panel.accounts.verify('throttled@school5.ru', password, '10.2.1.1')
  expect(refused).toEqual({ ok: false, problem: { code: 'login-too-often', params: { minutes: 15 } } })
  panel.setTime('2031-09-15T09:16:00Z')
  expect(await panel.accounts.verify('throttled@school5.ru', password, '10.2.1.1')).toMatchObject({ ok: true })
})

it('[IMPL-18][S7] counts the tries from one address over all accounts', async () => {
  const { password } = await open('address@school5.ru')
  for (let index = 0; index < 60; index += 1) await panel.accounts.verify(`guess${index % 20}@school5.ru`, 7, '10.3.0.1')
  expect(await panel.accounts.verify('address@school5.ru', password, '10.3.0.1')).toMatchObject({ ok: true })
  const guesses = Array.from({ length: 60 }, (_, index) => panel.accounts.verify(`guess${index}@school5.ru`, 'wrong', '10.3.0.1'))
  await Promise.all(guesses)
  expect(await panel.accounts.verify('address@school5.ru', password, '10.3.0.1')).toMatchObject({ problem: { code: 'login-too-often' } })
  expect(await panel.accounts.verify('address@school5.ru', password, '10.3.0.2')).toMatchObject({ ok: true })
})

it('[IMPL-18][S7] good logins of a whole school from one address are not counted against it', async () => {
  for (let index = 0; index < 40; index += 1) await panel.accounts.verify(`stranger${index}@school5.ru`, 'wrong', '10.3.0.7')
  const { password } = await open('morning@school5.ru')
  for (let index = 0; index < 25; index += 1) expect(await panel.accounts.verify('morning@school5.ru', password, '10.3.0.7')).toMatchObject({ ok: true })
})

it('[IMPL-18][S7] takes as long for an unknown account as for a known one', async () => {
  panel.setTime('2031-09-15T12:00:00Z')
  const pairs = 48
  const known = await Promise.all(Array.from({ length: 6 }, (_, at) => open(`timed${at}@school5.ru`)))
  const timeOf = async (email: string, at: number) => {
    const began = performance.now()
    expect(await panel.accounts.verify(email, 'wrong', `10.9.${at}.1`)).toEqual(wrong)
    return performance.now() - began
  }
  const ratios: number[] = []
  for (let at = 0; at < pairs; at += 1) {
    const ask = { known: () => timeOf(known[at % known.length]?.account.email ?? '', at), unknown: () => timeOf(`untimed${at % known.length}@school5.ru`, at) }
    // A B B A, so that a load that comes and goes weighs on both alike.
    const isFirst = at % 2 === 0
    const first = isFirst ? await ask.known() : await ask.unknown()
    const second = isFirst ? await ask.unknown() : await ask.known()
    ratios.push(isFirst ? first / second : second / first)
  }
  const middle = ratios.sort((a, b) => a - b)[pairs / 2] ?? 0
  // 200 pairs on an idle machine stay within 0.95-1.05; a look that is left out would give 3 or more.
  expect(middle).toBeGreaterThan(0.75)
  expect(middle).toBeLessThan(1.33)
})
