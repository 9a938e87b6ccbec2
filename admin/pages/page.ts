/** A page of the panel as plain data: the server says every word, the browser only draws. */
export interface PageButton {
  label: string
  href: string
  look: 'primary' | 'quiet' | 'danger'
}

export interface PageCell {
  text: string
  href?: string
  /** Code of a state: draws the text as a coloured word. */
  state?: string
  /** Further lines in soft ink. */
  notes?: string[]
  links?: { text: string; href: string }[]
}

export interface PageRow {
  id: string
  cells: PageCell[]
  buttons?: PageButton[]
}

export interface PageTable {
  columns: string[]
  rows: PageRow[]
}

export interface PageSection {
  id: string
  title: string
  lead?: string
  facts?: PageFact[]
  /** Parts of a whole, each with a bar. */
  progress?: { text: string; done: number; total: number }[]
  table?: PageTable
  /** A message as it looks in the chat. */
  chat?: string
  /** Said when there is nothing to show. */
  empty?: string
  buttons?: PageButton[]
  /** Shut until it is opened. */
  isFolded?: boolean
}

export interface PageFact {
  label: string
  cell: PageCell
}

export interface PageStep {
  label: string
  status: 'done' | 'now' | 'todo'
}

export interface PagePerson {
  role: string
  name: string
  href: string | null
  notes: string[]
}

export interface Page {
  title: string
  state: { code: string; label: string } | null
  people: PagePerson[]
  steps: PageStep[]
  /** Sentences: what is missing for the next step. */
  missing: string[]
  /** The next step is a button. */
  next: PageButton[]
  actions: PageButton[]
  /** What is asked seldom: under a fold. */
  more?: PageButton[]
  facts: PageFact[]
  sections: PageSection[]
  /** Looked at anew so often while it is open. */
  refreshSeconds?: number
}

/** A page with nothing on it yet. */
export const emptyPage: Page = { title: '', state: null, people: [], steps: [], missing: [], next: [], actions: [], facts: [], sections: [] }

/** A sentence above a list. */
export interface ListNote {
  text: string
  tone: 'good' | 'bad' | 'plain'
}

/** What stands above a list and is looked at again from time to time. */
export interface ListHead {
  /** Each leads to one of the named lists, and stands in for its word. */
  figures: { label: string; text: string; view: string; isBad: boolean }[]
  notes: ListNote[]
  /** Below the list. */
  foot?: string
  refreshSeconds: number
}
