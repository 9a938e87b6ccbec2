import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Connection } from 'mongoose'
import type { Clock } from './core/clock.js'
import type { Kernel } from './core/kernel.js'
import { ok } from './core/result.js'
import { createFileStore, type FileStore } from './db/files.js'
import { createTransaction } from './db/transaction.js'
import { createAuditService } from './modules/audit/audit-service.js'
import { createDutyService } from './modules/duties/duty-service.js'
import { createMeetingService } from './modules/meetings/meeting-service.js'
import { createOrganisationService } from './modules/organisations/organisation-service.js'
import { createTextCatalogue } from './modules/organisations/text-catalogue.js'
import { createPeopleService } from './modules/people/people-service.js'
import { createProgrammeService } from './modules/programmes/programme-service.js'
import { createSavedFilterService } from './modules/saved-filters/saved-filter-service.js'
import { createUpkeepService } from './modules/upkeep/upkeep-service.js'
import { projectRoot } from './paths.js'
import { createPresetLibrary } from './presets/load-preset.js'
import { defaultSending, type SendingSettings } from './sending-settings.js'
import type { Services } from './services.js'
import { wireAccounts, type AccessSettings } from './wiring/accounts.js'
import { wireAnnouncements } from './wiring/announcements.js'
import { wireAttachments } from './wiring/attachments.js'
import { wireCalendar } from './wiring/calendar.js'
import { wireConsents } from './wiring/consents.js'
import { wireDeliveries } from './wiring/deliveries.js'
import { wireDocuments } from './wiring/documents.js'
import { wireInvitations } from './wiring/invitations.js'
import { recountOrganisation } from './wiring/local-times.js'
import { wireOwnCases } from './wiring/own-cases.js'
import { wirePairs } from './wiring/pairs.js'
import { wirePeopleOfOtherKinds } from './wiring/people-of-other-kinds.js'
import { wirePrivacy } from './wiring/privacy.js'
import { wireQuestionnaires } from './wiring/questionnaires.js'
import { wireReminders } from './wiring/reminders.js'
import { wireRequests } from './wiring/requests.js'
import { createCodeUsage } from './wiring/used-codes.js'
import { createYearWork } from './wiring/year-work.js'
import { wireWaiting } from './wiring/waiting.js'

export interface AppDependencies {
  connection: Connection
  clock: Clock
  /** Zone of a new organisation that names none. */
  defaultZone: string
  /** User name of the bot, for one-time links. */
  botName(): Promise<string>
  sending?: SendingSettings
  /** Keys and address of the panel; without it keys that end with the process. */
  access?: AccessSettings
}

export interface App {
  services: Services
  kernel: Kernel
  files: FileStore
}

const passingAccess = (): AccessSettings => ({ secret: randomBytes(32).toString('base64url'), publicUrl: 'http://127.0.0.1:3000' })

const localeFolder = join(projectRoot, 'locales', 'ru')

function readTextCatalogue() {
  const names = readdirSync(localeFolder).filter((name) => name.endsWith('.ftl'))
  return createTextCatalogue(names.map((name) => readFileSync(join(localeFolder, name), 'utf8')))
}

function contentOf(presets: ReturnType<typeof createPresetLibrary>, code: string) {
  const preset = presets.load(code)
  return preset.ok ? ok({ code, content: preset.value.content }) : preset
}

/**
 * Builds all services over one connection. They know each other only by narrow functions that look the other one up when called,
 * so that the order of building does not matter.
 */
export function createApp({ connection, clock, defaultZone, botName, sending = defaultSending, access = passingAccess() }: AppDependencies): App {
  const audit = createAuditService({ connection, clock })
  const kernel: Kernel = { clock, transaction: createTransaction(connection), audit: (entry) => audit.write(entry) }
  const files = createFileStore(connection)
  const presets = createPresetLibrary()
  const services = { audit } as Services
  const base = { connection, kernel }

  const findOrganisation = (id: string) => services.organisations.get(id)
  const organisationOfPerson = async (personId: string) => (await services.people.get(personId))?.organisationId ?? null
  const isOnStaff = async (organisationId: string, personId: string) => (await organisationOfPerson(personId)) === organisationId

  services.organisations = createOrganisationService({
    ...base,
    defaultZone,
    catalogue: readTextCatalogue(),
    isOnStaff,
    onZoneChanged: (id, zone, formerZone) => recountOrganisation(services, id, zone, formerZone),
    isCodeUsed: createCodeUsage(connection),
    openWorkOf: createYearWork(connection),
    loadPreset: (code) => contentOf(presets, code),
  })
  services.people = createPeopleService({ ...base, zoneOf: async (id) => (await findOrganisation(id))?.zone ?? defaultZone })
  services.accounts = wireAccounts({ ...base, services, access })
  services.ownCases = wireOwnCases({ kernel, services })
  services.deliveries = wireDeliveries({ ...base, services, sending })
  services.invitations = wireInvitations({ ...base, services, botName })
  services.consents = wireConsents({ ...base, presets, services })
  services.questionnaires = wireQuestionnaires({ ...base, presets, services })
  services.duties = createDutyService({ ...base, organisationOf: findOrganisation, isOnStaff })
  services.pairs = wirePairs({ ...base, services })
  services.programmes = createProgrammeService({
    ...base,
    deliveries: services.deliveries,
    organisationOf: findOrganisation,
    pairs: services.pairs,
    ownCases: services.ownCases,
    needsOf: (personId) => services.questionnaires.latestSent(personId, 'needs'),
    holdsOf: (programmeId) => services.requests.holdsOf([programmeId]),
  })
  services.meetings = createMeetingService({ ...base, deliveries: services.deliveries, findPair: (id) => services.pairs.get(id), findOrganisation })
  services.requests = wireRequests({ ...base, services })
  Object.assign(services, wirePeopleOfOtherKinds({ ...base, services, isOnStaff }))
  services.documents = wireDocuments({ ...base, files, services })
  services.attachments = wireAttachments({ ...base, files, services, isOnStaff })
  services.reminders = wireReminders({ kernel, services })
  services.announcements = wireAnnouncements({ ...base, services })
  services.calendar = wireCalendar({ ...base, services })
  services.savedFilters = createSavedFilterService({ connection })
  services.upkeep = createUpkeepService({ connection })
  services.privacy = wirePrivacy({ services, defaultZone })
  services.waiting = wireWaiting({ clock, services })
  return { services, kernel, files }
}
