import { escapeHtml } from '../chat.js'
import { ask, type Choice, type Drawn, type Verdict } from './ask.js'
import type { Answered, Dialog } from './dialog.js'

export interface ChoiceQuestion {
  /** HTML. */
  text: string
  choices: Choice[]
  back?: boolean
  /** Buttons in a row; 1 by default. */
  width?: number
}

/** Lays choices out; their values travel as numbers, so that any id fits and nothing can be forged. */
export function numbered(choices: readonly Choice[], width: number, mark: (choice: Choice) => string = () => ''): Choice[][] {
  const rows: Choice[][] = []
  choices.forEach((choice, index) => {
    if (index % width === 0) rows.push([])
    rows.at(-1)?.push({ label: `${mark(choice)}${choice.label}`, value: String(index) })
  })
  return rows
}

/** Asks for one of the buttons; a typed label counts as its button. */
export function askChoice(dialog: Dialog, question: ChoiceQuestion): Promise<Answered<string>> {
  const { choices } = question
  return ask<string>(dialog, {
    drawn: { text: question.text, rows: numbered(choices, question.width ?? 1) },
    back: question.back,
    read(incoming): Verdict<string> {
      if (incoming.kind === 'press') {
        const chosen = choices[Number(incoming.value)]
        return chosen ? { take: chosen.value, line: `— ${escapeHtml(chosen.label)}` } : { refuse: dialog.t('dialog-need-button') }
      }
      const typed = incoming.kind === 'text' ? incoming.text.trim().toLowerCase() : null
      const named = choices.find((choice) => choice.label.toLowerCase() === typed)
      return named ? { take: named.value, line: `— ${escapeHtml(named.label)}` } : { refuse: dialog.t('dialog-need-button') }
    },
  })
}

export interface ChoicesQuestion extends ChoiceQuestion {
  chosen?: string[]
  /** Least number of ticks; 1 by default. */
  min?: number
}

const done = 'done'

/** Asks for several: ticks are set in place, «Готово (n)» ends it. */
export function askChoices(dialog: Dialog, question: ChoicesQuestion): Promise<Answered<string[]>> {
  const chosen = new Set(question.chosen ?? [])
  const draw = (): Drawn => ({
    text: question.text,
    rows: [
      ...numbered(question.choices, question.width ?? 1, (choice) => (chosen.has(choice.value) ? '▣ ' : '▢ ')),
      [{ label: dialog.t('label-done-count', { count: chosen.size }), value: done }],
    ],
  })
  return ask<string[]>(dialog, {
    drawn: draw(),
    back: question.back,
    read(incoming): Verdict<string[]> {
      if (incoming.kind !== 'press') return { refuse: dialog.t('dialog-need-ticks') }
      if (incoming.value === done) {
        const taken = question.choices.filter((choice) => chosen.has(choice.value))
        if (taken.length < (question.min ?? 1)) return { refuse: dialog.t('dialog-need-ticks') }
        return { take: taken.map(({ value }) => value), line: `— ${escapeHtml(taken.map(({ label }) => label).join(', '))}` }
      }
      const pressed = question.choices[Number(incoming.value)]
      if (!pressed) return { refuse: dialog.t('dialog-need-ticks') }
      if (!chosen.delete(pressed.value)) chosen.add(pressed.value)
      return { redraw: draw() }
    },
  })
}

/** Asks for a yes or no to something that cannot be undone; the question says what follows. */
export async function confirm(dialog: Dialog, question: { text: string; yes: string; no: string; back?: boolean }): Promise<Answered<boolean>> {
  const choices = [
    { label: question.yes, value: 'yes' },
    { label: question.no, value: 'no' },
  ]
  const answer = await askChoice(dialog, { text: question.text, choices, back: question.back })
  return typeof answer === 'string' ? answer === 'yes' : answer
}
