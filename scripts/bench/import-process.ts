import { readFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createApp } from '../../src/app.js'
import { systemActor } from '../../src/core/actor.js'
import { createClock } from '../../src/core/clock.js'
import { must } from '../../src/core/result.js'
import { openConnection } from '../../src/db/connection.js'
import { defineModels } from '../../src/define-models.js'
import { readStaffFile } from '../../src/modules/people/staff-file.js'
import { staffWordsFrom } from '../../src/modules/people/staff-words.js'
import { loadTexts } from '../../src/texts.js'

/** A process that only imports: what it took is told to whoever started it. */
const [, , uri = '', name = '', organisationId = '', file = ''] = process.argv
const actor = systemActor('command')
const words = staffWordsFrom(loadTexts('staff'))
const connection = must(await openConnection(uri, name))
await defineModels(connection)
const { services } = createApp({ connection, clock: createClock(), defaultZone: 'Europe/Moscow', botName: () => Promise.resolve('bench_bot') })
const delay = monitorEventLoopDelay({ resolution: 10 })
delay.enable()
const began = performance.now()
const rows = must(await readStaffFile(readFileSync(file), words))
const looked = must(await services.people.previewImport(actor, organisationId, rows, words))
const previewed = performance.now()
const done = must(await services.people.importPeople(actor, organisationId, rows, words, { fingerprint: looked.fingerprint, choices: new Map() }))
const ended = performance.now()
delay.disable()
const told = {
  created: done.created,
  errors: done.errors.length,
  lookSeconds: (previewed - began) / 1_000,
  writeSeconds: (ended - previewed) / 1_000,
  delayMs: delay.percentile(99) / 1e6,
  worstMs: delay.max / 1e6,
  megabytes: process.resourceUsage().maxRSS / 1_024,
}
process.send?.(told)
await connection.close()
