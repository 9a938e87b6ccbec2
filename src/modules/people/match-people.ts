import { normaliseName, searchNameOf, type PersonFacts } from './person.js'

export type Known = Pick<PersonFacts, 'surname' | 'name' | 'patronymic' | 'birthOn' | 'email'>

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

/** Tells of two rows that mean one person whether they say the same: equal dates of birth and e-mails, at least one of them given. */
export function isSameRow(row: Known, other: Known): boolean {
  const answers = [agree(row.birthOn, other.birthOn), agree(row.email, other.email)]
  return answers.includes(true) && !answers.includes(false)
}

/** Why a row may mean somebody on record although it is not sure; only people know. */
export type Likeness = 'birth-year' | 'email' | 'surname' | 'spelling' | 'other-email'

const yearOf = (day: string | null): string | null => day?.slice(0, 4) ?? null
const spelled = ({ surname, name, patronymic }: Known): string => [surname, name, patronymic].map((part) => (part ?? '').toLowerCase().replace(/\s+/g, ' ').trim()).join(' ')
/** Name and patronymic without the surname: it may have changed. */
export const givenNames = ({ name, patronymic }: Known): string => normaliseName(`${name} ${patronymic ?? ''}`)

/** How a row is like a person on record without being surely the same; null when it is sure either way. */
export function likenessOf(row: Known, person: Known): Likeness | null {
  const [birth, mail] = [agree(row.birthOn, person.birthOn), agree(row.email, person.email)]
  if (searchNameOf(row) === searchNameOf(person)) {
    if (birth === true || mail === true) return null
    if (birth === false) return yearOf(row.birthOn) === yearOf(person.birthOn) ? 'birth-year' : null
    if (mail === false) return 'other-email'
    return spelled(row) === spelled(person) ? null : 'spelling'
  }
  if (mail === true) return 'email'
  return birth === true && givenNames(row) === givenNames(person) ? 'surname' : null
}
