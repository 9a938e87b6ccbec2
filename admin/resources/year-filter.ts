import { isValidObjectId } from 'mongoose'
import { endOfDay, startOfDay } from '../../src/core/dates.js'
import type { AcademicYear } from '../../src/modules/organisations/academic-year.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { PlainRecord } from '../resource/definition.js'
import { nothing } from '../resource/scope.js'
import type { ResourceContext } from './resource-entry.js'

/** The filter `year` of a list: the records of one academic year of the person's organisation (IMPL-06). */
export function byYear({ services }: ResourceContext, within: (year: AcademicYear, zone: string) => PlainRecord) {
  return async (id: string, { organisationId, zone }: PanelUser): Promise<PlainRecord> => {
    if (organisationId === null || !isValidObjectId(id)) return nothing
    const year = (await services.organisations.listYears(organisationId)).find((known) => known.id === id)
    return year ? within(year, zone) : nothing
  }
}

/** Records that name their year. */
export const ofYear = ({ id }: AcademicYear): PlainRecord => ({ yearId: id })

/** Records of an instant within the year. */
export const atInstant = (path: string) => ({ startsOn, endsOn }: AcademicYear, zone: string): PlainRecord => ({ [path]: { $gte: startOfDay(startsOn, zone), $lte: endOfDay(endsOn, zone) } })

/** Records of a day within the year. */
export const onDay = (path: string) => ({ startsOn, endsOn }: AcademicYear): PlainRecord => ({ [path]: { $gte: startsOn, $lte: endsOn } })
