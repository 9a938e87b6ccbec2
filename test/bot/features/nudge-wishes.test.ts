import { afterAll, beforeAll, expect, it } from 'vitest'
import { aChatSchool, type ChatSchool } from '../../support/chat-school.js'

let school: ChatSchool
beforeAll(async () => {
  school = await aChatSchool()
  await school.runningProgramme([school.people.anna.id])
  await school.pass(13 * 24 + 6)
  await school.chats.anna.look()
})
afterAll(() => school.stop())

const shown = async () => (await school.chats.anna.look()).messages.filter(({ text, fromBot }) => fromBot && text.includes('Посетить урок')).at(-1)
const wished = async () => (await school.services.deliveries.list(school.school.id, { kinds: ['row-nudge'], personId: school.people.anna.id, limit: 500 })).filter(({ offset }) => offset.startsWith('again')).map(({ state }) => state).sort()

it('[IMPL-01][IMPL-02] of «tomorrow» and «fewer» the last press wins and its line replaces the other one', async () => {
  const { anna } = school.chats
  const message = await shown()
  const dataOf = (label: string) => message?.buttons.flat().find(({ text }) => text === label)?.data ?? ''
  const press = (label: string) => anna.pressesData(message?.id ?? 0, dataOf(label))
  await press('Напомнить завтра')
  await anna.sees('Напомню: завтра')
  await press('Реже')
  await anna.sees('напоминать о сроках не буду')
  expect((await shown())?.text).not.toContain('Напомню')
  expect(await wished()).toEqual(['cancelled'])
  await press('Напомнить завтра')
  await anna.sees('Напомню: завтра')
  expect((await shown())?.text).not.toContain('напоминать о сроках не буду')
  expect(await wished()).toEqual(['cancelled', 'pending'])
  expect(await school.refusals()).toEqual([])
})
