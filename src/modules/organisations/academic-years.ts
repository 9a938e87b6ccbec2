import { isValidObjectId, type Connection } from 'mongoose'
import type { Actor } from '../../core/actor.js'
import { dayOf, isDay, type Day } from '../../core/dates.js'
import type { Kernel } from '../../core/kernel.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { toPlain } from '../../db/lean.js'
import { defineAcademicYearModel } from './academic-year-model.js'
import { isNothing, yearAround, type AcademicYear, type OpenWork } from './academic-year.js'
import { mayCloseYear, mayEditOrganisation } from './organisation-policy.js'
import type { Organisation } from './organisation.js'

interface Dependencies {
  connection: Connection
  kernel: Kernel
  find(organisationId: string): Promise<Organisation | null>
  /** What of the year is not finished yet. */
  openWorkOf(organisation: Organisation, year: AcademicYear): Promise<OpenWork>
}

const toYear = (stored: object): AcademicYear => ({ ...toPlain<AcademicYear>(stored), closedAt: (stored as { closedAt?: Date | null }).closedAt ?? null })

/** Academic years of organisations: opened by themselves, closed by a person, then only to be read (ORG-08, IMPL-06). */
export function createAcademicYears({ connection, kernel, find, openWorkOf }: Dependencies) {
  const years = defineAcademicYearModel(connection)

  /** The upsert is a single conditional write, so two processes at once make one year. */
  async function ensure(organisation: Organisation, onDay: Day): Promise<AcademicYear> {
    const around = yearAround(onDay, organisation.settings.yearStartsOn)
    const stored = await years
      .findOneAndUpdate(
        { organisationId: organisation.id, startsOn: around.startsOn },
        { $setOnInsert: { title: around.title, endsOn: around.endsOn, createdAt: kernel.clock.now(), closedAt: null } },
        { upsert: true, returnDocument: 'after' },
      )
      .lean()
    return toYear(stored as object)
  }

  async function yearOn(organisationId: string, day: Day): Promise<AcademicYear | null> {
    const held = await years.findOne({ organisationId, startsOn: { $lte: day }, endsOn: { $gte: day } }).sort({ startsOn: -1 }).lean()
    return held && toYear(held)
  }

  /** Changes one year in a transaction with its line in the history. */
  function change(actor: Actor, id: string, action: 'close' | 'reopen', reason: string | undefined, decide: (year: AcademicYear, organisation: Organisation) => Promise<Result<Date | null>>): Promise<Result<AcademicYear>> {
    return kernel.transaction(async () => {
      const document = isValidObjectId(id) ? await years.findById(id) : null
      const organisation = document && (await find(document.organisationId))
      if (!document || !organisation) return refuse('year-not-found')
      if (!mayCloseYear(actor, organisation.id, `${action}Year`)) return refuse('forbidden')
      const before = toYear(document.toObject())
      const decided = await decide(before, organisation)
      if (!decided.ok) return decided
      if (decided.value?.getTime() === before.closedAt?.getTime()) return ok(before)
      document.set({ closedAt: decided.value })
      await document.save()
      const after = toYear(document.toObject())
      await kernel.audit({ actor, organisationId: organisation.id, action: `year-${action}`, subject: { type: 'AcademicYear', id }, before, after, ...(reason ? { reason } : {}) })
      return ok(after)
    })
  }

  return {
    /** The year in which the day falls, today by default; it is opened when it is met for the first time. Null for an unknown organisation. */
    async currentYear(organisationId: string, onDay?: Day): Promise<AcademicYear | null> {
      const organisation = await find(organisationId)
      if (!organisation) return null
      const day = onDay ?? dayOf(kernel.clock.now(), organisation.zone)
      return (await yearOn(organisationId, day)) ?? ensure(organisation, day)
    },

    /** The closed year in which the day falls; null where the day may still be worked on (IMPL-06). */
    async closedYearOn(organisationId: string, day: Day): Promise<AcademicYear | null> {
      const year = await yearOn(organisationId, day)
      return year?.closedAt ? year : null
    },

    /** Opens the year in which the day falls, ahead of its time; harmless when it is open. Problems: forbidden, organisation-not-found, date-invalid. */
    async openYear(actor: Actor, organisationId: string, onDay: Day): Promise<Result<AcademicYear>> {
      if (!mayEditOrganisation(actor, organisationId)) return refuse('forbidden')
      if (!isDay(onDay)) return refuse('date-invalid')
      return kernel.transaction(async () => {
        const organisation = await find(organisationId)
        if (!organisation) return refuse('organisation-not-found')
        const known = await yearOn(organisationId, onDay)
        const year = known ?? (await ensure(organisation, onDay))
        if (!known) await kernel.audit({ actor, organisationId, action: 'year-open', subject: { type: 'AcademicYear', id: year.id }, after: year })
        return ok(year)
      })
    },

    /** Closes a year that is over and finished: from then on it can only be read (IMPL-06). Problems: forbidden, year-not-found, year-not-over, year-unfinished. */
    closeYear: (actor: Actor, yearId: string): Promise<Result<AcademicYear>> =>
      change(actor, yearId, 'close', undefined, async (year, organisation) => {
        if (year.closedAt) return ok(year.closedAt)
        if (dayOf(kernel.clock.now(), organisation.zone) <= year.endsOn) return refuse('year-not-over')
        const work = await openWorkOf(organisation, year)
        return isNothing(work) ? ok(kernel.clock.now()) : refuse('year-unfinished', { ...work })
      }),

    /** Opens a closed year again, with the reason in the history. Problems: forbidden, year-not-found, reason-missing. */
    reopenYear: (actor: Actor, yearId: string, reason: string): Promise<Result<AcademicYear>> =>
      change(actor, yearId, 'reopen', reason.trim(), async () => (reason.trim() === '' ? refuse('reason-missing') : ok(null))),

    /** What keeps a year from being closed. */
    async openWork(yearId: string): Promise<OpenWork | null> {
      const found = isValidObjectId(yearId) ? await years.findById(yearId).lean() : null
      const organisation = found && (await find(found.organisationId))
      return found && organisation ? openWorkOf(organisation, toYear(found)) : null
    },

    /** Years of an organisation, the newest first. */
    async listYears(organisationId: string): Promise<AcademicYear[]> {
      const found = await years.find({ organisationId }).sort({ startsOn: -1 }).lean()
      return found.map(toYear)
    },
  }
}
