import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../../src/core/result.js'
import { startBotHarness, type BotHarness } from '../../support/bot.js'
import { aSchool, enrol } from '../../support/staff.js'

let harness: BotHarness
let schoolId: string

beforeAll(async () => {
  harness = await startBotHarness({ now: () => Date.UTC(2026, 8, 14, 9, 0), logLevel: 'info' })
  schoolId = (await aSchool(harness.services)).id
})
afterAll(() => harness.stop())

describe('survey', () => {
  it('walks', async () => {
    await enrol(harness.services, schoolId, { roles: ['mentee'], telegramId: 11, hiredOn: '2026-09-01' })
    const anna = harness.telegram.user(11)
    await anna.sends('/start')
    console.log(anna.describe())
    await anna.presses('Заполнить анкету')
    console.log(anna.describe())
    await anna.presses(/▢/)
    console.log(anna.describe())
    await anna.presses('Готово')
    console.log(anna.describe())
    for (let i = 0; i < 40 && !anna.hasButton('Отправить'); i += 1) {
      const { text, buttons } = anna.last
      if (buttons.includes('Пропустить')) await anna.presses('Пропустить')
      else if (buttons.some((b) => b.startsWith('▢'))) { await anna.presses(/▢/); await anna.presses('Готово') }
      else if (buttons[0]!.startsWith('1')) await anna.presses(/^3/)
      else if (buttons.length > 2 || buttons[0] === 'Да') await anna.presses(buttons[0]!)
      else await anna.sends('Ответ на ' + text.slice(0, 40))
      const state = await harness.database.connection.collection('dialogues').findOne({ _id: '11' as never })
      console.log(i, JSON.stringify(state).length)
      if (i === 3) console.log(JSON.stringify(state, null, 1))
    }
    console.log(anna.screen().slice(-40))
    await anna.presses('Отправить')
    console.log(anna.describe())
    console.log(await harness.telegram.refusedCalls())
    must({ ok: true, value: 1 })
    expect(1).toBe(1)
  })
})
