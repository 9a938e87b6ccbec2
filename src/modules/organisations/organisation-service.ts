import type { Connection } from 'mongoose'
import type { Actor } from '../../core/actor.js'
import type { Kernel } from '../../core/kernel.js'
import { ok, refuse, type Result } from '../../core/result.js'
import type { AcademicYear, OpenWork } from './academic-year.js'
import { createAcademicYears } from './academic-years.js'
import { createDictionaryEditor, type IsCodeUsed } from './edit-dictionaries.js'
import { type IsOnStaff, type OnZoneChanged, createProfileEditor, fieldProblem } from './edit-profile.js'
import { createStatementEditor } from './edit-statements.js'
import { createTextEditor } from './edit-texts.js'
import { toOrganisation } from './organisation-model.js'
import { mayCreateOrganisation } from './organisation-policy.js'
import { createOrganisationStore } from './organisation-store.js'
import type { Organisation, OrganisationContent } from './organisation.js'
import { createStartMarks } from './start-marks.js'
import { newOrganisationSchema } from './profile-schema.js'
import { completeSettings, type OrganisationSettings } from './settings.js'
import type { TextCatalogue } from './text-catalogue.js'

export interface OrganisationDependencies {
  connection: Connection
  kernel: Kernel
  /** Problems: preset-unknown, preset-not-ready. */
  loadPreset(code: string): Result<{ code: string; content: OrganisationContent }>
  isCodeUsed: IsCodeUsed
  catalogue: TextCatalogue
  isOnStaff: IsOnStaff
  onZoneChanged: OnZoneChanged
  /** What of an academic year is not finished yet (IMPL-06). */
  openWorkOf(organisation: Organisation, year: AcademicYear): Promise<OpenWork>
  /** Zone of a new organisation that names none. */
  defaultZone: string
}

export interface NewOrganisation {
  preset: string
  name: string
  shortName?: string
  zone?: string
  demo?: boolean
}

export type OrganisationService = ReturnType<typeof createOrganisationService>

const emptyProfile = {
  founder: null,
  region: null,
  municipality: null,
  site: null,
  socialPages: [],
  headPersonId: null,
  curatorPersonId: null,
  parentId: null,
}

/** Organisations, their words, lists, settings and years. */
export function createOrganisationService({ connection, kernel, loadPreset, isCodeUsed, catalogue, isOnStaff, onZoneChanged, openWorkOf, defaultZone }: OrganisationDependencies) {
  const store = createOrganisationStore({ connection, kernel })
  const { organisations } = store

  /** Opens an organisation with everything its preset gives (IMPL-16). Problems: forbidden, preset-unknown, preset-not-ready, organisation-field-wrong. */
  async function createFromPreset(actor: Actor, input: NewOrganisation): Promise<Result<Organisation>> {
    if (!mayCreateOrganisation(actor)) return refuse('forbidden')
    const preset = loadPreset(input.preset)
    if (!preset.ok) return preset
    const facts = newOrganisationSchema.safeParse({ name: input.name, shortName: input.shortName, zone: input.zone ?? defaultZone })
    if (!facts.success) return { ok: false, problem: fieldProblem('organisation-field-wrong', facts.error) }
    const { name, zone } = facts.data
    return kernel.transaction(async () => {
      const now = kernel.clock.now()
      const document = await new organisations({
        ...emptyProfile,
        ...preset.value.content,
        name,
        zone,
        shortName: facts.data.shortName ?? name.slice(0, 120),
        preset: preset.value.code,
        demo: input.demo ?? false,
        texts: [],
        formerStatements: [],
        createdAt: now,
        updatedAt: now,
      }).save()
      const organisation = toOrganisation(document)
      const after = { name, zone, preset: organisation.preset, demo: organisation.demo }
      await kernel.audit({ actor, organisationId: organisation.id, action: 'create', subject: { type: 'Organisation', id: organisation.id }, after })
      return ok(organisation)
    })
  }

  return {
    createFromPreset,
    get: store.get,
    zoneOf: store.zoneOf,

    /** All organisations by name; the installation-wide list of commands and the system administrator. */
    async list(): Promise<Organisation[]> {
      const found = await organisations.find().sort({ name: 1, _id: 1 }).lean()
      return found.map(toOrganisation)
    },

    /** What the regulation behind an organisation sets at its beginning; null when there is no such preset. */
    presetSettings(preset: string): OrganisationSettings | null {
      const found = loadPreset(preset)
      return found.ok ? completeSettings(found.value.content.settings) : null
    },

    ...createProfileEditor({ store, isOnStaff, onZoneChanged }),
    ...createDictionaryEditor({ store, clock: kernel.clock, isCodeUsed }),
    ...createTextEditor({ store, clock: kernel.clock, catalogue }),
    ...createStatementEditor({ store, clock: kernel.clock }),
    ...createStartMarks({ store, clock: kernel.clock }),
    ...createAcademicYears({ connection, kernel, find: store.get, openWorkOf }),
  }
}
