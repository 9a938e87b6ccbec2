import { choosableItems, type DictionaryName } from '../../src/modules/organisations/organisation.js'
import type { Services } from '../../src/services.js'
import type { ActionScope, Choice } from '../actions/form.js'

/** Values of a dictionary that may be chosen now. */
export function dictionaryChoices({ organisations }: Pick<Services, 'organisations'>, dictionary: DictionaryName) {
  return async ({ organisationId }: Pick<ActionScope, 'organisationId'>): Promise<Choice[]> => {
    const organisation = organisationId === null ? null : await organisations.get(organisationId)
    return organisation ? choosableItems(organisation, dictionary).map(({ code, text }) => ({ value: code, label: text })) : []
  }
}

/** The only value of a dictionary, proposed where there is nothing to choose. */
export function onlyValue(services: Pick<Services, 'organisations'>, dictionary: DictionaryName) {
  return async (scope: Pick<ActionScope, 'organisationId'>): Promise<string | null> => {
    const choices = await dictionaryChoices(services, dictionary)(scope)
    return choices.length === 1 ? (choices[0]?.value ?? null) : null
  }
}
