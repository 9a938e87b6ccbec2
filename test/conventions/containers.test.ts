import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { readRoot } from './source-files.js'

interface Service {
  image?: string
  build?: string
  command?: string[]
  healthcheck?: { test: string[] }
  depends_on?: Record<string, { condition: string }>
  environment?: Record<string, string>
  ports?: string[]
  volumes?: string[]
  stop_grace_period?: string
}
const compose = parse(readRoot('compose.yaml')) as { services: Record<string, Service>; volumes: Record<string, unknown> }
const dockerfile = readRoot('Dockerfile')
const lines = dockerfile.split('\n')

it('the image is built in several stages, and the last has neither sources nor tools', () => {
  const stages = lines.filter((line) => line.startsWith('FROM '))
  expect(stages.length).toBeGreaterThanOrEqual(2)
  for (const stage of stages) expect(stage).toMatch(/node:20/)
  const last = dockerfile.slice(dockerfile.lastIndexOf('FROM '))
  expect(last).toContain('COPY --from=build /app/dist')
  expect(last).toContain('COPY --from=build /app/locales')
  expect(last).not.toMatch(/npm (ci|install)/)
  expect(dockerfile).toContain('npm prune --omit=dev')
})

it('the image does not run as root, watches its health and gets the signal itself', () => {
  const last = dockerfile.slice(dockerfile.lastIndexOf('FROM '))
  expect(last).toMatch(/^USER node$/m)
  expect(last).toMatch(/^HEALTHCHECK[\s\S]*\/readyz/m)
  expect(last).toMatch(/^CMD \["node", /m)
  expect(last).toMatch(/NODE_ENV=production/)
  expect(last).toMatch(/HOST=0\.0\.0\.0/)
})

it('the image needs files that the program reads at run time', () => {
  const last = dockerfile.slice(dockerfile.lastIndexOf('FROM '))
  for (const part of ['package.json', 'node_modules', 'dist', 'build', 'locales', 'scripts']) expect(last).toMatch(new RegExp(`COPY --from=build /app/${part}`))
})

it('compose runs MongoDB as a replica set of one node that initiates itself', () => {
  const { mongo } = compose.services
  expect(mongo?.image).toMatch(/^mongo:\d/)
  expect(mongo?.command).toEqual(expect.arrayContaining(['--replSet', 'rs0']))
  expect(mongo?.healthcheck?.test.join(' ')).toMatch(/rs\.initiate\(/)
  expect(mongo?.volumes).toEqual([expect.stringContaining(':/data/db')])
  expect(mongo?.ports).toBeUndefined()
})

it('compose starts the program after its database, takes no secret from the file, and gives it time to end', () => {
  const { app } = compose.services
  expect(app?.depends_on).toEqual({ mongo: { condition: 'service_healthy' } })
  expect(app?.environment?.MONGODB_URI).toMatch(/replicaSet=rs0/)
  for (const name of ['BOT_TOKEN', 'SESSION_SECRET', 'ADMIN_PASSWORD', 'ADMIN_EMAIL', 'PUBLIC_URL']) expect(app?.environment?.[name], name).toMatch(/^\$\{[A-Z_]+:\?/)
  expect(app?.ports).toEqual(['127.0.0.1:3000:3000'])
  expect(parseInt(app?.stop_grace_period ?? '0', 10)).toBeGreaterThanOrEqual(25)
})

it('the public workflow calls the one command of CI, which ends with the tests', () => {
  const workflow = parse(readRoot('.github/workflows/ci.yml')) as { jobs: Record<string, { steps: { run?: string; with?: Record<string, unknown> }[] }> }
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps)
  expect(steps.some((step) => step.run === 'bash .ci/run')).toBe(true)
  expect(steps.some((step) => step.with?.['node-version'] === 20)).toBe(true)
  const ci = readRoot('.ci/run').trim().split('\n')
  expect(ci.at(-1)).toBe('npm test')
  expect(ci.join('\n')).toMatch(/npm run -s lint/)
})
