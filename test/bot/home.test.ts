import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startBotHarness, type BotHarness } from '../support/bot.js'
import { aSchool, enrol } from '../support/staff.js'

let harness: BotHarness

beforeAll(async () => {
  harness = await startBotHarness({ now: () => Date.UTC(2026, 8, 14, 9, 0) })
  const school = await aSchool(harness.services)
  await enrol(harness.services, school.id, { roles: ['mentee'], telegramId: 1 })
  await enrol(harness.services, school.id, { roles: ['mentor'], telegramId: 2, name: 'Ольга', patronymic: 'Ивановна' })
})
afterAll(() => harness.stop())

describe('the frame of the bot', () => {
  it('[IMPL-24] the home screen greets by name and offers data, settings and what waits', async () => {
    const anna = harness.telegram.user(1)
    await anna.sends('/start')
    await anna.sees('Здравствуйте, Анна Сергеевна!')
    expect(anna.last.buttons).toEqual(expect.arrayContaining(['Заполнить анкету', 'Мои данные и согласия', 'Настройки']))
  })

  it('[IMPL-24] [DUTY-01] [DUTY-02] [ORG-17] /help shows one’s own duties and rights, and explains who is who', async () => {
    const olga = harness.telegram.user(2)
    await olga.sends('/help')
    expect(olga.last.buttons).toEqual(expect.arrayContaining(['Обязанности наставника', 'Права наставника', 'Кто есть кто']))
    expect(olga.last.buttons).not.toContain('Права наставляемого')
    await olga.presses('Права наставника')
    await olga.sees(/^Права наставника\n1\. /)
    await olga.presses('← Назад')
    await olga.presses('Кто есть кто')
    await olga.presses('Кто такой куратор?')
    await olga.sees(/^Кто такой куратор/)
  })

  it('settings are changed in place', async () => {
    const anna = harness.telegram.user(1)
    await anna.sends('/settings')
    await anna.presses('Время сводки')
    await anna.presses('10:00')
    await anna.seesPopup('Сохранено')
    await anna.sees('одной сводкой в 10:00')
    await anna.presses('← Назад')
    await anna.presses('Реже')
    await anna.sees('о сроках молчу до')
    expect(anna.screen().filter((text) => text.startsWith('Настройки'))).toHaveLength(1)
  })

  it('a stranger gets a kind answer and nothing else', async () => {
    const stranger = harness.telegram.user(3)
    await stranger.sends('/start')
    await stranger.sees('откройте ссылку-приглашение')
    await stranger.sends('пустите')
    await stranger.sees('откройте ссылку-приглашение')
    expect(stranger.last.buttons).toEqual([])
  })

  it('stray words bring the home screen; an unknown button is answered', async () => {
    const anna = harness.telegram.user(1)
    await anna.sends('как дела?')
    await anna.sees(/^Я понимаю кнопки и команды\. Вот главный экран:\n[^\n]+анкета/)
    expect(anna.last.buttons[0]).toBe('Заполнить анкету')
    await anna.pressesData(anna.lastMessage?.id ?? 0, 'gone:x:1')
    await anna.seesPopup('Это уже отмечено')
  })

  it('a group gets one polite line, then the bot leaves', async () => {
    harness.telegram.user(1)
    await harness.telegram.addToGroup(-100, 'Учителя', 1)
    await harness.running().idle()
    await expect.poll(async () => (await harness.telegram.calls({ method: 'leaveChat' })).length).toBe(1)
    expect(await harness.telegram.calls({ method: 'sendMessage', chatId: -100 })).toHaveLength(1)
  })

  it('tells the menu of commands once, not at every start', async () => {
    await harness.restartBot()
    await harness.telegram.user(1).sends('/start')
    expect(await harness.telegram.calls({ method: 'setMyCommands' })).toHaveLength(2)
  })
})
