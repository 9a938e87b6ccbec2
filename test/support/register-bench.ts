import { readdirSync, readFileSync } from 'node:fs'
import { systemActor, type Actor, type Role } from '../../src/core/actor.js'
import { createClock } from '../../src/core/clock.js'
import type { AuditInput, Kernel } from '../../src/core/kernel.js'
import { must } from '../../src/core/result.js'
import { createAuditService } from '../../src/modules/audit/audit-service.js'
import type { DictionaryName, Organisation } from '../../src/modules/organisations/organisation.js'
import { createOrganisationService } from '../../src/modules/organisations/organisation-service.js'
import { createTextCatalogue } from '../../src/modules/organisations/text-catalogue.js'
import { createPeopleService } from '../../src/modules/people/people-service.js'
import { createPresetLibrary } from '../../src/presets/load-preset.js'
import { testDatabase } from './database.js'

export type RegisterBench = Awaited<ReturnType<typeof registerBench>>

const localeFolder = new URL('../../locales/ru/', import.meta.url)

/** Organisations and people on a real database, with a clock that stands still. */
export async function registerBench(start = '2026-09-15T09:00:00Z') {
  const database = await testDatabase()
  let system = Date.parse(start)
  const clock = createClock(() => system)
  const history = createAuditService({ connection: database.connection, clock })
  const kernel: Kernel = { clock, transaction: database.transaction, audit: (entry: AuditInput) => history.write(entry as Parameters<typeof history.write>[0]) }
  const usedCodes = new Set<string>()
  const sources = readdirSync(localeFolder).filter((name) => name.endsWith('.ftl')).map((name) => readFileSync(new URL(name, localeFolder), 'utf8'))
  const organisations = createOrganisationService({
    isOnStaff: async () => true, onZoneChanged: async () => undefined, openWorkOf: async () => ({ programmes: 0, meetings: 0, requests: 0 }), connection: database.connection,
    kernel,
    loadPreset: createPresetLibrary().load,
    isCodeUsed: async (organisationId: string, dictionary: DictionaryName, code: string) => usedCodes.has(`${organisationId} ${dictionary} ${code}`),
    catalogue: createTextCatalogue(sources),
    defaultZone: 'Europe/Moscow',
  })
  const zoneOf = async (id: string) => (await organisations.get(id))?.zone ?? 'Europe/Moscow'
  const people = createPeopleService({ connection: database.connection, kernel, zoneOf })
  await database.index()

  return {
    database,
    kernel,
    history,
    organisations,
    people,
    system: systemActor('command'),
    setTime: (iso: string) => void (system = Date.parse(iso)),
    useCode: (organisationId: string, dictionary: DictionaryName, code: string) => void usedCodes.add(`${organisationId} ${dictionary} ${code}`),
    aSchool: async (name = 'Школа № 5'): Promise<Organisation> => must(await organisations.createFromPreset(systemActor('command'), { preset: 'school', name })),
  }
}

/** Someone with roles in an organisation, in the panel. */
export function staffOf(organisationId: string | null, ...roles: Role[]): Actor {
  return { organisationId, personId: null, accountId: 'account', roles, channel: 'panel' }
}
