import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, expect, it } from 'vitest'
import { systemActor } from '../../src/core/actor.js'
import { must } from '../../src/core/result.js'
import { aChatSchool, type ChatSchool } from '../support/chat-school.js'
import { heavy } from '../support/database.js'
import { differences, takeFingerprint } from '../support/fingerprint.js'
import { walkMainWay } from '../support/main-way.js'
import { aSchool, enrol } from '../support/staff.js'

const patienceMs = 400_000
const schools: ChatSchool[] = []
afterAll(async () => {
  for (const school of schools) await school.stop()
})

async function open(): Promise<ChatSchool> {
  const school = await aChatSchool()
  schools.push(school)
  return school
}

interface Shown {
  chatId: number
  data: string
}

type Keyboard = { inline_keyboard?: { callback_data?: string }[][] }

function buttonsOf(markup: unknown): string[] {
  const keyboard = (typeof markup === 'string' ? JSON.parse(markup) : markup) as Keyboard | undefined
  return (keyboard?.inline_keyboard ?? []).flat().flatMap(({ callback_data: data }) => data ?? [])
}

/** Chats from here on belong to people who only press others' buttons. */
const firstStranger = 130

/** Every button that a chat was ever shown, each once, as the messenger accepted them. */
function harvester({ telegram: { sandbox } }: ChatSchool) {
  const seen = new Map<string, Shown>()
  let last = 0
  return {
    all: () => [...seen.values()],
    /** Those that came since the last look. */
    fresh(): Shown[] {
      const fresh: Shown[] = []
      for (const { number, ok, chatId, params } of sandbox.calls.list(last)) {
        last = number
        if (!ok || chatId === null || chatId >= firstStranger) continue
        for (const data of buttonsOf(params.reply_markup)) {
          const key = `${chatId} ${data}`
          if (!seen.has(key)) fresh.push({ chatId, data })
          seen.set(key, { chatId, data })
        }
      }
      return fresh
    },
  }
}

/** Presses everything in one's own chat and waits until the bot is done; every press must have been answered. */
async function pressAll({ telegram: { sandbox }, running }: ChatSchool, chatId: number, data: readonly string[]): Promise<void> {
  const message = [...(sandbox.world.state.chats.get(chatId)?.messages.values() ?? [])].findLast(({ message: { from } }) => from?.is_bot)
  if (!message) throw new Error(`the bot never wrote to ${chatId}`)
  for (const one of data) sandbox.acts.press({ chatId }, message.message.message_id, one)
  const end = performance.now() + 60_000
  while ((sandbox.world.updates.pendingCount() > 0 || sandbox.world.callbacks.openIn(chatId).length > 0) && performance.now() < end) await wait(20)
  await running().idle()
  expect(sandbox.world.callbacks.openIn(chatId), 'presses without an answer').toEqual([])
}

/** People who have no business with the pair: a colleague of each role, somebody unknown, somebody with all roles elsewhere. */
async function strangersOf({ services, school, telegram }: ChatSchool) {
  const elsewhere = await aSchool(services, 'Школа № 9')
  const people = {
    mentee: await enrol(services, school.id, { surname: 'Чужова', roles: ['mentee'], telegramId: 131 }),
    mentor: await enrol(services, school.id, { surname: 'Чужой', roles: ['mentor'], telegramId: 132 }),
    elsewhere: await enrol(services, elsewhere.id, { surname: 'Дальняя', roles: ['mentor', 'mentee', 'curator', 'head'], telegramId: 133 }),
  }
  must(await services.organisations.update(systemActor('command'), elsewhere.id, { curatorPersonId: people.elsewhere.id, headPersonId: people.elsewhere.id }))
  for (const id of [firstStranger, 131, 132, 133]) await telegram.user(id).sends('/start')
  return [
    { chatId: firstStranger, personId: null }, { chatId: 131, personId: people.mentee.id }, { chatId: 132, personId: people.mentor.id }, { chatId: 133, personId: people.elsewhere.id },
  ]
}

/** Records that are the presser's own: about nobody else. He may open his survey, his settings and his papers from any screen. */
const ownCollections = new Set(['people', 'responses', 'draftslots', 'consents', 'acquaintances', 'auditentries'])

/** A list of questions or a paper gets its version when somebody opens it for the first time. */
const versionsOfTexts = new Set(['questionnaires', 'consenttexts'])

/** What changed that is not the presser's own. */
async function strangeChanges({ database: { connection } }: ChatSchool, changes: readonly string[], pressers: readonly (string | null)[]): Promise<string[]> {
  const own = pressers.flatMap((id) => id ?? [])
  const strange: string[] = []
  for (const change of changes) {
    const [, collection = '', id = ''] = /^\w+ ([\w.]+)\/(.*)$/.exec(change) ?? []
    const found = (await connection.collection(collection).find({}).toArray()).find(({ _id }) => String(_id) === id) ?? {}
    const { personId: about = null, actor = null } = found as { personId?: string | null; actor?: { personId?: string | null } | null }
    const isOwn = own.some((personId) => [about, actor?.personId].includes(personId) || id.includes(personId))
    if (isOwn && ownCollections.has(collection)) continue
    if (versionsOfTexts.has(collection) && change.startsWith('new')) continue
    strange.push(`${change} ${JSON.stringify(found).slice(0, 300)}`)
  }
  return strange
}

heavy('buttons that are not one\'s own or not of now', { timeout: patienceMs }, () => {
  it('[IMPL-02] of other people, pressed by colleagues, by somebody unknown and from another school, and old ones by their owner: answered, no effect (S13)', async () => {
    const school = await open()
    const strangers = await strangersOf(school)
    const { connection } = school.database
    const harvest = harvester(school)
    const pressed: string[] = []
    await walkMainWay(school, async (part) => {
      const data = [...new Set(harvest.fresh().map((one) => one.data))]
      const before = await takeFingerprint(connection)
      await Promise.all(strangers.map(({ chatId }) => pressAll(school, chatId, data)))
      const changes = differences(before, await takeFingerprint(connection))
      expect(await strangeChanges(school, changes, strangers.map(({ personId }) => personId)), part).toEqual([])
      pressed.push(...data)
    })
    expect(pressed.length).toBeGreaterThan(80)
    for (const feature of ['home', 'cons', 'pair', 'plan', 'task', 'meet', 'req', 'set', 'qn', 'link']) expect(pressed.some((data) => data.split(/[:/]/)[0] === feature), feature).toBe(true)

    const live = new Set([...school.telegram.sandbox.world.state.chats].flatMap(([chatId, { messages }]) => [...messages.values()].flatMap(({ message }) => buttonsOf(message.reply_markup).map((data) => `${chatId} ${data}`))))
    const old = harvest.all().filter(({ chatId, data }) => !live.has(`${chatId} ${data}`))
    expect(old.length).toBeGreaterThan(40)
    const owners = [...new Set(old.map((one) => one.chatId))]
    const people = await Promise.all(owners.map((chatId) => school.services.people.byTelegram(chatId)))
    const before = await takeFingerprint(connection)
    await Promise.all(owners.map((chatId) => pressAll(school, chatId, old.filter((one) => one.chatId === chatId).map(({ data }) => data))))
    const changes = differences(before, await takeFingerprint(connection))
    expect(await strangeChanges(school, changes, people.map((person) => person?.id ?? null)), 'old ones by their owners').toEqual([])
  })
})
