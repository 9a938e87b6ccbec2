import { afterAll, beforeAll, expect, it } from 'vitest'
import { aRow, strengthRow } from '../../support/programme-bench.js'
import { startPlanChat, type PlanChat } from '../../support/plan-chat.js'

let chat: PlanChat
let programmeId: string
beforeAll(async () => {
  chat = await startPlanChat()
  programmeId = await chat.running([chat.ids.anna], [aRow({ finalOn: '2026-09-18' }), strengthRow()])
  await chat.deliver()
})
afterAll(() => chat.harness.stop())

it('[PROG-06] [S13] «Выполнено» on another copy of the task goes on with the words and files given at the first, and is one report', async () => {
  const { anna, services } = chat
  const row = (await services.programmes.get(programmeId))?.rows[0]
  const open = `task:o:${programmeId}:${row?.id}`
  const copies: number[] = []
  for (let copy = 0; copy < 2; copy += 1) {
    await anna.pressesData(anna.lastMessage?.id ?? 0, open)
    copies.push((await anna.look()).messages.at(-1)?.id ?? 0)
  }
  const done = `task:d:${programmeId}:${row?.id}`
  await anna.pressesData(copies[1] ?? 0, done)
  await anna.sends('Сделала, снимок позже')
  await anna.sees('Комментарий принят')
  await anna.pressesData(copies[0] ?? 0, done)
  await anna.sees('Вы уже написали: «Сделала, снимок позже»')
  expect(anna.last.buttons).toEqual(['Готово', 'Отменить'])
  await anna.uploads([{ name: 'c.jpg', mime: 'image/jpeg', content: 'z' }])
  await anna.sends('/start')
  chat.setTime('2026-09-18T13:30:00Z')
  await chat.deliver()
  const nudge = await anna.sees('Сегодня срок: «Посетить урок')
  await anna.pressesData(nudge.id, done)
  await anna.sees(/Вы уже написали: «Сделала, снимок позже»\nПринято: 1 вложение/)
  await anna.presses('Готово')
  await anna.sees('Отмечено, спасибо')
  const pressed = (await anna.look()).messages.find(({ id }) => id === nudge.id)
  expect([pressed?.text.includes('🕓 отмечено 18 сентября, ждёт проверки'), pressed?.buttons]).toEqual([true, []])
  const sent = (await services.programmes.get(programmeId))?.rows[0]?.marks[0]?.reports
  expect(sent).toMatchObject([{ text: 'Сделала, снимок позже', fileIds: [expect.any(String)] }])
  expect(await services.programmes.reportDraft(chat.as.anna, { programmeId, rowId: row?.id ?? '', menteeId: chat.ids.anna })).toBeNull()
})

it('[PROG-06] what was begun is forgotten when she cancels it', async () => {
  const { anna, services } = chat
  const row = (await services.programmes.get(programmeId))?.rows[1]
  const done = `task:d:${programmeId}:${row?.id}`
  await anna.pressesData(anna.lastMessage?.id ?? 0, done)
  await anna.sends('Не то')
  await anna.presses('Отменить')
  await anna.pressesData(anna.lastMessage?.id ?? 0, done)
  await anna.sees('Приложите')
  expect(anna.last.buttons).toEqual(['Без приложения', 'Отменить'])
  await anna.sends('/cancel')
})
