import { ESLint } from 'eslint'
import tseslint from 'typescript-eslint'
import { expect, it } from 'vitest'
import { projectRoot } from '../../src/paths.js'

/** Types are not needed for the walls, so that samples may stand under any name. */
const eslint = new ESLint({ cwd: projectRoot, overrideConfig: [tseslint.configs.disableTypeChecked as never] })

async function rulesBrokenBy(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(`${code}\n`, { filePath })
  return (result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message)
}

const use = (source: string) => `import { thing } from '${source}'\nexport const used = thing`
const useType = (source: string) => `import type { Thing } from '${source}'\nexport type Used = Thing`

const refused: [string, string[]][] = [
  ['src/core/sample.ts', ['../modules/pairs/pair.js', '../texts.js', '../db/transaction.js', 'mongoose', 'mongodb', 'node:fs', 'node:crypto', 'grammy', 'express', 'agenda', 'adminjs']],
  ['src/modules/pairs/sample-service.ts', ['grammy', 'grammy/types', '@grammyjs/conversations', 'agenda', '@agendajs/mongo-backend', 'express', 'adminjs', '@adminjs/mongoose', '../../bot/chat.js', '../../jobs/sender.js', '../../messenger/messenger.js', '../../sandbox/world.js', '../../app.js', '../../../admin/texts.js', '../people/people-service.js', '../people/person-model.js']],
  ['src/modules/pairs/sample-rules.ts', ['mongoose', 'mongodb', '../../db/transaction.js', './pair-model.js', './pair-service.js', 'grammy', '../../messenger/messenger.js']],
  ['src/modules/pairs/pair-policy.ts', ['mongoose', './pair-service.js', './pair-model.js']],
  ['src/bot/features/pairs/index.ts', ['mongoose', 'mongodb', '../../../modules/pairs/pair-model.js', '../../../db/files.js', '../../../jobs/sender.js', '../../../messenger/messenger.js', 'agenda', 'express', 'adminjs']],
  ['src/jobs/sample.ts', ['mongodb', '../modules/pairs/pair-model.js', '../bot/chat.js', '../messenger/messenger.js', 'grammy', 'express', 'adminjs']],
  ['src/messenger/sample.ts', ['mongoose', 'mongodb', '../modules/pairs/pair-model.js', '../bot/chat.js', '../jobs/sender.js', 'agenda', 'express']],
  ['admin/resources/sample.ts', ['grammy', '@grammyjs/menu', 'agenda', '../../src/bot/chat.js', '../../src/bot/views/dates.js', '../../src/jobs/sender.js', '../../src/messenger/messenger.js']],
  ['src/roles/sample.ts', ['../main.js']],
  ['scripts/sample.ts', ['../src/main.js']],
]

const allowed: [string, string[]][] = [
  ['src/core/sample.ts', ['./result.js', 'luxon']],
  ['src/modules/pairs/sample-service.ts', ['mongoose', '../../core/result.js', '../../db/transaction.js', './pair-model.js', '../people/person.js']],
  ['src/bot/features/pairs/index.ts', ['grammy', '@grammyjs/conversations', '../../../modules/pairs/pair.js', '../../../core/dates.js']],
  ['src/jobs/sample.ts', ['agenda', '../core/clock.js']],
  ['src/messenger/sample.ts', ['grammy', '../core/result.js']],
  ['admin/resources/sample.ts', ['adminjs', 'express', '../../src/bot/texts.js', '../../src/modules/people/person-model.js']],
]

for (const [file, sources] of refused) {
  it(`the wall around ${file} refuses ${sources.length} imports`, async () => {
    for (const source of sources) {
      expect(await rulesBrokenBy(file, use(source)), source).toContain('@typescript-eslint/no-restricted-imports')
    }
  })
}

for (const [file, sources] of allowed) {
  it(`the wall around ${file} lets its own needs through`, async () => {
    for (const source of sources) expect(await rulesBrokenBy(file, use(source)), source).toEqual([])
  })
}

