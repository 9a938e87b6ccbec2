import { searchNameOf, type PersonFacts } from './person.js'

type Known = Pick<PersonFacts, 'surname' | 'name' | 'patronymic' | 'birthOn' | 'email'>

function agree(first: string | null, second: string | null): boolean | null {
  if (first === null || second === null) return null
  return first.toLowerCase() === second.toLowerCase()
}

/**
 * Tells whether a row of the staff file means this person: equal names with an equal date of birth or e-mail;
 * where neither can be compared, equal names are enough.
 */
export function isSamePerson(row: Known, person: Known): boolean {
  if (searchNameOf(row) !== searchNameOf(person)) return false
  const answers = [agree(row.birthOn, person.birthOn), agree(row.email, person.email)]
  if (answers.includes(true)) return true
  return !answers.includes(false)
}
