import type { Journal, JournalQuery } from '../journals/journal.js'
import type { PageAct } from './press.js'

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

/** Ways to look at the same page, each under its own address; the one that is shown is marked. */
export interface PageTabs {
  label: string
  tabs: { label: string; href: string; isChosen: boolean }[]
}

export interface BoardCard {
  id: string
  title: string
  href: string
  lines: string[]
  progress?: { text: string; done: number; total: number }
  /** Last words about it: a return, a wish, a summary. */
  note?: string
}

export interface BoardColumn {
  code: string
  label: string
  /** All of them, also those that stand behind `more`. */
  total: number
  cards: BoardCard[]
  more?: { text: string; href: string }
}

export interface PageBoard {
  columns: BoardColumn[]
  /** Said in a column without cards. */
  empty: string
}

export interface CalendarEntry {
  id: string
  /** Code of what it is: its colour, never without `kind`. */
  code: string
  kind: string
  text: string
  href: string | null
  /** How it ended, when it did. */
  state?: string
  isOver: boolean
}

export interface CalendarDay {
  day: string
  /** The day in words, for those who hear the page. */
  label: string
  number: string
  /** The month's name, for the days of another one. */
  month: string | null
  weekday: string
  isToday: boolean
  /** A day of the month before or after. */
  isBeside: boolean
  isFree: boolean
  entries: CalendarEntry[]
}

export interface PageCalendar {
  weekdays: string[]
  days: CalendarDay[]
}

/** A drawing of numbers that stand in the table beside it: two sizes of one image. */
export interface PageChart {
  wide: string
  narrow: string
  /** The numbers in words. */
  alt: string
}

export interface ChecklistItem {
  id: string
  title: string
  text: string
  status: 'done' | 'now' | 'later' | 'waits'
  statusText: string
  button: PageButton | null
}

export interface PageSection {
  id: string
  title: string
  lead?: string
  facts?: PageFact[]
  /** Parts of a whole, each with a bar. */
  progress?: { text: string; done: number; total: number }[]
  tabs?: PageTabs[]
  board?: PageBoard
  calendar?: PageCalendar
  chart?: PageChart
  table?: PageTable
  /** What is seldom looked at: opens under the table at a touch. */
  rest?: { title: string; table: PageTable }
  /** Steps one after the other, each with one button. */
  checklist?: ChecklistItem[]
  /** A message as it looks in the chat. */
  chat?: string
  /** Said when there is nothing to show. */
  empty?: string
  buttons?: PageButton[]
  /** Shut until it is opened. */
  isFolded?: boolean
  /** Shut on a phone only. */
  isFoldedOnPhone?: boolean
  /** How much is in it, beside the title. */
  count?: number
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

/** What is needed now, with the buttons that mend it. */
export interface PageNeed {
  text: string
  acts: PageAct[]
}

/** A journal made for paper; see `journals`. */
export type PagePaper = Journal & { query: JournalQuery }

export interface Page {
  paper?: PagePaper
  title: string
  state: { code: string; label: string } | null
  tabs?: PageTabs[]
  people: PagePerson[]
  steps: PageStep[]
  /** Sentences: what is missing for the next step. */
  missing: string[]
  /** The same and more, each with its buttons; stands in for the sentences. */
  needs?: PageNeed[]
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
  /** Opens under the sentence at a touch. */
  more?: string
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
