import type { z } from 'zod'
import type { Actor } from '../../core/actor.js'
import { ok, refuse, type Problem, type Result } from '../../core/result.js'
import type { OrganisationChange, OrganisationStore } from './organisation-store.js'
import { mayChangeDuties } from './organisation-policy.js'
import { vocabularyKeys, type Organisation, type OrganisationProfile, type Vocabulary } from './organisation.js'
import { profilePatchSchema } from './profile-schema.js'
import { settingsSchema } from './settings-schema.js'
import type { OrganisationSettings } from './settings.js'

/** Tells whether the person is on the organisation's staff. */
export type IsOnStaff = (organisationId: string, personId: string) => Promise<boolean>

/** Moves what lies ahead to the same hours of another zone's wall, inside the transaction of the change (R10). */
export type OnZoneChanged = (organisationId: string, zone: string, formerZone: string) => Promise<void>

/** Names the first field that does not fit. */
export function fieldProblem(code: string, error: z.ZodError): Problem {
  return { code, params: { field: error.issues[0]?.path.join('.') ?? '' } }
}

function checkWords(patch: Partial<Vocabulary>, former: Vocabulary): Result<OrganisationChange> {
  for (const key of vocabularyKeys) {
    const forms = Object.entries(patch[key] ?? {})
    const wrong = forms.find(([, text]) => typeof text !== 'string' || text.trim() === '' || text.length > 60 || /[{}]/.test(text))
    if (wrong) return refuse('vocabulary-wrong', { field: `${key}.${wrong[0]}` })
  }
  const fresh = Object.fromEntries(vocabularyKeys.map((key) => [key, { ...former[key], ...patch[key] }])) as Vocabulary
  return ok({ action: 'words-change', fields: { vocabulary: fresh } })
}

/** Facts, words and settings of an organisation (ORG-01, ORG-03, ORG-10). */
export function createProfileEditor({ store, isOnStaff, onZoneChanged }: { store: OrganisationStore; isOnStaff: IsOnStaff; onZoneChanged: OnZoneChanged }) {
  const isStale = (organisation: Organisation, seenAt?: Date): boolean => seenAt !== undefined && seenAt.getTime() !== organisation.updatedAt.getTime()

  /** The head and the curator of an organisation are on its own staff. */
  async function strangerIn(id: string, named: Partial<OrganisationProfile>): Promise<string | null> {
    for (const field of ['headPersonId', 'curatorPersonId'] as const) {
      const personId = named[field]
      if (personId && !(await isOnStaff(id, personId))) return field
    }
    return null
  }

  return {
    /** Changes the profile; `seenAt` is the `updatedAt` that the form showed. Problems: organisation-field-wrong, panel-stale. */
    update: (actor: Actor, id: string, patch: Partial<OrganisationProfile>, seenAt?: Date): Promise<Result<Organisation>> =>
      store.change(actor, id, async (organisation) => {
        if (isStale(organisation, seenAt)) return refuse('panel-stale')
        const parsed = profilePatchSchema.safeParse(patch)
        if (!parsed.success) return { ok: false, problem: fieldProblem('organisation-field-wrong', parsed.error) }
        const { parentId, ...named } = parsed.data
        const stranger = await strangerIn(id, named)
        if (stranger) return refuse('organisation-field-wrong', { field: stranger })
        if (parentId && (parentId === id || !(await store.get(parentId)))) return refuse('organisation-field-wrong', { field: 'parentId' })
        const { zone } = parsed.data
        if (zone !== undefined && zone !== organisation.zone) await onZoneChanged(id, zone, organisation.zone)
        return ok({ action: 'profile-change', fields: parsed.data })
      }),

    /** Changes some settings and checks all; who approves and what newcomers are asked is not the curator's to change. Problems: settings-duties, settings-wrong, panel-stale. */
    saveSettings: (actor: Actor, id: string, patch: Partial<OrganisationSettings>, seenAt?: Date): Promise<Result<Organisation>> =>
      store.change(actor, id, (organisation) => {
        if (isStale(organisation, seenAt)) return refuse('panel-stale')
        const parsed = settingsSchema.safeParse({ ...organisation.settings, ...patch })
        if (!parsed.success) return { ok: false, problem: fieldProblem('settings-wrong', parsed.error) }
        const isOverstepped = (['programmeApprover', 'secondDatum'] as const).some((key) => parsed.data[key] !== organisation.settings[key])
        if (isOverstepped && !mayChangeDuties(actor, id)) return refuse('settings-duties')
        const keys = Object.keys(patch) as (keyof OrganisationSettings)[]
        const pick = (settings: OrganisationSettings) => Object.fromEntries(keys.map((key) => [key, settings[key]]))
        return ok({ action: 'settings-change', fields: { settings: parsed.data }, before: pick(organisation.settings), after: pick(parsed.data) })
      }),

    /** Changes the organisation's words (ORG-03). Problem: vocabulary-wrong. */
    saveWords: (actor: Actor, id: string, patch: Partial<Vocabulary>): Promise<Result<Organisation>> =>
      store.change(actor, id, (organisation) => checkWords(patch, organisation.vocabulary)),
  }
}
