import { expect, it } from 'vitest'
import { createClock } from '../../src/core/clock.js'
import { createMongoPersistence } from '../../src/sandbox/mongo-persistence.js'
import { startSandboxServer } from '../../src/sandbox/start-sandbox-server.js'
import { connectTelegram, testToken } from '../support/telegram.js'
import { testDatabase } from '../support/database.js'

it('keeps chats, files and waiting updates over a restart, and never gives a number twice', async () => {
  const { connection, ...database } = await testDatabase()
  const start = () => startSandboxServer({
    port: 0, token: testToken, clock: createClock(),
    persistence: createMongoPersistence({ connection: connection, onError: (error) => { throw error } }),
  })
  const first = await start()
  const before = connectTelegram(first.baseUrl, { patienceMs: 0 }).user(1001, { firstName: 'Анна' })
  const { updateIds } = await before.sends('до перезапуска')
  await before.uploads([{ name: 'урок.pdf', mime: 'application/pdf', content: 'страница' }])
  await first.stop()

  const second = await start()
  const telegram = connectTelegram(second.baseUrl, { patienceMs: 0 })
  const after = telegram.person(1001)
  const { messages, pendingUpdates } = await after.look()
  expect(messages.map((message) => message.text)).toEqual(['до перезапуска', ''])
  expect(pendingUpdates).toBe(2)
  expect(await (await fetch(`${second.baseUrl}${messages[1]?.files[0]?.url ?? ''}`)).text()).toBe('страница')
  const later = await after.sends('после')
  expect(later.updateIds[0]).toBeGreaterThan((updateIds[0] ?? 0) + 100)
  await second.stop()
  await database.drop()
})
