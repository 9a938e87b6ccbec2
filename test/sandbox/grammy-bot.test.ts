import { type Bot, InputFile, InputMediaBuilder } from 'grammy'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTelegram } from '../support/telegram.js'
import { createEchoBot } from './echo-bot.js'

let telegram: Awaited<ReturnType<typeof startTelegram>>
let bot: Bot
let running: Promise<void>

beforeAll(async () => {
  telegram = await startTelegram({ patienceMs: 800 })
  bot = createEchoBot(telegram.token, telegram.apiRoot)
  await bot.api.setMyCommands([{ command: 'start', description: 'Домой' }], { scope: { type: 'all_private_chats' } })
  running = bot.start()
})

afterAll(async () => {
  await bot.stop()
  await running
  await telegram.stop()
})

describe('a grammY bot over the sandbox', () => {
  it('greets by a deep link, is pressed, edits, deletes and answers in pop-ups', async () => {
    const anna = telegram.user(1001, { firstName: 'Анна' })
    await anna.opens('https://t.me/nastavnik_demo_bot?start=abc_1-2')
    await anna.sees('Здравствуйте, Анна! Приглашение: abc_1-2')
    expect(anna.last.buttons).toEqual(['Мои задачи', 'Удалить', 'Открыть панель'])
    expect(await anna.link('Открыть панель')).toBe('http://127.0.0.1:3000/admin')
    await anna.presses('Мои задачи')
    expect(anna.popup).toBe('Список обновлён')
    await anna.sees(/Задачи: 2/)
    expect(anna.lastMessage?.edited).toBe(true)
    await anna.presses('Выполнено')
    await anna.seesPopup('Отмечено')
    expect(anna.hasButton('Выполнено')).toBe(false)
    await expect(telegram.user(1001).sees('Задачи: 3', 300)).rejects.toThrow('Задачи: 2')
  }, 20_000)

  it('names the shown labels when a button is missing, and presses keys of the reply keyboard', async () => {
    const boris = telegram.user(1002, { firstName: 'Борис' })
    await boris.sends('/keys')
    expect(boris.keyboard).toEqual(['Сегодня', 'Завтра', 'Другая дата'])
    await boris.presses('Завтра')
    await boris.sees('Вы написали: Завтра')
    await expect(boris.presses('Нет такой', 300)).rejects.toThrow(/keyboard: Сегодня/)
  }, 20_000)

  it('deletes a message, and a press on the vanished one still reaches the bot', async () => {
    const vera = telegram.user(1003, { firstName: 'Вера' })
    await vera.sends('/start')
    const { id } = vera.lastMessage ?? { id: 0 }
    await vera.presses('Удалить')
    expect(vera.screen()).toEqual(['/start'])
    await vera.pressesData(id, 'delete')
    expect((await telegram.refusedCalls()).at(-1)?.description).toBe('Bad Request: message to delete not found')
  })

  it('takes an album, a document, a sticker, a contact and an edit', async () => {
    const gleb = telegram.user(1004, { firstName: 'Глеб' })
    const photo = (name: string) => ({ name, mime: 'image/jpeg', content: name })
    await gleb.uploads([photo('1.jpg'), photo('2.jpg')], { caption: 'Урок' })
    await gleb.sees('Фото из альбома: без подписи')
    expect(gleb.screen()).toContain('Фото из альбома: Урок')
    const albums = (await gleb.look()).messages.filter((message) => message.files.length > 0).map((message) => message.albumId)
    expect(new Set(albums).size).toBe(1)
    await gleb.uploads([{ name: 'лист наблюдений.txt', mime: 'text/plain', content: 'всё хорошо' }])
    await gleb.sees('Файл лист наблюдений.txt: всё хорошо')
    await gleb.sendsSticker('👍')
    await gleb.sees('Наклейка 👍')
    await gleb.sendsContact('+70000000000')
    await gleb.sees('Контакт +70000000000')
    const { updateIds } = await gleb.sends('раз')
    const mine = gleb.screen().length
    expect(updateIds).toHaveLength(1)
    const message = (await gleb.look()).messages.findLast((one) => !one.fromBot)
    await gleb.edits(message?.id ?? 0, 'два')
    await gleb.sees('Исправлено: два')
    expect(gleb.screen()).toHaveLength(mine + 1)
  })

  it('receives files of the bot: upload, album, by file_id', async () => {
    const dina = telegram.user(1005, { firstName: 'Дина' })
    await dina.sends('/start')
    const sent = await bot.api.sendDocument(1005, new InputFile(Buffer.from('приказ'), 'Приказ № 1.docx'), { caption: '<b>Приказ</b>', parse_mode: 'HTML' })
    const again = await bot.api.sendDocument(1005, sent.document.file_id)
    expect(again.document.file_name).toBe('Приказ № 1.docx')
    const album = await bot.api.sendMediaGroup(1005, ['1.png', '2.png'].map((name) => InputMediaBuilder.photo(new InputFile(Buffer.from(name), name))))
    expect(new Set(album.map((message) => 'media_group_id' in message && message.media_group_id)).size).toBe(1)
    const { messages, commands } = await dina.look()
    expect(messages.slice(-4).map((message) => message.files[0]?.kind)).toEqual(['document', 'document', 'photo', 'photo'])
    expect(commands).toEqual([{ command: 'start', description: 'Домой' }])
    const file = messages.at(-1)?.files[0]
    expect(await (await fetch(`${telegram.baseUrl}${file?.url ?? ''}`)).text()).toBe('2.png')
  })

  it('says one line in a group and leaves', async () => {
    await telegram.addToGroup(-5001, 'Учительская', 1001)
    const group = telegram.person(-5001)
    await group.look()
    await group.sees('только в личных чатах')
    await expect.poll(async () => (await group.look()).started).toBe(false)
    await expect(bot.api.sendMessage(-5001, 'ещё')).rejects.toThrow('bot is not a member of the group chat')
  })

  it('sends a long text as several messages', async () => {
    const { messageIds } = await telegram.user(1007).sends('я'.repeat(10_000))
    expect(messageIds).toHaveLength(3)
  })

  it('delivers an update once more on order', async () => {
    const elena = telegram.user(1006, { firstName: 'Елена' })
    const { updateIds } = await elena.sends('повтор')
    await telegram.redeliver(updateIds[0] ?? 0)
    await expect.poll(async () => (await elena.look()).messages.filter((message) => message.fromBot).length).toBe(2)
  })
})
