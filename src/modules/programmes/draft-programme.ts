import { isValidObjectId } from 'mongoose'
import { belongsTo } from '../../core/actor.js'
import { dayOf } from '../../core/dates.js'
import { ok, refuse } from '../../core/result.js'
import { retryLostRaces } from '../../db/lost-race.js'
import type { Organisation } from '../organisations/organisation.js'
import { currentMenteeIds, type Pair } from '../pairs/pair.js'
import { copyPlan } from './copy-programme.js'
import type { ProgrammeChanger } from './change-programme.js'
import type { ProgrammeDependencies } from './programme-dependencies.js'
import { toProgramme, type ProgrammeRecord } from './programme-model.js'
import { mayCompose } from './programme-policy.js'
import type { Programme } from './programme.js'
import type { ProgrammeService } from './programme-service.js'
import { makeDraft, proposeWording } from './propose-programme.js'

type Drafting = Pick<ProgrammeService, 'draft' | 'proposals' | 'keepRowDraft'>

/** A plan makes sense once both sides have agreed to the pair. */
const composable: readonly Pair['state'][] = ['agreed', 'consents', 'ordered', 'active', 'paused']

/** Use cases of the beginning: the draft and what it is made of. */
export function createDrafting({ kernel, organisationOf, pairs, needsOf }: ProgrammeDependencies, { programmes }: Pick<ProgrammeChanger, 'programmes'>): Drafting {
  const answersOf = (pair: Pair) => Promise.all(currentMenteeIds(pair).map((menteeId) => needsOf(menteeId)))

  async function needOrganisation(id: string): Promise<Organisation> {
    const organisation = await organisationOf(id)
    if (!organisation) throw new Error(`organisation ${id} is gone`)
    return organisation
  }

  async function modelOf(organisationId: string, id: string): Promise<Programme | null> {
    const found = isValidObjectId(id) ? await programmes.findOne({ _id: id, organisationId }).lean<ProgrammeRecord>() : null
    return found && toProgramme(found)
  }

  return {
    async draft(actor, pairId, templateId = null) {
      const pair = await pairs.get(pairId)
      if (!pair || !belongsTo(actor, pair.organisationId)) return refuse('pair-not-found')
      if (!mayCompose(actor, pair, 'draft')) return refuse('forbidden')
      const organisation = await needOrganisation(pair.organisationId)
      const answers = await answersOf(pair)
      const model = templateId === null ? null : await modelOf(pair.organisationId, templateId)
      if (templateId !== null && !model) return refuse('programme-not-found')
      return retryLostRaces(() => kernel.transaction(async () => {
        const known = await programmes.findOne({ pairId }).lean<ProgrammeRecord>()
        if (known) return ok(toProgramme(known))
        if (!composable.includes(pair.state)) return refuse('programme-pair-not-agreed')
        const now = kernel.clock.now()
        const draft = makeDraft(pair, organisation, answers, dayOf(now, organisation.zone))
        const copied = model ? copyPlan(model, draft.startsOn, draft.endsOn, currentMenteeIds(pair)) : {}
        const made = await new programmes({ ...draft, ...copied, createdAt: now, updatedAt: now }).save()
        const programme = toProgramme(made)
        const { organisationId, id } = programme
        await kernel.audit({ actor, organisationId, action: 'programme-draft', subject: { type: 'Programme', id }, after: programme })
        return ok(programme)
      }))
    },

    async keepRowDraft(actor, programmeId, rowDraft) {
      const found = isValidObjectId(programmeId) ? await programmes.findById(programmeId).lean<ProgrammeRecord>() : null
      const pair = found && (await pairs.get(found.pairId))
      if (!found || !pair || !belongsTo(actor, found.organisationId)) return refuse('programme-not-found')
      if (!mayCompose(actor, pair, 'edit')) return refuse('forbidden')
      await programmes.updateOne({ _id: programmeId, organisationId: found.organisationId }, { $set: { rowDraft } })
      return ok()
    },

    async proposals(programmeId) {
      const found = isValidObjectId(programmeId) ? await programmes.findById(programmeId).lean<ProgrammeRecord>() : null
      const pair = found && (await pairs.get(found.pairId))
      if (!found || !pair) return { goals: [], difficulties: [], strengths: [] }
      return proposeWording(await needOrganisation(found.organisationId), await answersOf(pair))
    },
  }
}
