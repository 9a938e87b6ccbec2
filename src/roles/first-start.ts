import type { Connection } from 'mongoose'
import { systemActor } from '../core/actor.js'
import type { Clock } from '../core/clock.js'
import { must } from '../core/result.js'
import type { Config } from '../config.js'
import { raiseShift } from '../db/clock-shift.js'
import { createDemo, demoPreset } from '../demo/create-demo.js'
import { loadDemoData } from '../demo/demo-data.js'
import { workingMorning } from '../demo/working-morning.js'
import { quietRulesOf } from '../modules/deliveries/reminder-rules.js'
import { createPresetLibrary } from '../presets/load-preset.js'
import type { Services } from '../services.js'
import type { Say } from '../texts.js'

interface Given {
  config: Config
  connection: Connection
  services: Services
  clock: Clock
  say: Say
}

const firstAdministrator = 'admin@example.org'

/** Opens the first system administrator and says his generated password once (IMPL-18). */
async function openAdministrator({ config, services, say }: Given): Promise<void> {
  if (config.production && !config.adminEmail) return
  const email = config.adminEmail ?? firstAdministrator
  const opened = must(await services.accounts.ensureFirst(systemActor('command'), { email, password: config.adminPassword ?? undefined }))
  if (opened && !config.adminPassword) say('first-administrator', { email, password: opened.password })
}

/** The story is told up to a working morning: the common clock of the sandbox goes on to the next one when it is night or a day off. */
async function beginInTheMorning({ config, connection, clock }: Given): Promise<void> {
  if (config.botToken !== null || config.production) return
  const { settings } = must(createPresetLibrary().load(demoPreset)).content
  const now = clock.now()
  const wait = workingMorning(now, quietRulesOf({ zone: config.timeZone, settings })).getTime() - now.getTime()
  if (wait > 0) clock.setShift(await raiseShift(connection, wait))
}

/** Makes the demo with its curator's account; `contract.md` §1 says when. */
export async function openDemo(given: Given): Promise<string> {
  const { config, connection, services, clock, say } = given
  await beginInTheMorning(given)
  const organisationId = await createDemo({
    connection,
    clock,
    defaultZone: config.timeZone,
    expireDue: (id) => services.deliveries.expireDue(id),
  })
  const operator = systemActor('command', organisationId)
  const { curatorEmail: email } = loadDemoData().organisation
  const organisation = await services.organisations.get(organisationId)
  const opened = must(await services.accounts.create(operator, { email, organisationId, role: 'curator', personId: organisation?.curatorPersonId }))
  say('demo-curator', { email, password: opened.password })
  return organisationId
}

/** What happens once: administrator, and the demo when neither a database nor a bot is set. Later starts name the command for passwords. */
export async function prepareFirstStart(given: Given): Promise<void> {
  const { config, services, say } = given
  await openAdministrator(given)
  if (config.mongodbUri !== null || config.botToken !== null) return
  const hasDemo = (await services.organisations.list()).some(({ demo }) => demo)
  if (hasDemo) return say('passwords-forgotten')
  say('demo-begins')
  await openDemo(given)
}
