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

/** The same in an older message, as it was last looked at. */
async function dataIn(id: number, label: string): Promise<string> {
  const shown = (await anna().look()).messages.find((message) => message.id === id)
  return shown?.buttons.flat().find(({ text }) => text === label)?.data ?? ''
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
    expect(anna().last.buttons).toEqual(['Время сводки', 'Тихие часы', 'Как писать', 'Реже', 'На главный экран'])
    for (const [open, first] of [['Время сводки', '07:00'], ['Тихие часы', '18:00 – 09:00'], ['Как писать', '• Обычные сообщения']] as const) {
      await anna().presses(open)
      expect(anna().last.buttons[0]).toBe(first)
      expect(anna().last.buttons.length).toBeLessThanOrEqual(6)
      await anna().presses('← Назад')
      expect(anna().last.buttons[0]).toBe('Время сводки')
    }
    await anna().presses('На главный экран')
    await anna().sees('Здравствуйте')
  })

  it('[IMPL-01] the hour of the summary is chosen in place; an hour in the quiet hours waits for their end, and the screen says so', async () => {
    await anna().presses('Время сводки')
    await chooses('10:00')
    expect(anna().last.buttons).toEqual(['07:00', '08:00', '09:00', '• 10:00', '← Назад'])
    expect(await settings()).toMatchObject({ digestAt: '10:00', quietTo: null })
    await chooses('07:00')
    await anna().seesPopup('В 07:00 у вас тихие часы, поэтому сводка придёт, когда они закончатся: в 08:00')
    expect(anna().last.text).toContain('одной сводкой в 08:00, когда закончатся тихие часы (выбрано 07:00)')
    expect(anna().last.text).toContain('Тихие часы: с 20:00 до 08:00')
    expect(await settings()).toMatchObject({ digestAt: '07:00', quietFrom: null, quietTo: null })
  })

  it('[IMPL-02] quiet hours are one\'s own, or as all have them', async () => {
    await anna().presses('Тихие часы')
    await chooses('18:00 – 09:00')
    expect(anna().last.text).toContain('Тихие часы: с 18:00 до 09:00')
    await anna().presses('← Назад')
    await anna().presses('Время сводки')
    await chooses('08:00')
    await anna().seesPopup('сводка придёт, когда они закончатся: в 09:00')
    expect(await settings()).toMatchObject({ quietFrom: '18:00', quietTo: '09:00', digestAt: '08:00' })
    await anna().presses('← Назад')
    await anna().presses('Тихие часы')
    await chooses('Как у всех: 20:00 – 08:00')
    expect(await settings()).toMatchObject({ quietFrom: null, quietTo: null })
    expect(anna().last.buttons).toContain('• 20:00 – 08:00')
    await anna().presses('← Назад')
    await anna().presses('Время сводки')
    await chooses('10:00')
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
    expect(anna().last.text).toContain('Напоминания: о сроках молчу до 21 сентября; встречи и ответы приходят')
    await anna().pressesData(messageId(), fewer)
    await anna().seesPopup('настройки изменились')
    expect((await settings())?.fewerUntil).toEqual(week)
    await chooses('Как обычно')
    expect((await settings())?.fewerUntil).toBeNull()
  })
})

describe('buttons of the settings', () => {
  it('an outdated menu answers kindly and is shown afresh', async () => {
    await anna().presses('Время сводки')
    const [older, eight] = [messageId(), dataOf('08:00')]
    await anna().sends('/settings')
    await anna().presses('Время сводки')
    await chooses('08:00')
    await anna().pressesData(older, eight)
    await anna().seesPopup('настройки изменились')
    const shown = (await anna().look()).messages.find(({ id }) => id === older)
    expect(shown?.text).toContain('одной сводкой в 08:00')
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
    await anna().presses('Время сводки')
    const [message, nine] = [messageId(), dataOf('09:00')]
    await anna().sends('/start')
    await anna().presses('Заполнить анкету')
    await anna().pressesData(message, nine)
    await anna().seesPopup('Сохранено')
    await anna().sees('Вы не закончили')
    expect((await settings())?.digestAt).toBe('09:00')
    const offers = async () => (await anna().look()).messages.filter(({ text }) => text.includes('Вы не закончили')).map(({ id }) => id)
    const [first] = await offers()
    await anna().pressesData(message, await dataIn(message, '07:00'))
    expect(await offers()).toEqual([first])
    await anna().sends('не то')
    await anna().pressesData(message, await dataIn(message, '10:00'))
    const [second, ...more] = await offers()
    expect([more, second === first]).toEqual([[], false])
    await anna().presses('Продолжить анкету')
    expect(await offers()).toEqual([])
  })
})