it('core takes not even types from above, a service takes types of another module', async () => {
  expect(await rulesBrokenBy('src/core/sample.ts', useType('../modules/pairs/pair.js'))).toContain('@typescript-eslint/no-restricted-imports')
  expect(await rulesBrokenBy('src/modules/pairs/sample-service.ts', useType('../people/people-service.js'))).toEqual([])
})

it('refuses the present, the environment and Russian words outside their places', async () => {
  const samples = ['export const now = new Date()', 'export const now = Date.now()', 'export const home = process.env.HOME', "export const word = 'Привет'", 'export const word = `Привет ${1}`']
  for (const file of ['src/modules/pairs/sample-service.ts', 'src/bot/sample.ts', 'admin/actions/sample.ts']) {
    for (const sample of samples) expect(await rulesBrokenBy(file, sample), `${file}: ${sample}`).toContain('no-restricted-syntax')
  }
  expect(await rulesBrokenBy('src/core/clock.ts', 'export const now = Date.now()')).toEqual([])
  expect(await rulesBrokenBy('src/config.ts', 'export const home = process.env.HOME')).toEqual([])
  expect(await rulesBrokenBy('admin/components/sample.tsx', 'export const word = <b>Привет</b>')).toContain('no-restricted-syntax')
})

it('refuses promises without an end, any, empty catches and files over 300 lines', async () => {
  expect(await rulesBrokenBy('src/roles/sample.ts', 'export const one: any = 1')).toContain('@typescript-eslint/no-explicit-any')
  expect(await rulesBrokenBy('src/roles/sample.ts', 'try { JSON.parse("1") } catch {}')).toContain('no-empty')
  expect(await rulesBrokenBy('src/roles/sample.ts', Array.from({ length: 301 }, (_, at) => `export const n${at} = ${at}`).join('\n'))).toContain('max-lines')
  const config = (await eslint.calculateConfigForFile('src/roles/sample.ts')) as { rules: Record<string, unknown[]> }
  expect(Object.keys(config.rules)).toContain('eqeqeq')
})

it('[S18] refuses code as text, code in the database, and queries made of what came from outside', async () => {
  const evil: [string, string][] = [
    ['no-eval', "export const one: unknown = eval('1')"],
    ['no-new-func', "export const one: unknown = new Function('return 1')()"],
    ['no-restricted-syntax', "setTimeout('alert(1)', 1)"],
    ...[
      "export const one = (model: { find(filter: object): unknown }) => model.find({ $where: 'this.a' })",
      "export const one = (model: { find(filter: object): unknown }) => model.find({ '$where': 'this.a' })",
      "export const one = { $function: { body: 'x', args: [], lang: 'js' } }",
      'export const one = (model: { $where(code: string): unknown }) => model.$where("1")',
      'export const one = (model: { find(filter: object): unknown }, request: { query: object }) => model.find(request.query)',
      'export const one = (model: { findOne(filter: object): unknown }, req: { body: { email: string } }) => model.findOne({ email: req.body.email })',
      'export const one = (model: { updateOne(filter: object): unknown }, request: { params: { id: string } }) => model.updateOne({ _id: request.params.id })',
      'export const one = (model: { find(filter: object): unknown }, given: { payload: object }) => model.find(given.payload)',
    ].map((code): [string, string] => ['no-restricted-syntax', code]),
  ]
  for (const [rule, code] of evil) {
    for (const file of ['src/modules/pairs/sample-service.ts', 'admin/resource/sample.ts', 'scripts/sample.ts']) expect(await rulesBrokenBy(file, code), code).toContain(rule)
  }
  expect(await rulesBrokenBy('src/modules/pairs/sample-service.ts', 'export const one = (model: { find(filter: object): unknown }, email: string) => model.find({ email })')).toEqual([])
})
