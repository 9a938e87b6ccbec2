import { roles, type Role } from '../../core/actor.js'
import { employmentStates } from './person.js'
import { staffColumns, templateColumns, type StaffColumn, type StaffWords, type TemplateColumn } from './staff-table.js'
import type { ConditionWords } from './staff-conditions.js'
import type { TemplateWords } from './staff-template.js'

type Texts = (key: string) => string

const listed = (text: string): string[] => text.split(',').map((word) => word.trim()).filter((word) => word !== '')

/** Takes headings and names of roles from the locale table `staff`: comma lists, the first is the one we write. */
export function staffWordsFrom(texts: Texts): StaffWords {
  const columns = staffColumns.map((column) => [column, listed(texts(`column-${column}`))] as const)
  const names = roles.map((role) => [role, listed(texts(`role-${role}`))] as const)
  const states = employmentStates.map((state) => [state, listed(texts(`employment-${state}`))] as const)
  return {
    columns: Object.fromEntries(columns) as Record<StaffColumn, string[]>,
    summary: listed(texts('summary')),
    roles: Object.fromEntries(names) as Record<Role, string[]>,
    employment: Object.fromEntries(states) as StaffWords['employment'],
  }
}

/** Takes the wording of the template from the locale table `staff`; the notes are its lines. */
export function templateWordsFrom(texts: Texts): TemplateWords {
  const example = templateColumns.map((column) => [column, texts(`example-${column}`)] as const)
  return {
    sheet: texts('template-sheet'),
    notesSheet: texts('template-notes-sheet'),
    example: Object.fromEntries(example) as Record<TemplateColumn, string>,
    notes: texts('template-notes').split('\n'),
  }
}

/** Takes the words by which positions and qualifications are judged from the locale table `staff`. */
export function conditionWordsFrom(texts: Texts): ConditionWords {
  return { deputy: listed(texts('position-deputy')), noQualification: listed(texts('qualification-none')) }
}
