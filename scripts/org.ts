import { ok } from '../src/core/result.js'
import type { Organisation } from '../src/modules/organisations/organisation.js'
import { runCommand } from './command.js'
import { openApp, operator } from './open-app.js'

type Listed = Pick<Organisation, 'id' | 'name' | 'preset' | 'demo'>

await runCommand('org', {
  create: {
    options: { preset: { type: 'string', required: true }, name: { type: 'string', required: true } },
    async run(context, given) {
      const { services } = openApp(context)
      const made = await services.organisations.createFromPreset(operator(), { preset: given.text('preset'), name: given.text('name') })
      if (!made.ok) return made
      const { id, name, preset } = made.value
      return ok({ id, name, preset })
    },
    print: ({ id, name }: Listed) => [`${id}  ${name}`],
  },
  list: {
    async run(context) {
      const { services } = openApp(context)
      const all = await services.organisations.list()
      return ok(all.map(({ id, name, preset, demo }): Listed => ({ id, name, preset, demo })))
    },
    print: (all: Listed[]) => all.map(({ id, name, preset }) => `${id}  ${preset}  ${name}`),
  },
})
