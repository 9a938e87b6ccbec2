import { beforeAll, describe, expect, it } from 'vitest'
import { useRawBotApi } from './bot-api-client.js'

const { telegram, send, sent, verdict } = useRawBotApi()
const chat_id = 1001
const button = (fields: object) => ({ inline_keyboard: [[{ text: 'Кнопка', ...fields }]] })

beforeAll(async () => {
  await telegram().user(chat_id, { firstName: 'Анна' }).sends('/start')
  telegram().user(1002, { firstName: 'Борис' })
})

describe('the sandbox refuses what Telegram refuses', () => {
  it('a wrong token and an unknown method', async () => {
    expect(await verdict('getMe', {}, '1:wrong')).toBe('401 Unauthorized')
    expect(await verdict('sendTelegram')).toBe('404 Not Found: method not found')
    expect(await verdict('getMe')).toBe('ok')
  })

  it.each([
    ['an empty text', { text: '  ' }, '400 Bad Request: message text is empty'],
    ['a text over 4096 characters', { text: 'я'.repeat(4097) }, '400 Bad Request: message is too long'],
    ['callback data over 64 bytes', { text: 'a', reply_markup: button({ callback_data: 'я'.repeat(33) }) }, '400 Bad Request: BUTTON_DATA_INVALID'],
    ['a bad address in a button', { text: 'a', reply_markup: button({ url: 'http://localhost:3000/x' }) },
      "400 Bad Request: inline keyboard button URL 'http://localhost:3000/x' is invalid: Wrong HTTP URL"],
    ['a button that does nothing', { text: 'a', reply_markup: button({}) },
      "400 Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"],
    ['too many buttons', { text: 'a', reply_markup: { inline_keyboard: Array.from({ length: 101 }, () => [{ text: 'a', callback_data: 'a' }]) } },
      '400 Bad Request: REPLY_MARKUP_TOO_LONG'],
    ['an unknown chat', { text: 'a', chat_id: 9 }, '400 Bad Request: chat not found'],
    ['a person who never pressed Start', { text: 'a', chat_id: 1002 }, "403 Forbidden: bot can't initiate conversation with a user"],
    ['an unclosed tag', { text: '<b>a', parse_mode: 'HTML' },
      '400 Bad Request: can\'t parse entities: Can\'t find end tag corresponding to start tag "b"'],
    ['a tag that Telegram does not know', { text: 'ах <br>', parse_mode: 'HTML' },
      '400 Bad Request: can\'t parse entities: Unsupported start tag "br" at byte offset 5'],
    ['tags closed in the wrong order', { text: '<b><i>a</b></i>', parse_mode: 'HTML' },
      '400 Bad Request: can\'t parse entities: Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'],
    ['a bare bracket', { text: 'a < b', parse_mode: 'HTML' }, '400 Bad Request: can\'t parse entities: Unsupported start tag "" at byte offset 2'],
    ['a reply to nothing', { text: 'a', reply_parameters: { message_id: 1 << 20 } }, '400 Bad Request: message to be replied not found'],
  ])('%s', async (_what, params, words) => {
    expect(await verdict('sendMessage', { chat_id, ...params })).toBe(words)
  })

  it('takes exactly 4096 characters and exactly 64 bytes', async () => {
    const text = `<b>${'я'.repeat(4096)}</b>`
    expect(await verdict('sendMessage', { chat_id, text, parse_mode: 'HTML', reply_markup: button({ callback_data: 'я'.repeat(32) }) })).toBe('ok')
  })

  it('an edit without change, of nothing, of a message of a person', async () => {
    const { message_id } = await sent('sendMessage', { chat_id, text: 'Раз', reply_markup: button({ callback_data: 'a' }) })
    const same = { chat_id, message_id, text: 'Раз', reply_markup: button({ callback_data: 'a' }) }
    expect(await verdict('editMessageText', same)).toContain('400 Bad Request: message is not modified: specified new message content')
    expect(await verdict('editMessageReplyMarkup', same)).toContain('message is not modified')
    expect(await verdict('editMessageText', { ...same, text: 'Два' })).toBe('ok')
    expect(await verdict('editMessageText', { ...same, text: 'я'.repeat(4097) })).toBe('400 Bad Request: MESSAGE_TOO_LONG')
    expect(await verdict('editMessageText', { ...same, message_id: 777_777 })).toBe('400 Bad Request: message to edit not found')
    expect(await verdict('editMessageCaption', { chat_id, message_id, caption: 'a' })).toBe('400 Bad Request: there is no caption in the message to edit')
    const own = await telegram().user(chat_id).sends('моё')
    expect(own.updateIds).toHaveLength(1)
    const mine = (await telegram().user(chat_id).look()).messages.findLast((message) => !message.fromBot)
    expect(await verdict('editMessageText', { chat_id, message_id: mine?.id, text: 'a' })).toBe("400 Bad Request: message can't be edited")
  })

  it('deleting twice, and what is older than two days', async () => {
    const { message_id } = await sent('sendMessage', { chat_id, text: 'Раз' })
    const old = await sent('sendMessage', { chat_id, text: 'Старое' })
    expect(await verdict('deleteMessage', { chat_id, message_id })).toBe('ok')
    expect(await verdict('deleteMessage', { chat_id, message_id })).toBe('400 Bad Request: message to delete not found')
    await telegram().advance(49)
    expect(await verdict('deleteMessage', { chat_id, message_id: old.message_id })).toBe("400 Bad Request: message can't be deleted for everyone")
  })

  it('a second answer to one press, an unknown and a stale press', async () => {
    const stale = '400 Bad Request: query is too old and response timeout expired or query ID is invalid'
    const { message_id } = await sent('sendMessage', { chat_id, text: 'Кнопка', reply_markup: button({ callback_data: 'a' }) })
    const press = () => telegram().http.post<{ callbackId: string }>('presses', { chatId: chat_id, messageId: message_id, data: 'a' })
    const { callbackId: callback_query_id } = await press()
    expect(await verdict('answerCallbackQuery', { callback_query_id, text: 'Готово' })).toBe('ok')
    expect(await verdict('answerCallbackQuery', { callback_query_id })).toBe(stale)
    expect(await verdict('answerCallbackQuery', { callback_query_id: '5' })).toBe(stale)
    const late = await press()
    await telegram().expirePresses()
    expect(await verdict('answerCallbackQuery', { callback_query_id: late.callbackId })).toBe(stale)
  })

  it('a blocked bot and a deactivated person; a new Start lifts the block', async () => {
    const boris = telegram().user(1003, { firstName: 'Вера' })
    await boris.sends('/start')
    await boris.blocks()
    expect(await verdict('sendMessage', { chat_id: 1003, text: 'a' })).toBe('403 Forbidden: bot was blocked by the user')
    await boris.sends('/start')
    expect(await verdict('sendMessage', { chat_id: 1003, text: 'a' })).toBe('ok')
    await telegram().http.post('people', { id: 1003, first_name: 'Вера', deactivated: true })
    expect(await verdict('sendMessage', { chat_id: 1003, text: 'a' })).toBe('403 Forbidden: user is deactivated')
  })

  it('a caption over 1024 characters, an unknown file, a file over 20 MB', async () => {
    const anna = telegram().user(chat_id)
    await anna.uploads([{ name: 'большой.pdf', mime: 'application/pdf', content: Buffer.alloc(20 * 1024 * 1024 + 1) }])
    const file_id = (await anna.look()).messages.at(-1)?.files[0]?.id
    expect(await verdict('getFile', { file_id })).toBe('400 Bad Request: file is too big')
    expect(await verdict('getFile', { file_id: 'нет' })).toBe('400 Bad Request: wrong file_id or the file is temporarily unavailable')
    expect(await verdict('sendDocument', { chat_id, document: file_id, caption: 'я'.repeat(1025) })).toBe('400 Bad Request: message caption is too long')
    expect(await verdict('sendDocument', { chat_id, document: file_id, caption: 'я'.repeat(1024) })).toBe('ok')
  })

  it('too many requests, with the time to wait', async () => {
    await telegram().fail({ kind: '429', method: 'sendMessage', retryAfter: 7 })
    const answer = await send('sendMessage', { chat_id, text: 'a' })
    expect(answer).toMatchObject({ ok: false, error_code: 429, description: 'Too Many Requests: retry after 7', parameters: { retry_after: 7 } })
    expect(await verdict('sendMessage', { chat_id, text: 'a' })).toBe('ok')
  })
})
