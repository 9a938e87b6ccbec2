import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startBotHarness, type BotHarness } from '../support/bot.js'
import { aSchool, enrol } from '../support/staff.js'

let harness: BotHarness
const anna = () => harness.telegram.user(1)

beforeAll(async () => {
  harness = await startBotHarness({ now: () => Date.UTC(2026, 8, 14, 9, 0) })
  const school = await aSchool(harness.services, 'Школа № 5', { quietFrom: '20:00', quietTo: '08:00' })
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
const settings = async () => (await harness.services.people.byTelegram(1))?.settings
const week = new Date(Date.UTC(2026, 8, 21, 9, 0))
/** Presses and waits for «saved». */
async function chooses(label: string): Promise<void> {
  await anna().presses(label)
  await anna().seesPopup('Сохранено')
}

describe('the screens of the settings', () => {
  it('each has at most six buttons and leads back', async () => {
    expect(anna().last.buttons).toEqual(['Утренняя сводка', 'Тихие часы', 'Как писать', 'Реже', 'На главный экран'])
    for (const [open, first] of [['Утренняя сводка', '07:00'], ['Тихие часы', '18:00 – 09:00'], ['Как писать', '• Обычные сообщения']] as const) {
      await anna().presses(open)
      expect(anna().last.buttons[0]).toBe(first)
      expect(anna().last.buttons.length).toBeLessThanOrEqual(6)
      await anna().presses('← Назад')
      expect(anna().last.buttons[0]).toBe('Утренняя сводка')
    }
    await anna().presses('На главный экран')
    await anna().sees('Здравствуйте')
  })

  it('[IMPL-01] the hour of the summary is chosen in place; an hour before the end of the quiet hours ends them', async () => {
    await anna().presses('Утренняя сводка')
    await chooses('10:00')
    expect(anna().last.buttons).toEqual(['07:00', '08:00', '09:00', '• 10:00', '← Назад'])
    expect(await settings()).toMatchObject({ digestAt: '10:00', quietTo: null })
    await chooses('07:00')
    expect(anna().last.text).toContain('Тихие часы: с 20:00 до 07:00')
    expect(await settings()).toMatchObject({ digestAt: '07:00', quietTo: '07:00' })
  })

  it('[IMPL-02] quiet hours are one\'s own, or as all have them', async () => {
    await anna().presses('Тихие часы')
    await chooses('18:00 – 09:00')
    expect(anna().last.text).toContain('Тихие часы: с 18:00 до 09:00')
    expect(anna().last.text).toContain('Утренняя сводка: 09:00')
    expect(await settings()).toMatchObject({ quietFrom: '18:00', quietTo: '09:00', digestAt: '09:00' })
    await chooses('Как у всех')
    expect(await settings()).toMatchObject({ quietFrom: null, quietTo: null })
    expect(anna().last.buttons).toContain('• 20:00 – 08:00')
  })

  it('[IMPL-03] the bot may write without a sound, or not at all: the curator passes it on', async () => {
    await anna().presses('Как писать')
    await chooses('Без звука')
    expect([(await settings())?.channel, anna().last.text.includes('Сообщения: без звука')]).toEqual(['telegram-silent', true])
    await chooses('Через куратора')
    expect((await settings())?.channel).toBe('curator')
    await chooses('Обычные сообщения')
    expect((await settings())?.channel).toBe('telegram')
  })

  it('[IMPL-02] fewer nudges for a week, pressed twice once, and back', async () => {
    const fewer = dataOf('Реже')
    await anna().pressesData(messageId(), fewer)
    await anna().seesPopup('Сохранено')
    expect(anna().last.text).toContain('Напоминания: реже до 21 сентября')
    await anna().pressesData(messageId(), fewer)
    await anna().seesPopup('настройки изменились')
    expect((await settings())?.fewerUntil).toEqual(week)
    await chooses('Как обычно')
    expect((await settings())?.fewerUntil).toBeNull()
  })
})

describe('buttons of the settings', () => {
  it('an outdated menu answers kindly and is shown afresh', async () => {
    await anna().presses('Утренняя сводка')
    const [older, eight] = [messageId(), dataOf('08:00')]
    await anna().sends('/settings')
    await anna().presses('Утренняя сводка')
    await chooses('08:00')
    await anna().pressesData(older, eight)
    await anna().seesPopup('настройки изменились')
    const shown = (await anna().look()).messages.find(({ id }) => id === older)
    expect(shown?.text).toContain('Утренняя сводка: 08:00')
    expect(shown?.buttons.flat().map(({ text }) => text)).toContain('• 08:00')
  })

  it('a made-up button of the menu changes nothing', async () => {
    const before = await settings()
    await anna().pressesData(messageId(), 'setd/9/9/03:00/hxxxx')
    await anna().seesPopup('настройки изменились')
    await anna().pressesData(messageId(), 'set/')
    await anna().seesPopup('Это уже отмечено')
    expect(await settings()).toEqual(before)
  })

  it('somebody who is not linked cannot press it', async () => {
    const before = await settings()
    const stranger = harness.telegram.user(7)
    await stranger.sends('/settings')
    await stranger.pressesData(stranger.lastMessage?.id ?? 0, 'setd/0/0/07:00/hxxxx')
    await stranger.seesPopup(/.+/)
    expect(await settings()).toEqual(before)
  })

  it('pressed in the midst of a dialogue it acts, and the dialogue is offered again', async () => {
    await anna().presses('Утренняя сводка')
    const [message, nine] = [messageId(), dataOf('09:00')]
    await anna().sends('/start')
    await anna().presses('Заполнить анкету')
    await anna().pressesData(message, nine)
    await anna().seesPopup('Сохранено')
    await anna().sees('Вы не закончили')
    expect((await settings())?.digestAt).toBe('09:00')
  })
})
