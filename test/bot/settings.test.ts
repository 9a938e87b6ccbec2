import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startBotHarness, type BotHarness } from '../support/bot.js'
import { aSchool, enrol } from '../support/staff.js'

let harness: BotHarness
const anna = () => harness.telegram.user(1)

beforeAll(async () => {
  harness = await startBotHarness({ now: () => Date.UTC(2026, 8, 14, 9, 0) })
  const school = await aSchool(harness.services)
  await enrol(harness.services, school.id, { roles: ['mentee'], telegramId: 1 })
})
beforeEach(() => anna().sends('/settings'))
afterAll(() => harness.stop())

/** The data of a button of the newest message, as it stands there now. */
function dataOf(label: string): string {
  const button = anna().lastMessage?.buttons.flat().find(({ text }) => text === label)
  if (button?.data === undefined) throw new Error(`no button ${label}`)
  return button.data
}

const messageId = () => anna().lastMessage?.id ?? 0
const digest = async () => (await harness.services.people.byTelegram(1))?.settings.digestAt
const isFewer = async () => (await harness.services.people.byTelegram(1))?.settings.fewerReminders

describe('the menu of the settings', () => {
  it('shows the chosen hour in place, in one message', async () => {
    await anna().presses('10:00')
    await anna().seesPopup('Сохранено')
    expect(anna().last.buttons).toEqual(['07:00', '08:00', '09:00', '• 10:00', 'Реже', 'На главный экран'])
    expect(await digest()).toBe('10:00')
    await anna().presses('• 10:00')
    await anna().seesPopup('Сохранено')
  })

  it('a button pressed twice changes the setting once and shows how it is now', async () => {
    const fewer = dataOf('Реже')
    await anna().pressesData(messageId(), fewer)
    await anna().seesPopup('Сохранено')
    await anna().pressesData(messageId(), fewer)
    await anna().seesPopup('настройки изменились')
    expect(await isFewer()).toBe(true)
    expect(anna().last.buttons).toContain('Как обычно')
    await anna().presses('Как обычно')
    await anna().seesPopup('Сохранено')
    expect(await isFewer()).toBe(false)
  })

  it('an outdated menu answers kindly and is shown afresh', async () => {
    const [older, eight] = [messageId(), dataOf('08:00')]
    await anna().sends('/settings')
    await anna().presses('08:00')
    await anna().seesPopup('Сохранено')
    await anna().pressesData(older, eight)
    await anna().seesPopup('настройки изменились')
    const shown = (await anna().look()).messages.find(({ id }) => id === older)
    expect(shown?.text).toContain('Утренняя сводка: 08:00')
    expect(shown?.buttons.flat().map(({ text }) => text)).toContain('• 08:00')
    expect(await digest()).toBe('08:00')
  })

  it('a made-up button of the menu changes nothing', async () => {
    await anna().pressesData(messageId(), 'set/9/9/03:00/hxxxx')
    await anna().seesPopup('настройки изменились')
    await anna().pressesData(messageId(), 'set/')
    await anna().seesPopup('Это уже отмечено')
    expect(await digest()).toBe('08:00')
  })

  it('leads back to the home screen', async () => {
    await anna().presses('На главный экран')
    await anna().sees('Здравствуйте')
  })

  it('somebody who is not linked cannot press it', async () => {
    const stranger = harness.telegram.user(7)
    await stranger.sends('/settings')
    await stranger.pressesData(stranger.lastMessage?.id ?? 0, 'set/0/0/07:00/hxxxx')
    await stranger.seesPopup(/.+/)
    expect(await digest()).toBe('08:00')
  })

  it('pressed in the midst of a dialogue it acts, and the dialogue is offered again', async () => {
    const [settings, nine] = [messageId(), dataOf('09:00')]
    await anna().sends('/start')
    await anna().presses('Заполнить анкету')
    await anna().pressesData(settings, nine)
    await anna().seesPopup('Сохранено')
    await anna().sees('Вы не закончили')
    expect(await digest()).toBe('09:00')
  })
})
