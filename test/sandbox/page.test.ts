import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { mkdir, readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClock } from '../../src/core/clock.js'
import { startSandboxServer } from '../../src/sandbox/start-sandbox-server.js'
import { launchBrowser } from '../support/browser.js'
import { testToken } from '../support/telegram.js'
import { createEchoBot } from './echo-bot.js'

const root = join(import.meta.dirname, '../..')
const pictures = process.env.SANDBOX_PICTURES
const people = [
  { id: 1001, name: 'Анна Сергеевна Петрова', role: 'Наставляемая, русский язык', about: 'Есть наставник и план: две задачи на неделе, одна ждёт проверки', linked: true },
  { id: 1002, name: 'Ольга Ивановна Белова', role: 'Наставник, математика', about: 'Ведёт двоих: есть что проверить, завтра встреча', linked: true },
  { id: 1003, name: 'Павел Андреевич Соколов', role: 'Наставляемый, физика', about: 'Ещё не открыл приглашение', inviteLink: 'https://t.me/nastavnik_demo_bot?start=abc-123' },
]

let server: Awaited<ReturnType<typeof startSandboxServer>>
let browser: Browser
let bot: ReturnType<typeof createEchoBot>
let running: Promise<void>

beforeAll(async () => {
  const texts = JSON.parse(await readFile(join(root, 'locales/ru/site.json'), 'utf8')) as Record<string, string>
  server = await startSandboxServer({
    port: 0, token: testToken, clock: createClock(), texts, pageFolder: join(root, 'src/sandbox/page'), zone: 'Europe/Moscow',
    bot: { name: 'Наставник', username: 'nastavnik_demo_bot' }, listPeople: () => Promise.resolve(people),
  })
  bot = createEchoBot(testToken, server.apiRoot)
  await bot.api.setMyCommands([{ command: 'start', description: 'Домой' }, { command: 'keys', description: 'Показать кнопки' }])
  running = bot.start()
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser.close()
  await bot.stop()
  await running
  await server.stop()
})

async function openPage(width: number, height: number, address = '', colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme })
  page.on('pageerror', (error) => { throw error })
  page.on('console', (message) => {
    if (message.type() === 'error') throw new Error(message.text())
  })
  await page.goto(`${server.baseUrl}/sandbox${address}`)
  await page.getByText('Анна Сергеевна Петрова').first().waitFor({ state: 'attached' })
  return page
}

async function picture(page: Page, name: string): Promise<void> {
  if (!pictures) return
  await mkdir(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, `${name}.png`) })
}

const bubble = (page: Page, text: string) => page.locator('.bubble', { hasText: text })

