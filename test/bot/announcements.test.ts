import { afterAll, beforeAll, expect, it } from 'vitest'
import { must } from '../../src/core/result.js'
import { aChatSchool, type ChatSchool } from '../support/chat-school.js'

let school: ChatSchool
beforeAll(async () => {
  school = await aChatSchool()
})
afterAll(() => school.stop())

const write = async (text: string, audience: 'all' | 'mentors' | 'mentees' = 'mentees') => {
  const { announcements } = school.services
  const { id } = must(await announcements.draft(school.as.maria, school.school.id, { text, audience, pairId: null }))
  return must(await announcements.publish(school.as.maria, id))
}
/** How many messages of the chat hold these words, as it stands now. */
async function countOf(who: keyof ChatSchool['chats'], words: string): Promise<number> {
  await school.chats[who].sends('/start')
  return school.chats[who].screen().filter((text) => text.includes(words)).length
}

it('[IMPL-21] reaches everybody of the audience once, with who writes it, and what was typed stays text', async () => {
  await write('Собрание в <b>пятницу</b> в 15:00 & чай')
  await school.deliver()
  await school.deliver()
  for (const who of ['anna', 'vera', 'gleb'] as const) {
    await school.chats[who].sees('Мария Олеговна, куратор:\n\nСобрание в <b>пятницу</b> в 15:00 & чай')
    expect(await countOf(who, 'Собрание')).toBe(1)
  }
  expect(await countOf('olga', 'Собрание')).toBe(0)
  expect(await school.refusals()).toEqual([])
})

it('[IMPL-21] a withdrawn announcement is sent to nobody', async () => {
  const { id, recipientIds } = await write('Отменённое собрание')
  const rows = await school.services.deliveries.list(school.school.id, { kinds: ['announcement'], states: ['pending'] })
  expect(rows.map(({ personId }) => personId).sort()).toEqual([...recipientIds].sort())
  must(await school.services.announcements.withdraw(school.as.maria, id))
  expect((await school.services.deliveries.get(rows[0]?.id ?? ''))?.state).toBe('cancelled')
  await school.deliver()
  for (const who of ['anna', 'vera', 'gleb'] as const) expect(await countOf(who, 'Отменённое')).toBe(0)
})

it('[IMPL-21] over the day’s number it waits for the morning’s summary, whose button opens it whole', async () => {
  const { anna } = school.chats
  for (const text of ['Второе', 'Третье', `Очень важное: ${'слово '.repeat(60)}конец`]) {
    await write(text)
    await school.deliver()
  }
  await anna.sees(/Третье$/)
  expect(await countOf('anna', 'Очень важное')).toBe(0)
  await school.pass(24)
  const summary = await anna.sees(/Куратор пишет: Очень важное/)
  expect(summary.text).not.toContain('конец')
  await anna.presses('Прочитать объявление')
  await anna.sees(/Мария Олеговна, куратор:\n\nОчень важное: [^]*конец/)
})
