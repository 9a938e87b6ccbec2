import { incline } from 'lvovich'
import { fullName, type NameForms, type Person } from '../people/person.js'

/** The full name in a case: as a person confirmed it, else as the library proposes (DOC-24). */
export function nameInCase(person: Pick<Person, 'surname' | 'name' | 'patronymic' | 'nameForms'>, form: keyof NameForms): string {
  return person.nameForms[form] ?? proposeName(person, form)
}

/** Proposes a case form of the full name for a person to confirm; a name that the library does not know stays as it is. */
export function proposeName(person: Pick<Person, 'surname' | 'name' | 'patronymic'>, form: keyof NameForms): string {
  const parts = { last: person.surname, first: person.name, ...(person.patronymic ? { middle: person.patronymic } : {}) }
  const inclined = incline(parts, form)
  const words = [inclined.last, inclined.first, inclined.middle].filter(Boolean)
  return words.length > 0 ? words.join(' ') : fullName(person)
}
