import { join } from 'node:path'
import pino from 'pino'
import type { Update } from 'grammy/types'
import { afterAll, expect, it } from 'vitest'
import { createBot } from '../../../src/bot/create-bot.js'
import { features } from '../../../src/bot/features/index.js'
import { createTextBook } from '../../../src/bot/texts.js'
import { createTelegramFetch } from '../../../src/messenger/telegram-fetch.js'
import { createTelegramFiles } from '../../../src/messenger/telegram-files.js'
import { createDialogueStore } from '../../../src/modules/receiving/dialogue-store.js'
import { projectRoot } from '../../../src/paths.js'
import { aChatSchool, type ChatSchool } from '../../support/chat-school.js'
import { heavy } from '../../support/database.js'
import { countRecords } from '../../support/fingerprint.js'
import { walkMainWay } from '../../support/main-way.js'

const patienceMs = 400_000
const schools: ChatSchool[] = []
afterAll(async () => {
  for (const school of schools) await school.stop()
})

async function aSchool(): Promise<ChatSchool> {
  const school = await aChatSchool()
  schools.push(school)
  return school
}

/** Another process's bot on the same database: it remembers nothing. */
function anotherBot({ services, clock, telegram: { token, apiRoot }, database: { connection }, bot }: ChatSchool) {
  const log = pino({ level: 'silent' })
  const other = createBot({
    token, apiRoot, services, clock, log, features, fetch: createTelegramFetch(), botInfo: bot.botInfo, defaultZone: 'Europe/Moscow',
    textBook: createTextBook(join(projectRoot, 'locales', 'ru')), dialogueStore: createDialogueStore({ connection, clock }),
    wasHandled: () => Promise.resolve(false),
    files: { download: (fileId) => createTelegramFiles({ api: other.api, token, apiRoot }).download(fileId) },
  })
  return other
}

/** Every update is handled a second time, as by a process that comes after one which died before it could mark it. */
function repeatAll(school: ChatSchool, beforeRepeat: (update: Update, dialogue: object | null) => Promise<void> = () => Promise.resolve()): void {
  const { bot, database } = school
  const dialogues = database.connection.collection('dialogues')
  const original = bot.handleUpdate.bind(bot)
  bot.handleUpdate = async (update: Update) => {
    const copy = structuredClone(update)
    const sender = String(update.message?.from?.id ?? update.callback_query?.from.id ?? '')
    const dialogue = await dialogues.findOne({ _id: sender as never })
    await original(update)
    await beforeRepeat(copy, dialogue)
    await anotherBot(school).handleUpdate(copy)
  }
}

heavy('updates that are handled twice', { timeout: patienceMs }, () => {
  let once: Record<string, number>

  it('[IMPL-02] the main way once, for comparison, leaves its records', async () => {
    const school = await aSchool()
    await walkMainWay(school)
    once = await countRecords(school.database.connection)
    expect(once).toMatchObject({ requests: 2, meetings: 1, programmes: 1 })
  })

  it('[IMPL-02] [IMPL-13] died between effect and mark: the second run of every update leaves the same records', async () => {
    const school = await aSchool()
    repeatAll(school)
    await walkMainWay(school)
    expect(await countRecords(school.database.connection)).toEqual(once)
  })

  it('[IMPL-02] [IMPL-13] died between effect and the state of the dialogue: the second run leaves the same records', async () => {
    const school = await aSchool()
    const dialogues = school.database.connection.collection('dialogues')
    repeatAll(school, async (update, dialogue) => {
      const _id = String(update.message?.from?.id ?? update.callback_query?.from.id ?? '') as never
      if (dialogue) await dialogues.replaceOne({ _id }, dialogue, { upsert: true })
      else await dialogues.deleteOne({ _id })
    })
    await walkMainWay(school)
    expect(await countRecords(school.database.connection)).toEqual(once)
  })

  it('[IMPL-02] every button pressed twice by its owner is one effect, and each press is answered (S13)', async () => {
    const school = await aSchool()
    const { acts, world } = school.telegram.sandbox
    const press = acts.press
    acts.press = (...given) => {
      press(...given)
      return press(...given)
    }
    await walkMainWay(school)
    expect(await countRecords(school.database.connection)).toEqual(once)
    for (const chatId of world.state.chats.keys()) expect(world.callbacks.openIn(chatId)).toEqual([])
  })
})
