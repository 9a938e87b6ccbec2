import { expect, it } from 'vitest'
import { loadConfig } from '../../src/config.js'
import { settingsSchema } from '../../src/config-schema.js'
import { readRoot } from '../conventions/source-files.js'

const example = readRoot('.env.example')
const given = Object.fromEntries([...example.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]))
const variables = Object.keys(settingsSchema.shape)

it('.env.example names every setting of the schema, in its order, and no other', () => {
  expect(Object.keys(given)).toEqual(variables)
})

it('.env.example says what each setting is for', () => {
  expect(example.split('\n').filter((line, index, lines) => /^[A-Z]/.test(line) && !/^(#|PORT|ADMIN_PASSWORD)/.test(line) && !lines[index - 1]?.startsWith('#'))).toEqual([])
})

it('.env.example copied as it is changes nothing: its values are the defaults', () => {
  const [copied, unset] = [loadConfig({ ...given, SESSION_SECRET: 's'.repeat(32) }), loadConfig({ SESSION_SECRET: 's'.repeat(32) })]
  expect(copied).toEqual(unset)
  expect(copied.ok).toBe(true)
})

it('the README has every setting in its table', () => {
  const table = readRoot('README.md')
  expect(variables.filter((name) => !table.includes(`\`${name}\``))).toEqual([])
})
