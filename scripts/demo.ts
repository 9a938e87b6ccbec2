import { ok, refuse, type Result } from '../src/core/result.js'
import { defineModels } from '../src/define-models.js'
import { createIndexes } from '../src/db/indexes.js'
import { removeDemo } from '../src/demo/reset-demo.js'
import { openDemo } from '../src/roles/first-start.js'
import { runCommand, type CommandContext } from './command.js'
import { openApp } from './open-app.js'

type Made = { organisationId: string }

const print = ({ organisationId }: Made) => [organisationId]

async function open(context: CommandContext): Promise<{ demos: string[]; make(): Promise<Result<Made>> }> {
  const { connection } = context
  await defineModels(connection)
  await createIndexes(connection)
  const { services } = openApp(context)
  return {
    demos: (await services.organisations.list()).filter(({ demo }) => demo).map(({ id }) => id),
    make: async () => ok({ organisationId: await openDemo({ ...context, services }) }),
  }
}

await runCommand('demo', {
  create: {
    async run(context) {
      const { demos, make } = await open(context)
      return demos.length > 0 ? refuse('demo-exists') : make()
    },
    print,
  },
  reset: {
    async run(context) {
      if (context.config.production) return refuse('demo-in-production')
      const { demos, make } = await open(context)
      const removed = await removeDemo(context.connection, demos, false)
      return removed.ok ? make() : removed
    },
    print,
  },
})
