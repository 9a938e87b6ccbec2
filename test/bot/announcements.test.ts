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
const lastOf = (who: keyof ChatSchool['chats']) => school.chats[who].lastMessage?.text ?? ''

it('[IMPL-21] reaches everybody of the audience once, with who writes it, and what was typed stays text', async () => {
  await write('Собрание в <b>пятницу</b> в 15:00 & чай')
  await school.deliver()
  await school.deliver()
  for (const who of ['anna', 'vera', 'gleb'] as const) expect(lastOf(who)).toBe('Сообщение куратора, Мария Олеговна\n\nСобрание в <b>пятницу</b> в 15:00 & чай')
  expect(lastOf('olga')).not.toContain('Собрание')
  expect(await school.refusals()).toEqual([])
})

it('[IMPL-21] a withdrawn announcement is not sent, not even when its message was taken for sending already', async () => {
  const { id, recipientIds } = await write('Отменённое собрание')
  const [row] = await school.services.deliveries.list(school.school.id, { kinds: ['announcement'], personId: recipientIds[0] ?? '', states: ['pending'] })
  must(await school.services.announcements.withdraw(school.as.maria, id))
  expect((await school.services.deliveries.get(row?.id ?? ''))?.state).toBe('cancelled')
  await school.deliver()
  for (const who of ['anna', 'vera', 'gleb'] as const) expect(lastOf(who)).not.toContain('Отменённое')
})

it('[IMPL-21] over the day’s number it waits for the morning’s summary, whose button opens it whole', async () => {
  const long = `Очень важное: ${'слово '.repeat(60)}конец`
  for (const text of ['Второе', 'Третье', long]) await write(text)
  await school.deliver()
  expect(lastOf('anna')).toContain('Третье')
  await school.pass(24)
  expect(lastOf('anna')).toContain('Куратор пишет: Очень важное')
  expect(lastOf('anna')).not.toContain('конец')
  await school.chats.anna.presses('Прочитать объявление')
  expect(lastOf('anna')).toContain('конец')
  expect(lastOf('anna')).toContain('Сообщение куратора')
})
