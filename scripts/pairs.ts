import { refuse } from '../src/core/result.js'
import { currentMenteeIds, type Pair } from '../src/modules/pairs/pair.js'
import type { MarkState, PlanRow, Programme } from '../src/modules/programmes/programme.js'
import { runCommand } from './command.js'
import { openApp } from './open-app.js'

/** A row of a group is as far as the mentee who is furthest behind. */
const slowestFirst: MarkState[] = ['open', 'returned', 'reported', 'accepted', 'released']

function stateOfRow({ marks }: PlanRow): MarkState {
  return slowestFirst.find((state) => marks.some((mark) => mark.state === state)) ?? 'open'
}

function shown(pair: Pair, programme: Programme | null) {
  const rows = programme?.rows.map((row) => ({ id: row.id, state: stateOfRow(row) }))
  const { id, state, mentorId } = pair
  return { id, state, mentorId, menteeIds: currentMenteeIds(pair), programme: programme ? { id: programme.id, state: programme.state, rows } : null }
}

await runCommand('pairs', {
  list: {
    options: { org: { type: 'string', required: true } },
    async run(context, given) {
      const { services } = openApp(context)
      const organisation = await services.organisations.get(given.text('org'))
      if (!organisation) return refuse('organisation-not-found')
      const pairs = await services.pairs.list(organisation.id)
      const value = await Promise.all(pairs.map(async (pair) => shown(pair, await services.programmes.ofPair(pair.id))))
      return { ok: true, value }
    },
    print: (value: ReturnType<typeof shown>[]) => value.map(({ id, state, programme }) => `${id}  ${state}  ${programme?.state ?? '-'}`),
  },
})
