import { currentMenteeIds, participantIds, type Pair } from '../../../src/modules/pairs/pair.js'
import { fullName } from '../../../src/modules/people/person.js'
import type { ActionScope, Choice } from '../../actions/form.js'
import type { ResourceContext } from '../resource-entry.js'

/** The record's pair, read anew for each form. */
export async function pairOf({ services }: Pick<ResourceContext, 'services'>, { recordId }: ActionScope): Promise<Pair | null> {
  return recordId === null ? null : services.pairs.get(recordId)
}

/** People of the record's pair as choices. */
export function createPairPeople(context: ResourceContext) {
  const choices = async (ids: readonly string[]): Promise<Choice[]> => (await context.services.people.getMany(ids)).map((person) => ({ value: person.id, label: fullName(person) }))
  return {
    async participants(scope: ActionScope): Promise<Choice[]> {
      const pair = await pairOf(context, scope)
      return pair ? choices(participantIds(pair)) : []
    },
    async mentees(scope: ActionScope): Promise<Choice[]> {
      const pair = await pairOf(context, scope)
      return pair ? choices(currentMenteeIds(pair)) : []
    },
  }
}
