import type { Connection } from 'mongoose'
import type { Actor } from '../../core/actor.js'
import { dayOf, isDay, type Day } from '../../core/dates.js'
import type { Kernel } from '../../core/kernel.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { toPlain } from '../../db/lean.js'
import { defineAcademicYearModel } from './academic-year-model.js'
import { yearAround, type AcademicYear } from './academic-year.js'
import { mayEditOrganisation } from './organisation-policy.js'
import type { Organisation } from './organisation.js'

interface Dependencies {
  connection: Connection
  kernel: Kernel
  find(organisationId: string): Promise<Organisation | null>
}

/** Academic years of organisations (ORG-08). */
export function createAcademicYears({ connection, kernel, find }: Dependencies) {
  const years = defineAcademicYearModel(connection)

  /** The upsert is a single conditional write, so two processes at once make one year. */
  async function ensure(organisation: Organisation, onDay: Day): Promise<AcademicYear> {
    const around = yearAround(onDay, organisation.settings.yearStartsOn)
    const stored = await years
      .findOneAndUpdate(
        { organisationId: organisation.id, startsOn: around.startsOn },
        { $setOnInsert: { title: around.title, endsOn: around.endsOn, createdAt: kernel.clock.now() } },
        { upsert: true, returnDocument: 'after' },
      )
      .lean()
    return toPlain<AcademicYear>(stored as object)
  }

  return {
    /** The year in which the day falls, today by default; it is opened when it is met for the first time. Null for an unknown organisation. */
    async currentYear(organisationId: string, onDay?: Day): Promise<AcademicYear | null> {
      const organisation = await find(organisationId)
      if (!organisation) return null
      const day = onDay ?? dayOf(kernel.clock.now(), organisation.zone)
      const held = await years.findOne({ organisationId, startsOn: { $lte: day }, endsOn: { $gte: day } }).sort({ startsOn: -1 }).lean()
      return held ? toPlain<AcademicYear>(held) : ensure(organisation, day)
    },

    /** Opens the year in which the day falls, ahead of its time; harmless when it is open. Problems: forbidden, organisation-not-found, date-invalid. */
    async openYear(actor: Actor, organisationId: string, onDay: Day): Promise<Result<AcademicYear>> {
      if (!mayEditOrganisation(actor, organisationId)) return refuse('forbidden')
      if (!isDay(onDay)) return refuse('date-invalid')
      return kernel.transaction(async () => {
        const organisation = await find(organisationId)
        if (!organisation) return refuse('organisation-not-found')
        const isKnown = await years.exists({ organisationId, startsOn: { $lte: onDay }, endsOn: { $gte: onDay } })
        const year = await ensure(organisation, onDay)
        if (!isKnown) await kernel.audit({ actor, organisationId, action: 'year-open', subject: { type: 'AcademicYear', id: year.id }, after: year })
        return ok(year)
      })
    },

    /** Years of an organisation, the newest first. */
    async listYears(organisationId: string): Promise<AcademicYear[]> {
      const found = await years.find({ organisationId }).sort({ startsOn: -1 }).lean()
      return found.map((year) => toPlain<AcademicYear>(year))
    },
  }
}
