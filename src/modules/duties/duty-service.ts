import type { Connection } from 'mongoose'
import { belongsTo, type Actor } from '../../core/actor.js'
import type { Kernel } from '../../core/kernel.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { may } from '../accounts/may.js'
import type { Organisation } from '../organisations/organisation.js'
import { defineAcquaintanceModel, toAcquaintance, type AcquaintanceRecord } from './acquaintance-model.js'
import { dutySheet, wordingOf, type Acquaintance, type DutySheet, type DutySide } from './acquaintance.js'

export interface DutyDependencies {
  kernel: Kernel
  connection: Connection
  organisationOf: (organisationId: string) => Promise<Organisation | null>
  isOnStaff: (organisationId: string, personId: string) => Promise<boolean>
}

export interface DutyService {
  /** Rights and duties in force for a side, with the person's acquaintance with exactly this wording, if there is one. */
  sheetOf(organisationId: string, personId: string, side: DutySide): Promise<{ sheet: DutySheet; read: Acquaintance | null }>
  /** Records that the person has read what was shown (DUTY-01, DUTY-02); pressing twice keeps the first date. Problems: forbidden, duties-changed. */
  acknowledge(actor: Actor, input: { organisationId: string; personId: string; side: DutySide; hash: string }): Promise<Result<Acquaintance>>
  listOf(personId: string): Promise<Acquaintance[]>
}

/** Builds the acquaintance with rights and duties. */
export function createDutyService({ kernel, connection, organisationOf, isOnStaff }: DutyDependencies): DutyService {
  const acquaintances = defineAcquaintanceModel(connection)

  async function sheetFor(organisationId: string, side: DutySide): Promise<DutySheet> {
    const organisation = await organisationOf(organisationId)
    if (!organisation) throw new Error('rights and duties of no organisation')
    return dutySheet(organisation, side)
  }

  async function find(personId: string, side: DutySide, hash: string): Promise<Acquaintance | null> {
    const found = await acquaintances.findOne({ personId, side, hash }).lean<AcquaintanceRecord>()
    return found && toAcquaintance(found)
  }

  return {
    async sheetOf(organisationId, personId, side) {
      const sheet = await sheetFor(organisationId, side)
      return { sheet, read: await find(personId, side, sheet.hash) }
    },

    async acknowledge(actor, { organisationId, personId, side, hash }) {
      const isCurator = may(actor, organisationId, 'Consent', 'registerConsent')
      if (!belongsTo(actor, organisationId) || (actor.personId !== personId && !isCurator)) return refuse('forbidden')
      if (!(await isOnStaff(organisationId, personId))) return refuse('forbidden')
      const sheet = await sheetFor(organisationId, side)
      if (!sheet.hash.startsWith(hash) || hash.length < 8) return refuse('duties-changed')
      return kernel.transaction(async () => {
        const known = await find(personId, side, sheet.hash)
        if (known) return ok(known)
        const recordedBy = actor.personId === personId ? null : actor.accountId
        const facts = { organisationId, personId, side, hash: sheet.hash, readAt: kernel.clock.now(), recordedBy }
        const filter = { personId, side, hash: sheet.hash }
        const update = { $setOnInsert: { ...facts, text: wordingOf(sheet) } }
        const made = await acquaintances.findOneAndUpdate(filter, update, { upsert: true, returnDocument: 'after' }).lean<AcquaintanceRecord>()
        if (!made) throw new Error('the acquaintance was not stored')
        await kernel.audit({ actor, organisationId, action: 'duties-read', subject: { type: 'Acquaintance', id: String(made._id) }, after: facts })
        return ok(toAcquaintance(made))
      })
    },

    async listOf(personId) {
      const found = await acquaintances.find({ personId }).sort({ readAt: -1 }).lean<AcquaintanceRecord[]>()
      return found.map(toAcquaintance)
    },
  }
}
