import type { PanelUser } from '../gate/panel-user.js'

export type FieldKind = 'text' | 'textarea' | 'email' | 'date' | 'datetime' | 'number' | 'select' | 'multiselect' | 'person' | 'people' | 'checkbox' | 'file' | 'note' | 'chat'

export interface Choice {
  value: string
  label: string
  /** Choices of one group stand together under its name. */
  group?: string
  /** Something to look at before choosing, opened in its own tab. */
  link?: { text: string; href: string }
}

export interface ActionScope {
  user: PanelUser
  /** null for actions without a record. */
  recordId: string | null
  /** Organisation of the record, or of the person. */
  organisationId: string | null
  /** Visible values of the record. */
  record: Record<string, unknown>
  /** Query of the page's address, e.g. a proposed mentor. */
  query: Record<string, string>
  /** `updatedAt` of the record when the form was shown: services refuse a stale form with `panel-stale`. */
  seenAt: Date | undefined
  /** The same as it was posted, for forms with a version of their own. */
  seen: string | undefined
}

/** One field of an action's form; its label and hint are under `forms.<Resource>.<action>.<name>` of the locale. */
export interface FormField {
  name: string
  kind: FieldKind
  required?: boolean
  /** Words that come from the data (a question of a survey) instead of the locale. */
  label?: string
  hint?: string
  /** Shown only after «more» is opened. */
  isMore?: boolean
  /** Signs of a text, size of a file in MB, or the greatest number. */
  most?: number
  least?: number
  choices?: Choice[] | ((scope: ActionScope) => Promise<Choice[]>)
  /** Proposal that stands in the field. */
  value?: FormValue | ((scope: ActionScope) => FormValue | Promise<FormValue>)
}

export type FormValue = string | string[] | boolean | number | null

export interface PostedFile {
  name: string
  mime: string
  size: number
  content: Buffer
}

/** What was posted: text by default, a list for multiple choices, true or false, or a file. */
export type FormInput = Record<string, string | string[] | boolean | number | PostedFile | null>

/** A field as the page gets it, with the words filled in. */
export interface ShownField {
  name: string
  kind: FieldKind
  label: string
  hint: string | null
  required: boolean
  isMore: boolean
  most: number | null
  least: number | null
  choices: Choice[]
  value: FormValue
}

export interface ShownForm {
  title: string
  lead: string | null
  /** null where there is nothing to do yet. */
  submit: string | null
  /** Words of the button that only shows how it would be seen. */
  look: string | null
  /** Goes back with the form, see `seenAt`. */
  version: string | null
  fields: ShownField[]
  /** Ways to elsewhere beside the button, e.g. back to what was written. */
  links: { label: string; href: string }[]
  /** What is to be done first, where an obligatory choice has nothing to choose from: the form is then not shown. */
  blocked: string | null
  /** Where the form leads back to when its resource has no list; null for the list or the record. */
  home: string | null
}
