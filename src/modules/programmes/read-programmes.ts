import { isObjectIdOrHexString, isValidObjectId } from 'mongoose'
import { currentMenteeIds } from '../pairs/pair.js'
import type { ProgrammeChanger } from './change-programme.js'
import type { ProgrammeDependencies } from './programme-dependencies.js'
import { toProgramme, toVersion, type ProgrammeRecord, type VersionRecord } from './programme-model.js'
import { findGaps, isUnfinished } from './plan-rules.js'
import type { ProgrammeService } from './programme-service.js'
import type { Mark, Programme, Task } from './programme.js'

type Reading = Pick<ProgrammeService, 'gaps' | 'get' | 'getMany' | 'ofPair' | 'tasksOf' | 'toCheck' | 'list' | 'versions'>

function tasksIn(programme: Programme, wanted: (mark: Mark) => boolean): Task[] {
  const { id: programmeId, pairId } = programme
  return programme.rows.flatMap((row) => row.marks.filter(wanted).map((mark) => ({ programmeId, pairId, row, mark })))
}

const byTerm = (a: Task, b: Task) => a.row.finalOn.localeCompare(b.row.finalOn)
const reportedAt = ({ mark }: Task) => mark.reports.at(-1)?.at.getTime() ?? 0

/** Reading of programmes, tasks and former versions. */
export function createReading({ pairs }: Pick<ProgrammeDependencies, 'pairs'>, { programmes, versions }: Pick<ProgrammeChanger, 'programmes' | 'versions'>): Reading {
  return {
    gaps: (programme, menteeIds) => findGaps(programme, menteeIds ?? programme.rows[0]?.marks.map((mark) => mark.menteeId) ?? ['?']),

    async get(programmeId) {
      const found = isValidObjectId(programmeId) ? await programmes.findById(programmeId).lean<ProgrammeRecord>() : null
      return found && toProgramme(found)
    },

    async getMany(programmeIds) {
      const found = await programmes.find({ _id: { $in: programmeIds.filter((id) => isObjectIdOrHexString(id)) } }).lean<ProgrammeRecord[]>()
      return found.map(toProgramme)
    },

    async ofPair(pairId) {
      const found = await programmes.findOne({ pairId }).lean<ProgrammeRecord>()
      return found && toProgramme(found)
    },

    async tasksOf(menteeId) {
      const found = await programmes.find({ state: 'running', 'rows.marks.menteeId': menteeId }).lean<ProgrammeRecord[]>()
      return found.flatMap((record) => tasksIn(toProgramme(record), (mark) => mark.menteeId === menteeId && isUnfinished(mark))).sort(byTerm)
    },

    async toCheck(mentorId) {
      const led = (await pairs.openOf(mentorId)).filter((pair) => pair.mentorId === mentorId && currentMenteeIds(pair).length > 0)
      const found = await programmes.find({ state: 'running', pairId: { $in: led.map(({ id }) => id) } }).lean<ProgrammeRecord[]>()
      return found.flatMap((record) => tasksIn(toProgramme(record), (mark) => mark.state === 'reported')).sort((a, b) => reportedAt(a) - reportedAt(b))
    },

    async list(organisationId, filter = {}) {
      const states = filter.states ? { state: { $in: filter.states } } : {}
      const found = await programmes.find({ organisationId, ...states }).sort({ endsOn: 1, _id: 1 }).lean<ProgrammeRecord[]>()
      return found.map(toProgramme)
    },

    async versions(programmeId) {
      const found = await versions.find({ programmeId }).sort({ version: -1 }).lean<VersionRecord[]>()
      return found.map(toVersion)
    },
  }
}
