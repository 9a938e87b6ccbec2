import type { Connection } from 'mongoose'
import type { Actor } from '../../core/actor.js'
import type { Kernel } from '../../core/kernel.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { toPlain } from '../../db/lean.js'
import type { Person } from '../people/person.js'
import { defineNominationModel } from './questionnaire-model.js'
import { mayNominate } from './questionnaire-policy.js'
import type { Nomination } from './questionnaire.js'

export interface NominationDependencies {
  connection: Connection
  kernel: Kernel
  findPerson(personId: string): Promise<Person | null>
}

const longestReason = 1000

/** Proposals of mentors by others (MENTOR-02); self-nomination is the mentor's questionnaire itself. */
export function createNominations({ connection, kernel, findPerson }: NominationDependencies) {
  const nominations = defineNominationModel(connection)

  return {
    /** Notes that someone proposes a colleague as a mentor; the same proposal twice is one. Problems: person-not-found, not-allowed. */
    async nominate(actor: Actor, { personId, reason }: { personId: string; reason: string }): Promise<Result<Nomination>> {
      const person = await findPerson(personId)
      if (!person) return refuse('person-not-found')
      const { organisationId } = person
      if (!mayNominate(actor, organisationId, personId)) return refuse('not-allowed')
      const { personId: byPersonId, accountId: byAccountId } = actor
      return kernel.transaction(async () => {
        const known = await nominations.findOne({ organisationId, personId, byPersonId, byAccountId }).lean()
        if (known) return ok(toPlain<Nomination>(known))
        const createdAt = kernel.clock.now()
        const document = await new nominations({ organisationId, personId, byPersonId, byAccountId, reason: reason.slice(0, longestReason), createdAt }).save()
        await kernel.audit({ actor, organisationId, action: 'nominate', subject: { type: 'Person', id: personId }, after: { byPersonId, byAccountId }, reason: document.reason })
        return ok(toPlain<Nomination>(document))
      })
    },

    async nominations(organisationId: string): Promise<Nomination[]> {
      const found = await nominations.find({ organisationId }).sort({ createdAt: -1 }).lean()
      return found.map((document) => toPlain<Nomination>(document))
    },
  }
}
