import { afterAll, beforeAll, expect, it } from 'vitest'
import { heavy } from '../support/database.js'
import { testApp, type TestApp } from '../support/app.js'
import { guards, type Guarded, type Tried } from './rights-table.js'
import { aSchoolInWork, differences, installationAdministrator, snapshotOf, type Scene, type Who } from './scene.js'

let app: TestApp
let own: Scene
let foreign: Scene

beforeAll(async () => {
  app = await testApp()
  own = await aSchoolInWork(app)
  foreign = await aSchoolInWork(app)
}, 120_000)
afterAll(() => app.database.drop())

const rightsCode = /^(forbidden|not-allowed|.*-not-found|invitation-unknown|pair-person-missing)$/

/** What came of a try: null when it was refused for want of a right. */
function trouble(answer: unknown): string | null {
  if (answer === null || (Array.isArray(answer) && answer.length === 0)) return null
  const result = answer as { ok?: boolean; problem?: { code: string } }
  if (result.ok !== false) return 'was allowed'
  return rightsCode.test(result.problem?.code ?? '') ? null : `refused only by «${result.problem?.code}»`
}

const table = Object.entries(guards).flatMap(([service, methods]) => Object.entries(methods as Record<string, Guarded>).map(([method, guard]) => ({ name: `${service}.${method}`, guard })))
const acting = table.flatMap(({ name, guard }) => (typeof guard === 'object' ? [{ name, ...guard }] : []))

it('[ROLE-16] knows the rights of every method of every service', () => {
  const known = new Set(table.map(({ name }) => name))
  const real = Object.entries(app.services).flatMap(([service, methods]) => Object.keys(methods as object).map((method) => `${service}.${method}`))
  expect(real.filter((name) => !known.has(name))).toEqual([])
  expect(table.filter(({ name }) => !real.includes(name))).toEqual([])
})

heavy('a person of another organisation', () => {
  it.each(acting)('[ROLE-16] is refused $name and changes nothing', async ({ call, may }) => {
    const before = await snapshotOf(app)
    const found: string[] = []
    for (const [who, actor] of Object.entries(own.actors)) {
      const problem = trouble(await call(app.services, actor, foreign))
      if (problem) found.push(`${who} ${problem}`)
    }
    if (!may.includes('administrator')) {
      const problem = trouble(await call(app.services, installationAdministrator, foreign))
      if (problem) found.push(`administrator ${problem}`)
    }
    expect(found).toEqual([])
    expect(differences(before, await snapshotOf(app))).toEqual([])
  })
})

heavy('a person of the same organisation without the right', () => {
  it.each(acting)('[ROLE-05] is refused $name and changes nothing', async ({ call, may }) => {
    const before = await snapshotOf(app)
    const found: string[] = []
    for (const who of Object.keys(own.actors) as Who[]) {
      if (may.includes(who as Tried)) continue
      const problem = trouble(await call(app.services, own.actors[who], own))
      if (problem) found.push(`${who} ${problem}`)
    }
    expect(found).toEqual([])
    expect(differences(before, await snapshotOf(app))).toEqual([])
  })
})
