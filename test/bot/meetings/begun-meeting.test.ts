import { afterAll, beforeAll, expect, it } from 'vitest'
import { must } from '../../../src/core/result.js'
import { aChatSchool, type ChatSchool } from '../../support/chat-school.js'

let school: ChatSchool
beforeAll(async () => {
  school = await aChatSchool()
})
afterAll(() => school.stop())

it('[MEET-04] whoever confirms a meeting that has begun hears so kindly and sees its present card', async () => {
  const { anna } = school.chats
  const pair = await school.agreedPair([school.people.anna.id])
  const startsAt = new Date(school.clock.now().getTime() + 3 * 3_600_000)
  must(await school.services.meetings.set(school.as.olga, { pairId: pair.id, kind: 'acquaintance', startsAt, place: 'каб. 204' }))
  await school.deliver()
  const card = await anna.sees('Назначена встреча')
  const [confirm, wish] = card.buttons.flat().map(({ data }) => data ?? '')
  await school.pass(4)
  for (const pressed of [confirm, wish]) {
    await anna.pressesData(card.id, pressed ?? '')
    await anna.seesPopup('Встреча уже началась')
  }
  const shown = (await anna.look()).messages.find(({ id }) => id === card.id)
  expect(shown?.text).toContain('Где: каб. 204\nВстреча уже началась')
  expect(shown?.buttons.flat().map(({ text }) => text)).toEqual(['Наставник и встречи'])
  expect(await school.refusals()).toEqual([])
})
