import type { Connection } from 'mongoose'
import { isObjectIdOrHexString } from 'mongoose'
import type { Actor } from '../../core/actor.js'
import { deepFreeze } from '../../core/deep-freeze.js'
import type { Kernel } from '../../core/kernel.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { currentSession } from '../../db/transaction.js'
import { defineOrganisationModel, toOrganisation } from './organisation-model.js'
import { mayEditOrganisation } from './organisation-policy.js'
import type { Organisation } from './organisation.js'

type Fields = Partial<Omit<Organisation, 'id' | 'createdAt' | 'updatedAt'>>

/** One change of an organisation: what it is called in the history, the new fields, and what of them the history shows. */
export interface OrganisationChange {
  action: string
  fields: Fields
  before?: unknown
  after?: unknown
  reason?: string
}

export type OrganisationStore = ReturnType<typeof createOrganisationStore>

/** Reads and writes organisations; every write checks the right, runs in a transaction and leaves a line of history (IMPL-05). */
export function createOrganisationStore({ connection, kernel }: { connection: Connection; kernel: Kernel }) {
  const organisations = defineOrganisationModel(connection)

  const known = new Map<string, { version: number; organisation: Organisation }>()

  async function read(id: string): Promise<{ version: number; organisation: Organisation } | null> {
    const found = await organisations.findById(id).lean()
    return found ? { version: found.__v, organisation: deepFreeze(toOrganisation(found)) } : null
  }

  /** Every update asks for the organisation and it is large: it is read whole only when its version is another one. */
  async function get(id: string): Promise<Organisation | null> {
    if (!isObjectIdOrHexString(id)) return null
    if (currentSession(connection)) return (await read(id))?.organisation ?? null
    const stamp = await organisations.findById(id, { __v: 1 }).lean()
    const remembered = known.get(id)
    if (stamp && remembered?.version === stamp.__v) return remembered.organisation
    const fresh = stamp ? await read(id) : null
    if (fresh) known.set(id, fresh)
    else known.delete(id)
    return fresh?.organisation ?? null
  }

  /** The zone alone, without the rest of a large document. */
  async function zoneOf(id: string): Promise<string | null> {
    const found = isObjectIdOrHexString(id) ? await organisations.findById(id, { zone: 1 }).lean() : null
    return found?.zone ?? null
  }

  async function change(
    actor: Actor,
    id: string,
    decide: (organisation: Organisation) => Result<OrganisationChange> | Promise<Result<OrganisationChange>>,
  ): Promise<Result<Organisation>> {
    if (!mayEditOrganisation(actor, id)) return refuse('forbidden')
    return kernel.transaction(async () => {
      const document = isObjectIdOrHexString(id) ? await organisations.findById(id) : null
      if (!document) return refuse('organisation-not-found')
      const former = toOrganisation(document)
      const decided = await decide(former)
      if (!decided.ok) return decided
      const { action, fields, before, after, reason } = decided.value
      document.set({ ...fields, updatedAt: kernel.clock.now() })
      await document.save()
      const keys = Object.keys(fields) as (keyof Fields)[]
      await kernel.audit({
        actor,
        organisationId: id,
        action,
        subject: { type: 'Organisation', id },
        before: before ?? Object.fromEntries(keys.map((key) => [key, former[key]])),
        after: after ?? fields,
        ...(reason ? { reason } : {}),
      })
      return ok(toOrganisation(document))
    })
  }

  return { organisations, get, zoneOf, change }
}
