import { dayOf } from '../../../core/dates.js'
import type { Button } from '../../../core/screen.js'
import { fewerFrom } from '../../../modules/people/person.js'
import { escapeHtml } from '../../chat.js'
import type { LinkedContext } from '../../context.js'
import type { Feature } from '../../feature.js'
import { sayDay } from '../../views/dates.js'
import { nudgeCallbacks } from './callbacks.js'
import { pressedMessage, withNote } from './pressed-message.js'

const sayThe = (ctx: LinkedContext, day: string) => sayDay(day, ctx.now(), ctx.zone)
const fewer = (ctx: LinkedContext): Button => nudgeCallbacks.button(ctx.t('label-less-often'), 'fewer')
const usual = (ctx: LinkedContext): Button => nudgeCallbacks.button(ctx.t('settings-usual'), 'usual')

/** «Напомнить завтра»: said in place; the row's other buttons stay. */
async function remindTomorrow(ctx: LinkedContext, programmeId = '', rowId = ''): Promise<void> {
  const planned = await ctx.services.reminders.remindTomorrow(ctx.actor, { programmeId, rowId })
  const message = pressedMessage(ctx)
  if (planned.ok) return said(ctx, ctx.t('nudge-tomorrow-said', { day: sayThe(ctx, planned.value.on) }), { without: ['tomorrow'] })
  await ctx.screen.popUp(ctx.problemText(planned.problem))
  if (message) await ctx.screen.withoutButtons(message.id)
}

interface Said {
  /** Actions whose buttons go. */
  without: string[]
  add?: Button
}

const notes = ['nudge-tomorrow-said', 'nudge-fewer-said', 'nudge-usual-said']
const anyDay = '\u0001'

/** Is the paragraph one of our lines under a nudge, whatever day it names? */
function isNote(ctx: LinkedContext, paragraph: string): boolean {
  return notes.some((key) => {
    const [begin = '', end = ''] = ctx.t(key, { day: anyDay }).split(anyDay).map(escapeHtml)
    return paragraph.startsWith(begin) && paragraph.endsWith(end)
  })
}

/** Puts a line under the pressed message, in the place of a former one, and changes its buttons; a message that says so already is left as it is. */
async function said(ctx: LinkedContext, note: string, { without, add }: Said): Promise<void> {
  const message = pressedMessage(ctx)
  await ctx.screen.popUp(note)
  const last = message?.paragraphs.at(-1) ?? ''
  if (!message || last === escapeHtml(note)) return
  const insteadOfLast = isNote(ctx, last)
  const isDropped = (data: string) => without.includes(nudgeCallbacks.parse(data)?.action ?? '')
  await ctx.screen.replace(withNote(message, { note, insteadOfLast, isDropped, ...(add ? { add } : {}) }))
}

async function askFewer(ctx: LinkedContext): Promise<void> {
  await ctx.services.reminders.forgetTomorrow(ctx.actor)
  const until = fewerFrom(ctx.now())
  const saved = await ctx.services.people.saveSettings(ctx.actor, ctx.person.id, { fewerUntil: until })
  if (!saved.ok) return ctx.screen.popUp(ctx.problemText(saved.problem), true)
  await said(ctx, ctx.t('nudge-fewer-said', { day: sayThe(ctx, dayOf(until, ctx.zone)) }), { without: ['fewer', 'tomorrow', 'usual'], add: usual(ctx) })
}

async function askUsual(ctx: LinkedContext): Promise<void> {
  const saved = await ctx.services.people.saveSettings(ctx.actor, ctx.person.id, { fewerUntil: null })
  if (!saved.ok) return ctx.screen.popUp(ctx.problemText(saved.problem), true)
  await said(ctx, ctx.t('nudge-usual-said'), { without: ['usual', 'fewer'], add: fewer(ctx) })
}

/** What a nudge offers beside its own thing: later, less often, and the way back. */
export const nudges: Feature = {
  callbacks: [nudgeCallbacks.on({ tomorrow: remindTomorrow, fewer: askFewer, usual: askUsual })],
}
