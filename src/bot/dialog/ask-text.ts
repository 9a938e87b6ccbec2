import { ask, type Verdict } from './ask.js'
import type { Answered, Dialog } from './dialog.js'
import type { Incoming } from './incoming.js'

export interface TextQuestion {
  /** HTML. */
  text: string
  /** Longest answer in characters; 1000 by default. */
  max?: number
  back?: boolean
  /** Label of a button that answers with nothing, for example «Пропустить». */
  without?: string
  /** HTML that says what is wrong, or null. */
  check?: (answer: string) => string | null
}

const without = 'none'
const usualMax = 1000

/** Asks for words: trims them, bounds them, and says kindly what to do with stickers and photos. Null when there are none. */
export function askText(dialog: Dialog, question: TextQuestion & { without: string }): Promise<Answered<string | null>>
export function askText(dialog: Dialog, question: TextQuestion): Promise<Answered<string>>
export function askText(dialog: Dialog, question: TextQuestion): Promise<Answered<string | null>> {
  const rows = question.without === undefined ? [] : [[{ label: question.without, value: without }]]
  return ask<string | null>(dialog, {
    drawn: { text: question.text, rows },
    back: question.back,
    read: (incoming) => readText(dialog, question, incoming),
  })
}

function readText(dialog: Dialog, question: TextQuestion, incoming: Incoming): Verdict<string | null> {
  if (incoming.kind === 'press' && incoming.value === without) return { take: null, line: `— ${question.without ?? ''}` }
  if (incoming.kind !== 'text') return { refuse: dialog.t('dialog-need-text') }
  const answer = cleanText(incoming.text)
  const max = question.max ?? usualMax
  if (answer === '') return { refuse: dialog.t('dialog-need-text') }
  if ([...answer].length > max) return { refuse: dialog.t('dialog-too-long', { max, length: [...answer].length }) }
  const problem = question.check?.(answer) ?? null
  return problem === null ? { take: answer } : { refuse: problem }
}

/** Drops what cannot be seen (control and direction characters) and needless spaces and lines. */
export function cleanText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u0000-\u0008\u000B-\u001F\u007F\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g, '')
    .replace(/[ \t\u00A0]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
