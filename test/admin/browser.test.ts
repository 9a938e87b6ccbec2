import { mkdirSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser.js'
import { testDatabase, type TestDatabase } from '../support/database.js'
import { expectAccessible } from '../support/accessible.js'
import { testPanel, type TestPanel } from '../support/panel.js'

let database: TestDatabase
let panel: TestPanel
let browser: Browser
let page: Page
const seen: string[] = []

/** Kept for a person's eyes when a folder is named. */
async function picture(name: string): Promise<void> {
  const folder = process.env['PICTURES']
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

beforeAll(async () => {
  database = await testDatabase()
  panel = await testPanel(database)
  browser = await launchBrowser()
  page = await browser.newPage({ locale: 'ru-RU', viewport: { width: 1280, height: 860 } })
  page.on('console', (message) => message.type() === 'error' && seen.push(message.text()))
  page.on('request', (request) => !request.url().startsWith(panel.url) && !request.url().startsWith('data:') && seen.push(request.url()))
})
afterAll(async () => {
  await browser.close()
  await panel.close()
  await database.drop()
})

it('[IMPL-18] lets a system administrator in and has him open a personal account, whose password is shown once', async () => {
  const account = await panel.openAccount('sysadmin')
  await page.goto(`${panel.url}/admin`)
  await picture('login')
  await expectAccessible(page)
  await page.getByLabel('Почта').fill(account.email)
  await page.getByLabel('Пароль').fill(account.password)
  await page.getByRole('button', { name: 'Войти' }).click()
  await page.getByRole('heading', { name: 'Сегодня' }).waitFor()
  await picture('today')
  await expectAccessible(page)

  await page.goto(`${panel.url}/admin/resources/Account`)
  await page.getByText(account.email).first().waitFor()
  await picture('accounts')
  await page.goto(`${panel.url}/admin/resources/Account/actions/open`)
  await page.getByLabel('Почта').fill('нет')
  await page.getByLabel('Роль').selectOption({ label: 'Куратор' })
  await page.getByRole('button', { name: 'Открыть доступ' }).click()
  await page.getByText('Это не похоже на адрес почты').waitFor()
  await picture('account-error')
  await expectAccessible(page)
  expect(await page.getByLabel('Почта').inputValue()).toBe('нет')
  await page.getByLabel('Почта').fill('kurator@school5.ru')
  await page.getByLabel('Организация').selectOption({ label: 'Школа № 5' })
  await page.getByRole('button', { name: 'Открыть доступ' }).click()
  await page.getByText('Укажите, чей это доступ').waitFor()
  await page.locator('form details summary').click()
  await page.getByLabel('Человека ещё нет в списке').check()
  await page.getByRole('button', { name: 'Открыть доступ' }).click()
  await page.getByText('Запишите сейчас').waitFor()
  await picture('account-opened')
  const password = (await page.locator('code').nth(1).textContent()) ?? ''
  await page.getByRole('button', { name: 'Выйти' }).click()
  await page.getByLabel('Почта').fill('kurator@school5.ru')
  await page.getByLabel('Пароль').fill(password)
  await page.getByRole('button', { name: 'Войти' }).click()
  await page.getByText('Школа № 5').first().waitFor()
})

it('keeps what was typed through an error, a reload and an ended session; a day stays the day', async () => {
  await page.goto(`${panel.url}/admin/resources/Person/actions/new`)
  await page.getByLabel('Фамилия').fill('Кузнецова')
  await page.getByLabel('День рождения').fill('1990-11-15')
  await page.reload()
  await page.getByLabel('Имя').fill('Вера')
  expect(await page.getByLabel('Фамилия').inputValue()).toBe('Кузнецова')
  await picture('person-new')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Добавить' }).click()
  await page.getByText('15.11.1990').first().waitFor()
  await picture('person')
  await expectAccessible(page)
  await page.goto(`${panel.url}/admin/resources/Person`)
  await page.getByText('Кузнецова Вера').waitFor()
  await picture('people')
})

it('is usable on a phone', async () => {
  await page.setViewportSize({ width: 390, height: 800 })
  await page.goto(`${panel.url}/admin/resources/Person`)
  await page.getByText('Кузнецова Вера').first().waitFor()
  await picture('people-390')
  await page.getByRole('button', { name: 'Меню' }).click()
  await page.getByRole('link', { name: 'История изменений' }).click()
  await page.getByRole('heading', { name: 'История изменений' }).waitFor()
  await picture('history-390')
  await page.goto(`${panel.url}/admin/resources/Person/actions/new`)
  await page.getByLabel('Фамилия').waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await picture('person-new-390')
})

it('[IMPL-18] asks nothing of foreign hosts and breaks no rule of the content policy', () => {
  expect(seen.filter((line) => !line.includes('favicon') && !line.includes('status of 401'))).toEqual([])
})
