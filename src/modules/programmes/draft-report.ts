import { isValidObjectId } from 'mongoose'
import { belongsTo, type Actor } from '../../core/actor.js'
import { ok, refuse } from '../../core/result.js'
import type { ProgrammeChanger } from './change-programme.js'
import { findMark } from './mark-rows.js'
import type { ProgrammeDependencies } from './programme-dependencies.js'
import { toProgramme, type ProgrammeRecord } from './programme-model.js'
import { mayActFor } from './programme-policy.js'
import type { ProgrammeService } from './programme-service.js'

interface Target {
  programmeId: string
  rowId: string
  menteeId: string
}

const keyOf = ({ rowId, menteeId }: Target) => `${rowId}-${menteeId}`

/** Use cases of a begun report: one a mentee and row, whichever copy of the task it was begun from. */
export function createReportDrafting({ pairs }: Pick<ProgrammeDependencies, 'pairs'>, { programmes }: Pick<ProgrammeChanger, 'programmes'>): Pick<ProgrammeService, 'keepReportDraft' | 'reportDraft'> {
  async function find(actor: Actor, target: Target) {
    const { programmeId, rowId, menteeId } = target
    const found = isValidObjectId(programmeId) ? await programmes.findById(programmeId).lean<ProgrammeRecord>() : null
    const pair = found && (await pairs.get(found.pairId))
    if (!found || !pair || !belongsTo(actor, found.organisationId) || !mayActFor(actor, pair, menteeId, 'report')) return null
    const known = findMark(toProgramme(found), rowId, menteeId)
    return known && { organisationId: found.organisationId, sent: known.mark.reports.length, kept: found.reportDrafts?.[keyOf(target)] }
  }

  return {
    async keepReportDraft(actor, { draft, ...target }) {
      const found = await find(actor, target)
      if (!found) return refuse('row-not-found')
      const { programmeId } = target
      const path = `reportDrafts.${keyOf(target)}`
      const change = draft ? { $set: { [path]: { ...draft, after: found.sent } } } : { $unset: { [path]: '' } }
      await programmes.updateOne({ _id: programmeId, organisationId: found.organisationId }, change)
      return ok()
    },

    async reportDraft(actor, target) {
      const found = await find(actor, target)
      if (found?.kept?.after !== found?.sent || !found?.kept) return null
      const { text, fileIds } = found.kept
      return { text, fileIds }
    },
  }
}
