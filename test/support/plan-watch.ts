import type { mongo } from 'mongoose'
import { must } from '../../src/core/result.js'
import { openConnection } from '../../src/db/connection.js'
import { createIndexes } from '../../src/db/indexes.js'
import type { TestDatabase } from './database.js'

interface Stage {
  stage?: string
  inputStage?: Stage
  inputStages?: Stage[]
}

export interface SeenPlan {
  stages: string[]
  documents: number
  keys: number
}

export interface PlanWatch {
  /** The same database over a connection whose commands can be looked at. */
  database: TestDatabase
  start(): void
  /** How many commands went to the database since `start`. */
  count(): number
  /** What the finds since `start` on a collection examined. */
  plans(collection: string): Promise<SeenPlan[]>
}

const stagesOf = (stage: Stage | undefined): string[] => (stage ? [stage.stage ?? '', ...stagesOf(stage.inputStage), ...(stage.inputStages ?? []).flatMap(stagesOf)] : [])
const asked = ['find', 'filter', 'sort', 'limit', 'skip', 'projection'] as const
const reading = ['find', 'aggregate', 'count', 'distinct']

/** Looks at what the panel asks the database and has it explained. */
export async function watchPlans(database: TestDatabase): Promise<PlanWatch> {
  const joint = database.uri.includes('?') ? '&' : '?'
  const connection = must(await openConnection(`${database.uri}${joint}monitorCommands=true`, database.name))
  let seen: mongo.Document[] = []
  connection.getClient().on('commandStarted', ({ commandName, command }: { commandName: string; command: mongo.Document }) => {
    if (reading.includes(commandName)) seen.push(command)
  })
  return {
    database: { ...database, connection, index: () => createIndexes(connection) },
    start: () => void (seen = []),
    count: () => seen.length,
    async plans(collection) {
      const finds = seen.filter(({ find }) => find === collection)
      const plans: SeenPlan[] = []
      for (const command of finds) {
        const wanted = Object.fromEntries(asked.flatMap((key) => (command[key] === undefined ? [] : [[key, command[key] as unknown]])))
        const answer = (await database.connection.db?.command({ explain: wanted, verbosity: 'executionStats' })) as mongo.Document
        const { queryPlanner, executionStats } = answer as { queryPlanner?: { winningPlan?: Stage }; executionStats?: { totalDocsExamined?: number; totalKeysExamined?: number } }
        plans.push({ stages: stagesOf(queryPlanner?.winningPlan), documents: Number(executionStats?.totalDocsExamined ?? 0), keys: Number(executionStats?.totalKeysExamined ?? 0) })
      }
      return plans
    },
  }
}
