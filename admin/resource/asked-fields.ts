import type { Choice } from '../actions/form.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { PanelTexts } from '../texts.js'
import type { ResourceDefinition } from './definition.js'

/** A filter above the table: first letters, one of some values, or a time between two days. */
export interface AskedField {
  /** Filter of the definition. */
  name: string
  kind: 'text' | 'select' | 'days'
  /** Values of a select; without them those of the definition. */
  choices?: (user: PanelUser) => Promise<Choice[]>
  /** Who may ask; everybody who may read the list when it is missing. */
  isFor?: (user: PanelUser) => boolean
  /** The named list in which this is looked for, whichever was open. */
  inView?: string
}

export interface ShownAsked extends Pick<AskedField, 'name' | 'kind'> {
  label: string
  choices: Choice[]
  inView: string | null
}

/** A plain name is a field for first letters. */
export const askedFields = (asked: readonly (string | AskedField)[]): AskedField[] => asked.map((field) => (typeof field === 'string' ? { name: field, kind: 'text' } : field))

/** The filters of a list for this person, with words and choices. */
export function showAsked(definition: ResourceDefinition, asked: readonly (string | AskedField)[], user: PanelUser, texts: PanelTexts): Promise<ShownAsked[]> {
  const { id, values = {} } = definition
  const fields = askedFields(asked).filter(({ isFor }) => isFor?.(user) ?? true)
  return Promise.all(
    fields.map(async ({ name, kind, choices, inView = null }) => {
      const known = (values[name] ?? []).map((value) => ({ value, label: texts.maybe(`words.${id}.${name}.${value}`) ?? value }))
      return { name, kind, label: texts.text(`views.${id}.asked.${name}`), choices: kind === 'select' ? ((await choices?.(user)) ?? known) : [], inView }
    }),
  )
}
