import { refuse } from '../src/core/result.js'
import type { Delivery } from '../src/modules/deliveries/delivery.js'
import { runCommand } from './command.js'
import { openApp } from './open-app.js'

const mostListed = 5_000

const shown = ({ id, kind, personId, state, dueAt, sentAt }: Delivery) => ({ id, kind, personId, state, dueAt, sentAt })

await runCommand('deliveries', {
  list: {
    options: { org: { type: 'string', required: true } },
    async run(context, given) {
      const { services } = openApp(context)
      const organisation = await services.organisations.get(given.text('org'))
      if (!organisation) return refuse('organisation-not-found')
      const rows = await services.deliveries.list(organisation.id, { limit: mostListed })
      return { ok: true, value: rows.map(shown) }
    },
    print: (rows: ReturnType<typeof shown>[]) => rows.map(({ dueAt, state, kind, personId }) => `${dueAt.toISOString()}  ${state}  ${kind}  ${personId}`),
  },
})