describe('the chat page', () => {
  it('lets a newcomer pick a person, start, press and see edits and pop-ups, on a phone', async () => {
    const page = await openPage(390, 844)
    await picture(page, 'phone-list')
    await page.getByText('Анна Сергеевна Петрова').click()
    await picture(page, 'phone-empty')
    await page.getByRole('button', { name: 'Начать', exact: true }).click()
    await bubble(page, 'Здравствуйте, Анна!').waitFor()
    await picture(page, 'phone-chat')
    await page.getByRole('button', { name: 'Мои задачи' }).click()
    await bubble(page, 'Задачи: 2 на этой неделе').getByText('изменено').waitFor()
    await page.getByText('Список обновлён').waitFor()
    await picture(page, 'phone-toast')
    await page.getByRole('button', { name: 'Выполнено (2)' }).click()
    await page.getByRole('dialog').getByText('Отмечено').waitFor()
    await picture(page, 'phone-alert')
    await page.getByRole('button', { name: 'Понятно' }).click()
    await page.getByRole('textbox', { name: 'Сообщение' }).fill('/keys')
    await page.getByRole('button', { name: 'Отправить' }).click()
    await page.getByRole('button', { name: 'Завтра' }).click()
    await bubble(page, 'Вы написали: Завтра').waitFor()
    await picture(page, 'phone-keyboard')
    const box = await page.getByRole('textbox', { name: 'Сообщение' }).boundingBox()
    expect((box?.y ?? 9999) + (box?.height ?? 0)).toBeLessThan(844)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    await page.getByRole('button', { name: 'К списку людей' }).click()
    await page.getByText('Ольга Ивановна Белова').waitFor()
    await page.close()
  })

  it('sends an album and a file, opens an invitation by link, and counts what is unread', async () => {
    const page = await openPage(1280, 800)
    await page.getByText('Ольга Ивановна Белова').click()
    await page.getByRole('button', { name: 'Начать', exact: true }).click()
    await bubble(page, 'Здравствуйте, Ольга!').waitFor()
    const image = await page.screenshot({ clip: { x: 0, y: 0, width: 320, height: 240 } })
    await page.locator('#file-input').setInputFiles(['1.png', '2.png'].map((name) => ({ name, mimeType: 'image/png', buffer: image })))
    await page.getByLabel('Подпись').fill('Фото с урока')
    await picture(page, 'desk-files')
    await page.getByRole('dialog').getByRole('button', { name: 'Отправить' }).click()
    await bubble(page, 'Фото из альбома: Фото с урока').waitFor()
    await page.getByRole('button', { name: 'Прикрепить' }).click()
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Файл', exact: true }).click()
    await (await chooser).setFiles({ name: 'Лист наблюдений.txt', mimeType: 'text/plain', buffer: Buffer.from('хорошо') })
    await page.getByRole('dialog').getByRole('button', { name: 'Отправить' }).click()
    await bubble(page, 'Файл Лист наблюдений.txt: хорошо').waitFor()
    await picture(page, 'desk-chat')
    await bot.api.sendMessage(1001, 'Завтра, 15 сентября, в 14:30 встреча с Ольгой Ивановной.')
    await page.getByLabel('1 непрочитанных').or(page.locator('.person', { hasText: 'Анна' }).locator('.unread')).first().waitFor()
    await page.getByRole('button', { name: 'Открыть приглашение' }).first().click()
    await page.getByLabel('Ссылка-приглашение').fill('просто текст')
    await page.getByLabel('Кто открывает').selectOption('1003')
    await page.getByRole('button', { name: 'Открыть', exact: true }).click()
    await page.getByText('В этой ссылке нет приглашения').waitFor()
    await picture(page, 'desk-invitation')
    await page.getByLabel('Ссылка-приглашение').fill('https://t.me/nastavnik_demo_bot?start=token_77')
    await page.getByRole('button', { name: 'Открыть', exact: true }).click()
    await bubble(page, 'Приглашение: token_77').waitFor()
    await page.getByRole('button', { name: 'Команды бота' }).click()
    await picture(page, 'desk-commands')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Удалить' }).click()
    await expect.poll(() => bubble(page, 'Приглашение: token_77').count()).toBe(0)
    await page.getByRole('button', { name: 'Открыть приглашение' }).first().click()
    await page.getByLabel('Ссылка-приглашение').fill('https://t.me/nastavnik_demo_bot?start=token_78')
    await page.getByLabel('Кто открывает').selectOption('Новый человек')
    await page.getByRole('button', { name: 'Открыть', exact: true }).click()
    await bubble(page, 'Здравствуйте, Новый человек! Приглашение: token_78').waitFor()
    await page.locator('.person', { hasText: 'Не из списка школы' }).waitFor()
    await page.close()
  })

  it('rewinds the clock, and opens by an address with a start and a person', async () => {
    const page = await openPage(1280, 800, '?start=from_qr&person=1003', 'dark')
    await bubble(page, 'Приглашение: from_qr').waitFor()
    const before = await page.locator('#clock-now').textContent()
    await page.getByRole('button', { name: '+1 день' }).click()
    await page.getByText('Время перемотано').waitFor()
    expect(await page.locator('#clock-now').textContent()).not.toBe(before)
    await page.getByRole('textbox', { name: 'Сообщение' }).fill('после перемотки')
    await page.keyboard.press('Enter')
    await bubble(page, 'Вы написали: после перемотки').waitFor()
    await page.getByText('Вчера', { exact: true }).waitFor()
    await picture(page, 'desk-dark')
    await page.getByRole('textbox', { name: 'Сообщение' }).fill('/think')
    await page.keyboard.press('Enter')
    await page.getByText('печатает…').waitFor()
    await bubble(page, 'Подумал').waitFor()
    expect(await page.getByText('печатает…').count()).toBe(0)
    await page.close()
  })

  it('shows a blocked bot and comes back', async () => {
    const page = await openPage(390, 700, '#1003')
    await page.getByLabel('Ещё').click()
    await page.getByRole('button', { name: 'Заблокировать бота' }).click()
    const start = page.getByRole('button', { name: 'Разблокировать и начать' })
    await start.waitFor()
    await expect(bot.api.sendMessage(1003, 'a')).rejects.toThrow('bot was blocked by the user')
    await start.click()
    await bubble(page, 'Здравствуйте, Павел! Это бот').waitFor()
    await page.close()
  })
})
