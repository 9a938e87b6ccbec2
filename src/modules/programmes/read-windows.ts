import type { Day } from '../../core/dates.js'
import { toProgramme, type ProgrammeModel, type ProgrammeRecord } from './programme-model.js'
import type { Programme } from './programme.js'

/** What overviews ask for: a year, a span of days, one curator's pairs. */
export interface ProgrammeWindow {
  organisationId: string
  /** Only programmes of these pairs. */
  pairIds?: readonly string[]
}

export interface WindowReading {
  /** Programmes of a year; `withOpen` adds those of former years that still go on. Soonest end first. */
  ofYear(window: ProgrammeWindow & { yearId: string; withOpen: boolean }): Promise<Programme[]>
  /** Approved and running programmes that end, or whose rows have a term, between the days, both included. */
  dueBetween(window: ProgrammeWindow & { from: Day; to: Day }): Promise<Programme[]>
  /** Running programmes with a row whose final term lies before the day and which a mentee has not reported. */
  overdueBefore(window: ProgrammeWindow & { before: Day }): Promise<Programme[]>
}

/** A school has some dozens; a page never reads without an end. */
const mostProgrammes = 2000
const openStates = ['draft', 'shown', 'agreed', 'approved', 'running'] as const
const withoutReports = { reportDrafts: 0, 'rows.marks.reports.text': 0, 'rows.marks.reports.fileIds': 0 } as const

/** Reading of many programmes at once for overviews: by index, with an end, without what mentees wrote. */
export function createWindowReading(programmes: ProgrammeModel): WindowReading {
  const scope = ({ organisationId, pairIds }: ProgrammeWindow) => ({ organisationId, ...(pairIds ? { pairId: { $in: [...pairIds] } } : {}) })

  async function read(filter: object): Promise<Programme[]> {
    const found = await programmes.find(filter).select(withoutReports).sort({ endsOn: 1, _id: 1 }).limit(mostProgrammes).lean<ProgrammeRecord[]>()
    return found.map(toProgramme)
  }

  return {
    ofYear: ({ yearId, withOpen, ...window }) => read({ ...scope(window), ...(withOpen ? { $or: [{ yearId }, { state: { $in: openStates } }] } : { yearId }) }),

    dueBetween({ from, to, ...window }) {
      const between = { $gte: from, $lte: to }
      const due = [{ endsOn: between }, { rows: { $elemMatch: { finalOn: between } } }, { rows: { $elemMatch: { intermediateOn: between } } }]
      return read({ ...scope(window), state: { $in: ['approved', 'running'] }, $or: due })
    },

    overdueBefore({ before, ...window }) {
      const late = { finalOn: { $lt: before }, marks: { $elemMatch: { state: { $in: ['open', 'returned'] } } } }
      return read({ ...scope(window), state: 'running', suspendedAt: null, rows: { $elemMatch: late } })
    },
  }
}
