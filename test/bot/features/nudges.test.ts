import { afterAll, beforeAll, expect, it } from 'vitest'
import { must } from '../../../src/core/result.js'
import { aChatSchool, type ChatSchool } from '../../support/chat-school.js'

let school: ChatSchool
let programmeId: string
const anna = () => school.chats.anna
const olga = () => school.chats.olga
const settingsOf = async (id: string) => (await school.services.people.get(id))?.settings
const nudges = async () => (await school.services.deliveries.list(school.school.id, { kinds: ['row-nudge'], personId: school.people.anna.id, limit: 500 })).filter(({ offset }) => offset === 'again')

beforeAll(async () => {
  school = await aChatSchool()
  programmeId = (await school.runningProgramme([school.people.anna.id])).programmeId
  await school.pass(13 * 24 + 6)
  await anna().look()
})
afterAll(() => school.stop())

/** The message whose text begins so, as it stands now. */
const shown = async (begin: string) => (await anna().look()).messages.filter(({ text, fromBot }) => fromBot && text.includes(begin)).at(-1)
const labels = (message: Awaited<ReturnType<typeof shown>>) => message?.buttons.flat().map(({ text }) => text)
const dataOf = (message: Awaited<ReturnType<typeof shown>>, label: string) => message?.buttons.flat().find(({ text }) => text === label)?.data ?? ''

it('[IMPL-01] a nudge can be done, put off, called too much or too early', async () => {
  expect(labels(await shown('Посетить урок'))).toEqual(['Выполнено', 'Не успеваю', 'Напомнить завтра', 'Реже'])
})

it('[IMPL-01] «tomorrow» is one more message in the morning, pressed twice it is one; it is said in place', async () => {
  const message = await shown('Посетить урок')
  const tomorrow = dataOf(message, 'Напомнить завтра')
  await Promise.all([anna().pressesData(message?.id ?? 0, tomorrow), anna().pressesData(message?.id ?? 0, tomorrow)])
  await anna().sees('Напомню: завтра')
  expect((await shown('Посетить урок'))?.text.match(/Напомню/g)).toHaveLength(1)
  expect(labels(await shown('Посетить урок'))).toEqual(['Выполнено', 'Не успеваю', 'Реже'])
  expect((await nudges()).map(({ state }) => state)).toEqual(['pending'])
  await school.pass(16)
  expect((await nudges()).map(({ state }) => state)).toEqual(['sent'])
})

it('[IMPL-02] «fewer» keeps nudges away for a week, is said in place and can be taken back', async () => {
  await olga().look()
  const texts = async () => (await olga().look()).messages.filter(({ fromBot }) => fromBot).length
  await olga().presses('Реже')
  await olga().sees('напоминать о сроках не буду')
  const days = ((await settingsOf(school.people.olga.id))?.fewerUntil?.getTime() ?? 0) - school.clock.now().getTime()
  expect(days / 86_400_000).toBeCloseTo(7, 2)
  const before = await texts()
  await school.pass(5 * 24 + 8)
  expect(await texts()).toBe(before)
  const dropped = await school.services.deliveries.list(school.school.id, { kinds: ['row-nudge'], personId: school.people.olga.id, states: ['cancelled'] })
  expect(dropped.map(({ error }) => error)).toContain('asked-less')
  await olga().presses('Как обычно')
  await olga().sees('Напоминаю как обычно')
  expect((await settingsOf(school.people.olga.id))?.fewerUntil).toBeNull()
  expect(olga().describe()).not.toContain('напоминать о сроках не буду')
})

it('[S13] an old button says how it stands now and changes nothing; somebody else\'s is refused', async () => {
  const message = await shown('Посетить урок')
  const row = must({ ok: true, value: (await school.services.programmes.get(programmeId))?.rows[0] })
  must(await school.services.programmes.report(school.as.anna, { programmeId, rowId: row?.id ?? '', menteeId: school.people.anna.id, text: 'Сделано', fileIds: [] }))
  const before = await nudges()
  await anna().pressesData(message?.id ?? 0, `ndg:t:${programmeId}:${row?.id}`)
  await anna().seesPopup('Это уже отмечено')
  await school.chats.vera.sends('/start')
  await school.chats.vera.pressesData(school.chats.vera.lastMessage?.id ?? 0, `ndg:t:${programmeId}:${row?.id}`)
  await school.chats.vera.seesPopup('в плане уже нет')
  await school.chats.vera.pressesData(school.chats.vera.lastMessage?.id ?? 0, 'ndg:t:x:y')
  await school.chats.vera.seesPopup('в плане уже нет')
  expect(await nudges()).toEqual(before)
  expect(await school.refusals()).toEqual([])
})
