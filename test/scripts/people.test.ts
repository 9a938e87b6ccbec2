import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { testDatabase, type TestDatabase } from '../support/database.js'
import { runCommand } from '../support/process.js'

let database: TestDatabase
let folder: string
beforeAll(async () => {
  database = await testDatabase()
  folder = mkdtempSync(join(tmpdir(), 'people-'))
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await database.drop()
})

async function run<T>(name: string, ...parameters: string[]): Promise<{ code: number | null; value: T }> {
  const { code, stdout } = await runCommand(name, [...parameters, '--json'], { MONGODB_URI: inject('mongodbUri'), MONGODB_DB: database.name })
  return { code, value: JSON.parse(stdout) as T }
}

it('makes an organisation, writes the template, imports a file whole or not at all, and lists people', async () => {
  const made = await run<{ id: string }>('org', 'create', '--preset', 'school', '--name', 'Школа № 5')
  expect(made).toMatchObject({ code: 0, value: { name: 'Школа № 5', preset: 'school' } })
  const { id } = made.value
  expect(await run('org', 'list')).toEqual({ code: 0, value: [{ id, name: 'Школа № 5', preset: 'school', demo: false }] })
  expect(await run('org', 'create', '--preset', 'district', '--name', 'Район')).toMatchObject({ code: 1, value: { error: { code: 'preset-not-ready' } } })

  const file = join(folder, 'staff.xlsx')
  expect(await run('people', 'template', '--file', file)).toEqual({ code: 0, value: { file } })
  expect(readFileSync(file).subarray(0, 2).toString()).toBe('PK')
  expect(await run('people', 'import', '--org', id, '--file', file)).toEqual({ code: 0, value: { created: 1, updated: 0, errors: [] } })

  const broken = join(folder, 'broken.csv')
  writeFileSync(broken, 'Фамилия;Имя;Дата рождения\nЛи;Ян;\nЛи;Ия;31.02.1990\n')
  const errors = [{ row: 3, column: 'Дата рождения', message: expect.stringContaining('Такой даты нет') as string }]
  expect(await run('people', 'import', '--org', id, '--file', broken)).toEqual({ code: 1, value: { created: 0, updated: 0, errors } })
  const people = await run<unknown[]>('people', 'list', '--org', id)
  expect(people).toMatchObject({ code: 0, value: [{ fullName: 'Примерова Анна Ивановна', roles: ['mentee'], linked: false }] })
  expect(people.value).toHaveLength(1)
}, 120_000)
