import type { Connection } from 'mongoose'
import { systemActor } from '../core/actor.js'
import type { Clock } from '../core/clock.js'
import { must } from '../core/result.js'
import type { Config } from '../config.js'
import { createDemo } from '../demo/create-demo.js'
import { loadDemoData } from '../demo/demo-data.js'
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

/** Makes the demo with its curator's account; `contract.md` §1 says when. */
export async function openDemo({ config, connection, services, clock, say }: Given): Promise<string> {
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
