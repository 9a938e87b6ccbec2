import { GrammyError, type Api, type Context } from 'grammy'
import type { InlineKeyboardMarkup } from 'grammy/types'
import type { Screen } from '../core/screen.js'

/** What handlers do in the person's chat: each survives being done twice and buttons of messages that are gone. */
export interface Chat {
  /** Sends a new message and tells its id; `menu` takes the place of the screen's buttons. */
  send(screen: Screen, menu?: InlineKeyboardMarkup): Promise<number>
  /** Changes a message in place; one that is gone or the same already is left alone. */
  edit(messageId: number, screen: Screen, menu?: InlineKeyboardMarkup): Promise<void>
  /** Changes the message of the pressed button; without one, sends a new message. */
  replace(screen: Screen, menu?: InlineKeyboardMarkup): Promise<void>
  /** Takes the buttons off a message. */
  withoutButtons(messageId: number): Promise<void>
  /** Deletes a message; one too old for it loses its buttons only. */
  remove(messageId: number): Promise<void>
  /** Answers the pressed button; once per update, a later text comes as a message. */
  popUp(text?: string, alert?: boolean): Promise<void>
  /** The message whose button was pressed. */
  pressedMessageId(): number | null
  /** The last message that this update has sent. */
  newestSentId(): number | null
}

const harmlessEdits = ['message is not modified', 'message to edit not found', "message can't be edited", 'MESSAGE_ID_INVALID']
const harmlessAnswers = ['query is too old']

/** Runs a call and lets pass only the refusals that mean «nothing left to do». */
async function tolerate(harmless: readonly string[], call: () => Promise<unknown>): Promise<void> {
  try {
    await call()
  } catch (error) {
    if (error instanceof GrammyError && harmless.some((text) => error.description.includes(text))) return
    throw error
  }
}

/** The screen's buttons as Telegram's keyboard; an empty one takes the buttons away. */
export function keyboardOf(screen: Screen): InlineKeyboardMarkup {
  const rows = screen.buttons ?? []
  return {
    inline_keyboard: rows.map((row) =>
      row.map((button) =>
        'url' in button ? { text: button.label, url: button.url } : { text: button.label, callback_data: button.data },
      ),
    ),
  }
}

const asHtml = { parse_mode: 'HTML', link_preview_options: { is_disabled: true } } as const

export function createChat(ctx: Pick<Context, 'chatId' | 'callbackQuery'> & { api: Api }): Chat {
  let answered = false
  let newest: number | null = null
  const chatId = (): number => {
    if (ctx.chatId === undefined) throw new Error('this update has no chat')
    return ctx.chatId
  }
  const pressedMessageId = (): number | null => ctx.callbackQuery?.message?.message_id ?? null

  async function send(screen: Screen, menu?: InlineKeyboardMarkup): Promise<number> {
    const keyboard = menu ?? (screen.buttons && keyboardOf(screen))
    const markup = keyboard ? { reply_markup: keyboard } : {}
    const message = await ctx.api.sendMessage(chatId(), screen.text, { ...asHtml, ...markup })
    newest = message.message_id
    return newest
  }

  async function edit(messageId: number, screen: Screen, menu?: InlineKeyboardMarkup): Promise<void> {
    await tolerate(harmlessEdits, () =>
      ctx.api.editMessageText(chatId(), messageId, screen.text, { ...asHtml, reply_markup: menu ?? keyboardOf(screen) }),
    )
  }

  async function withoutButtons(messageId: number): Promise<void> {
    await tolerate(harmlessEdits, () => ctx.api.editMessageReplyMarkup(chatId(), messageId, { reply_markup: { inline_keyboard: [] } }))
  }

  return {
    send,
    edit,
    withoutButtons,
    pressedMessageId,
    newestSentId: () => newest,
    async remove(messageId) {
      try {
        await ctx.api.deleteMessage(chatId(), messageId)
      } catch (error) {
        if (!(error instanceof GrammyError)) throw error
        await withoutButtons(messageId)
      }
    },
    async replace(screen, menu) {
      const messageId = pressedMessageId()
      if (messageId === null) await send(screen, menu)
      else await edit(messageId, screen, menu)
    },
    async popUp(text, alert = false) {
      const query = ctx.callbackQuery
      if (answered || !query) {
        if (text) await send({ text: escapeHtml(text) })
        return
      }
      answered = true
      const shown = text ? { text: [...text].slice(0, longestPopUp).join(''), show_alert: alert } : {}
      await tolerate(harmlessAnswers, () => ctx.api.answerCallbackQuery(query.id, shown))
    },
  }
}

/** Telegram's limit of a pop-up's text. */
const longestPopUp = 200

/** Makes a person's or an organisation's words safe inside our HTML; views call it, nothing else does. */
export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}
