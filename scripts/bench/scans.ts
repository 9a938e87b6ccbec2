import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import mongoose, { type Connection, type mongo } from 'mongoose'
import { createIndexes } from '../../src/db/indexes.js'
import { defineModels } from '../../src/define-models.js'
import { projectRoot } from '../../src/paths.js'
import { atMost, told, type Bench } from './bench.js'
import { openMonitored } from './monitored-database.js'

const { EJSON } = mongoose.mongo.BSON

/** Few documents an installation, whatever its size: read whole, and kept in memory by the server. */
const small = new Set(['organisations', 'academic_years', 'consenttexts', 'questionnaires', 'leases', 'restores', 'clock_shift', 'systemjobs', 'job_runs', 'rememberedhashes', 'demo_people', 'transaction_checks', 'sendlanes', 'sendturns', 'accounts', 'loginattempts'])
const folders = ['test/modules', 'test/jobs', 'test/bot', 'test/admin', 'test/attack']

interface Recorded {
  shape: string
  command: mongo.Document
}

interface Stage {
  stage?: string
  inputStage?: Stage
  inputStages?: Stage[]
}

function stagesOf(stage: Stage | undefined): string[] {
  if (!stage) return []
  return [stage.stage ?? '', ...stagesOf(stage.inputStage), ...(stage.inputStages ?? []).flatMap(stagesOf)]
}

/** Runs the tests that talk to the database, with each new shape of a query written down. */
async function record(file: string): Promise<void> {
  const vitest = join(projectRoot, 'node_modules', 'vitest', 'vitest.mjs')
  const child = spawn(process.execPath, [vitest, 'run', '--reporter=dot', ...folders], { cwd: projectRoot, env: { ...process.env, RECORD_QUERIES: file }, stdio: ['ignore', 'ignore', 'inherit'] })
  await new Promise((resolve) => child.once('close', resolve))
}

function readShapes(file: string): Recorded[] {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []
  const byShape = new Map(lines.map((line) => EJSON.parse(line, { relaxed: false }) as Recorded).map((one) => [one.shape, one]))
  return [...byShape.values()]
}

async function planOf(connection: Connection, { command }: Recorded): Promise<string[]> {
  const first = Object.fromEntries(['updates', 'deletes'].flatMap((key) => (command[key] ? [[key, (command[key] as mongo.Document[]).slice(0, 1)]] : [])))
  const asked = { ...command, ...first, ...(command.aggregate ? { cursor: {} } : {}) }
  const answer = (await connection.db?.command({ explain: asked, verbosity: 'queryPlanner' })) as mongo.Document
  const plans = [answer.queryPlanner?.winningPlan, ...(answer.stages ?? []).map((stage: mongo.Document) => stage.$cursor?.queryPlanner?.winningPlan)]
  return plans.flatMap((plan: Stage | undefined) => stagesOf(plan))
}

/** Every shape of query that the suite asks, explained on a database with its indexes: none may read a whole large collection. */
export const scansBench: Bench = {
  name: 'scans',
  async run({ uri, dataDir, show }) {
    const file = process.env.RECORDED_QUERIES ?? join(dataDir, 'queries.jsonl')
    if (!existsSync(file)) await record(file)
    const { connection } = await openMonitored(uri, 'bench_scans')
    await defineModels(connection)
    await createIndexes(connection)
    const shapes = readShapes(file).filter(({ command }) => !small.has(String(Object.values(command)[0])))
    let scans = 0
    let sorts = 0
    for (const shape of shapes) {
      const stages = await planOf(connection, shape)
      if (stages.includes('SORT')) sorts += 1
      if (!stages.includes('COLLSCAN')) continue
      scans += 1
      process.stderr.write(`COLLSCAN ${shape.shape}\n`)
    }
    show(told('scan-shapes', shapes.length))
    show(atMost('F15', 'scans', 0, shapes.length === 0 ? null : scans, { digits: 0 }))
    show(told('scan-sorts', sorts))
    await connection.dropDatabase()
    await connection.close()
  },
}
