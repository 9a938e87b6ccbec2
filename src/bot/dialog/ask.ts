import type { Screen } from '../../core/screen.js'
import type { BotContext } from '../context.js'
import { BACK, type Answered, type Dialog } from './dialog.js'
import { readIncoming, type Incoming } from './incoming.js'
import { dialogButton } from './tokens.js'

export interface Choice {
  label: string
  value: string
}

/** A question as it stands in the chat: HTML and rows of its own buttons. */
export interface Drawn {
  text: string
  rows?: Choice[][]
}

/** What to do with something that came. */
export type Verdict<T> =
  /** It is the answer; `line` (HTML) stays under the question, or `instead` in its place. */
  | { take: T; line?: string; instead?: string }
  /** It is not; this HTML says what to do. */
  | { refuse: string }
  /** Part of an answer: the question is drawn anew, `below` as a new message instead of in place. */
  | { redraw: Drawn; below?: boolean }

export interface Ask<T> {
  drawn: Drawn
  /** Offers «← Назад»; otherwise the question offers to cancel the dialogue. */
  back?: boolean
  /** The person leaves the dialogue here by his own wish. */
  onCancel?: () => Promise<unknown>
  read(incoming: Incoming): Verdict<T> | Promise<Verdict<T>>
}

const reserved = { back: 'back', cancel: 'cancel' }

function draw(ctx: Pick<BotContext, 't'>, drawn: Drawn, token: string, back: boolean): Screen {
  const own = (drawn.rows ?? []).map((row) => row.map(({ label, value }) => dialogButton(label, token, value)))
  const way = back ? dialogButton(ctx.t('label-back'), token, reserved.back) : dialogButton(ctx.t('dialog-cancel'), token, reserved.cancel)
  return { text: drawn.text, buttons: [...own, [way]] }
}

/** Closes a question: its buttons go, the answer's line stays under it. */
async function settle(ctx: BotContext, messageId: number, text: string, line: string | undefined): Promise<null> {
  await ctx.screen.popUp()
  const pressed = ctx.screen.pressedMessageId() ?? messageId
  if (line === undefined) await ctx.screen.withoutButtons(pressed)
  else await ctx.screen.edit(pressed, { text: line === '' ? text : `${text}\n${line}` })
  return null
}

async function refuseStale(ctx: BotContext): Promise<null> {
  await ctx.screen.popUp(ctx.t('dialog-closed-other-open'))
  const pressed = ctx.screen.pressedMessageId()
  if (pressed !== null) await ctx.screen.withoutButtons(pressed)
  return null
}

/**
 * Asks one question and waits for its answer. What is no answer leaves no trace in the dialogue's state (`skip`), however
 * often it comes. The token of a question is the number of the update that opened it.
 */
export async function ask<T>(dialog: Dialog, question: Ask<T>): Promise<Answered<T>> {
  const back = question.back ?? false
  let drawn = question.drawn
  const opened = await dialog.run(async (ctx) => {
    const token = ctx.update.update_id.toString(36)
    return { token, messageId: await ctx.screen.send(draw(ctx, drawn, token, back)) }
  })
  let messageId = opened.messageId
  for (;;) {
    const incoming = readIncoming(await dialog.conversation.wait(), opened.token)
    await passBy(dialog, incoming, () => draw(dialog.ctx, drawn, opened.token, back))
    if (incoming.kind === 'press' && incoming.value === reserved.cancel) {
      await question.onCancel?.()
      return cancel(dialog, messageId)
    }
    if (incoming.kind === 'press' && incoming.value === reserved.back) {
      await dialog.run((ctx) => settle(ctx, messageId, drawn.text, undefined))
      return BACK
    }
    const verdict = await question.read(incoming)
    if ('refuse' in verdict) {
      await dialog.run((ctx) => refuse(ctx, verdict.refuse))
      await dialog.conversation.skip()
    } else if ('redraw' in verdict) {
      drawn = verdict.redraw
      const screen = draw(dialog.ctx, drawn, opened.token, back)
      const former = messageId
      messageId = await dialog.run((ctx) => redraw(ctx, former, screen, verdict.below ?? false))
    } else {
      const { text, line } = verdict.instead === undefined ? { text: drawn.text, line: verdict.line } : { text: verdict.instead, line: '' }
      await dialog.run((ctx) => settle(ctx, messageId, text, line))
      return verdict.take
    }
  }
}

/** Deals with what concerns no open question, and forgets the update. */
async function passBy(dialog: Dialog, incoming: Incoming, current: () => Screen): Promise<void> {
  if (incoming.kind === 'resume') {
    await dialog.run(async (ctx) => {
      await ctx.screen.popUp()
      await ctx.screen.replace(current())
      return null
    })
  } else if (incoming.kind === 'stale') await dialog.run(refuseStale)
  else return
  await dialog.conversation.skip()
}

async function cancel(dialog: Dialog, messageId: number): Promise<never> {
  await dialog.run((ctx) => settle(ctx, messageId, ctx.t('dialog-cancelled'), ''))
  return dialog.leave()
}

async function refuse(ctx: BotContext, html: string): Promise<null> {
  await ctx.screen.popUp()
  await ctx.screen.send({ text: html })
  return null
}

async function redraw(ctx: BotContext, messageId: number, screen: Screen, below: boolean): Promise<number> {
  await ctx.screen.popUp()
  const pressed = ctx.screen.pressedMessageId() ?? messageId
  if (!below) {
    await ctx.screen.edit(pressed, screen)
    return pressed
  }
  await ctx.screen.withoutButtons(messageId)
  return ctx.screen.send(screen)
}
