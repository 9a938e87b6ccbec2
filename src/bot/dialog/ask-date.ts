import { addDays, dayOf, instantAt, type Day } from '../../core/dates.js'
import { parseHumanDate, parseTime } from '../../core/human-dates.js'
import { dateWords, dayLabel, plainDay, sayDay, sayMoment } from '../views/dates.js'
import { ask, type Choice, type Verdict } from './ask.js'
import { BACK, type Answered, type Dialog } from './dialog.js'
import type { Incoming } from './incoming.js'

export interface DateQuestion {
  /** HTML. */
  text: string
  /** Today by default; a date in the past is asked with an early one. */
  min?: Day
  max?: Day
  back?: boolean
  /** How many days get a button; 7 by default. */
  days?: number
}

type Time = { hour: number; minute: number }
type Picked = { day: Day; time: Time | null }

const usualDays = 7
const firstHour = 8
const lastHour = 19

function dayRows(dialog: Dialog, question: DateQuestion, now: Date): Choice[][] {
  const { zone } = dialog.ctx
  const today = dayOf(now, zone)
  const first = question.min !== undefined && question.min > today ? question.min : today
  const rows: Choice[][] = []
  for (let index = 0; index < (question.days ?? usualDays); index += 1) {
    const day = addDays(first, index)
    if (question.max !== undefined && day > question.max) break
    if (index % 2 === 0) rows.push([])
    rows.at(-1)?.push({ label: dayLabel(day, now, zone), value: day })
  }
  return rows
}

function checkDay(dialog: Dialog, question: DateQuestion, day: Day, now: Date): string | null {
  const today = dayOf(now, dialog.ctx.zone)
  const min = question.min ?? today
  if (day < min) return min === today ? dialog.t('dialog-date-past') : dialog.t('dialog-date-early', { day: plainDay(min, today) })
  if (question.max !== undefined && day > question.max) return dialog.t('dialog-date-late', { day: plainDay(question.max, today) })
  return null
}

function readPicked(dialog: Dialog, question: DateQuestion, incoming: Incoming, now: Date, hint: string): Verdict<Picked> {
  const { zone } = dialog.ctx
  if (incoming.kind !== 'press' && incoming.kind !== 'text') return { refuse: dialog.t(hint) }
  const typed = incoming.kind === 'press' ? ({ ok: true, value: { day: incoming.value, time: null } } as const) : parseHumanDate(incoming.text, dateWords, now, zone)
  if (!typed.ok) return { refuse: dialog.t(typed.problem === 'no-such-day' ? 'dialog-no-such-day' : hint) }
  const { day, time } = typed.value
  const wrong = checkDay(dialog, question, day, now)
  if (wrong !== null) return { refuse: wrong }
  const instant = time ? instantAt(day, time.hour, time.minute, zone) : null
  if (instant && instant < now) return { refuse: dialog.t('dialog-time-past') }
  return { take: { day, time }, line: `— ${instant ? sayMoment(instant, now, zone) : sayDay(day, now, zone)}` }
}

async function askDay(dialog: Dialog, question: DateQuestion, hint: string): Promise<Answered<Picked>> {
  const now = new Date(await dialog.run((ctx) => ctx.now().toISOString()))
  return ask<Picked>(dialog, {
    drawn: { text: question.text, rows: dayRows(dialog, question, now) },
    back: question.back,
    read: (incoming) => readPicked(dialog, question, incoming, now, hint),
  })
}

/** Asks for a calendar day: buttons, or typed as people type it. */
export async function askDate(dialog: Dialog, question: DateQuestion): Promise<Answered<Day>> {
  const picked = await askDay(dialog, question, 'dialog-need-date')
  return picked === BACK ? BACK : picked.day
}

function hourRows(): Choice[][] {
  const rows: Choice[][] = []
  for (let hour = firstHour; hour <= lastHour; hour += 1) {
    if ((hour - firstHour) % 4 === 0) rows.push([])
    rows.at(-1)?.push({ label: `${hour}:00`, value: String(hour) })
  }
  return rows
}

/** Asks for a day and then, unless it was typed along, for the hour; answers with the instant (ISO). */
export async function askMoment(dialog: Dialog, question: DateQuestion): Promise<Answered<string>> {
  for (;;) {
    const picked = await askDay(dialog, question, 'dialog-need-date-time')
    if (picked === BACK) return BACK
    const time = picked.time ?? (await askTime(dialog, picked.day))
    if (time !== BACK) return instantAt(picked.day, time.hour, time.minute, dialog.ctx.zone).toISOString()
  }
}

async function askTime(dialog: Dialog, day: Day): Promise<Answered<Time>> {
  const { zone } = dialog.ctx
  const now = new Date(await dialog.run((ctx) => ctx.now().toISOString()))
  return ask<Time>(dialog, {
    drawn: { text: dialog.t('dialog-which-time', { day: sayDay(day, now, zone) }), rows: hourRows() },
    back: true,
    read(incoming): Verdict<Time> {
      const pressed = incoming.kind === 'press' ? { hour: Number(incoming.value), minute: 0 } : null
      const time = pressed ?? (incoming.kind === 'text' ? parseTime(incoming.text, dateWords) : null)
      if (!time) return { refuse: dialog.t('dialog-need-time') }
      const instant = instantAt(day, time.hour, time.minute, zone)
      if (instant < now) return { refuse: dialog.t('dialog-time-past') }
      return { take: time, line: `— ${sayMoment(instant, now, zone)}` }
    },
  })
}
