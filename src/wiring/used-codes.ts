import type { Connection } from 'mongoose'
import type { DictionaryName } from '../modules/organisations/organisation.js'
import type { IsCodeUsed } from '../modules/organisations/edit-dictionaries.js'

interface Place {
  model: string
  path: string
}

const answer = (question: string): Place => ({ model: 'Response', path: `answers.${question}.value` })

/** Where values of each list are kept in records: such a value is retired, never deleted (IMPL-15). */
const places: Partial<Record<DictionaryName, Place[]>> = {
  forms: [{ model: 'Pair', path: 'form' }, { model: 'Programme', path: 'form' }, answer('form'), answer('forms')],
  kinds: [{ model: 'Pair', path: 'kinds' }, { model: 'Programme', path: 'kinds' }, answer('kinds')],
  directions: [{ model: 'Pair', path: 'direction' }, { model: 'Programme', path: 'directions' }, answer('directions')],
  supports: [{ model: 'Programme', path: 'support' }],
  modes: [{ model: 'Programme', path: 'rows.mode' }, answer('mode')],
  categories: [answer('category')],
  growthDirections: [answer('growth_direction')],
  problems: [answer('problem')],
  subjects: [answer('subject')],
  interactionKinds: [answer('interaction')],
  mentorSources: [answer('sources')],
  mentorAchievements: [answer('achievements')],
  mentorCompetences: [answer('competences')],
  meetingKinds: [{ model: 'Meeting', path: 'kind' }],
  endReasons: [{ model: 'Pair', path: 'end.reason' }],
}

/** Looks through the organisation's records, answers to questionnaires among them, for a value. */
export function createCodeUsage(connection: Connection): IsCodeUsed {
  return async (organisationId, dictionary, code) => {
    for (const { model, path } of places[dictionary] ?? []) {
      if (await connection.model(model).exists({ organisationId, [path]: code })) return true
    }
    return false
  }
}
