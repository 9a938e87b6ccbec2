import { mkdirSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor } from '../../src/core/actor.js'
import { must } from '../../src/core/result.js'
import { expectAccessible } from '../support/accessible.js'
import { launchBrowser } from '../support/browser.js'
import { testDatabase, type TestDatabase } from '../support/database.js'
import { testPanel, type TestPanel } from '../support/panel.js'

let database: TestDatabase
let panel: TestPanel
let browser: Browser
let page: Page
let personId = ''
let minute = 0
const command = systemActor('command')

beforeAll(async () => {
  database = await testDatabase()
  panel = await testPanel(database)
  personId = must(await panel.services.people.create(command, panel.own, { surname: 'Петрова', name: 'Анна', position: 'учитель', subject: 'химия' })).id
  const account = await panel.openAccount('curator')
  browser = await launchBrowser()
  page = await browser.newPage({ locale: 'ru-RU', viewport: { width: 390, height: 844 } })
  await page.goto(`${panel.url}/admin/login`)
  await page.getByLabel('Почта').fill(account.email)
  await page.getByLabel('Пароль').fill(account.password)
  await page.getByRole('button', { name: 'Войти' }).click()
  await page.getByRole('heading', { name: 'Сегодня' }).waitFor()
}, 90_000)
afterAll(async () => {
  await browser.close()
  await panel.close()
  await database.drop()
})

/** Kept for a person's eyes when a folder is named. */
async function picture(name: string): Promise<void> {
  const folder = process.env['PICTURES']
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

async function changedByOther(position: string): Promise<void> {
  minute += 1
  panel.setTime(`2031-09-15T09:${String(10 + minute)}:00Z`)
  must(await panel.services.people.update(command, personId, { position }))
  minute += 1
  panel.setTime(`2031-09-15T09:${String(10 + minute)}:00Z`)
}
const person = () => panel.services.people.get(personId)
const openForm = async () => {
  await page.goto(`${panel.url}/admin/resources/Person/records/${personId}/edit`)
  await page.getByLabel('Должность').waitFor()
}
const save = () => page.locator('.nst-buttons').getByRole('button').first().click()

it('[IMPL-05] a form whose record was changed meanwhile shows the difference, keeps what was typed and goes on in either way', async () => {
  await openForm()
  await page.getByLabel('Должность').fill('завуч')
  await changedByOther('методист')
  await save()
  await page.getByText('Запись изменил(а) администратор, вручную').waitFor()
  const difference = page.getByRole('table', { name: 'Что изменилось' })
  expect(await difference.locator('tbody tr').allInnerTexts()).toHaveLength(1)
  expect(await difference.innerText()).toContain('методист')
  expect(await page.getByLabel('Должность').inputValue()).toBe('завуч')
  await expectAccessible(page)
  await picture('stale-form')
  await page.getByRole('button', { name: 'Сохранить моё' }).click()
  await page.getByRole('heading', { name: 'Петрова Анна' }).waitFor()
  expect(await person()).toMatchObject({ position: 'завуч', subject: 'химия' })

  await openForm()
  await page.getByLabel('Должность').fill('сторож')
  await changedByOther('директор')
  await save()
  await page.getByRole('button', { name: 'Взять новое' }).click()
  expect(await page.getByLabel('Должность').inputValue()).toBe('директор')
  await page.getByLabel('Предмет').fill('физика')
  await save()
  await page.getByRole('heading', { name: 'Петрова Анна' }).waitFor()
  expect(await person()).toMatchObject({ position: 'директор', subject: 'физика' })
}, 60_000)

it('what was typed before a reload does not write over what was changed since', async () => {
  await openForm()
  await page.getByLabel('Должность').fill('библиотекарь')
  await changedByOther('логопед')
  await openForm()
  expect(await page.getByLabel('Должность').inputValue()).toBe('библиотекарь')
  await save()
  await page.getByText('Запись изменил(а) администратор, вручную').waitFor()
  expect((await person())?.position).toBe('логопед')
  await page.getByRole('button', { name: 'Сохранить моё' }).click()
  await page.getByRole('heading', { name: 'Петрова Анна' }).waitFor()
  expect((await person())?.position).toBe('библиотекарь')
}, 60_000)

it('what was typed before and comes back is said, and can be cleared; after a day it is gone', async () => {
  const restored = page.getByText(/Восстановлено начатое \d\d\.\d\d в \d\d:\d\d/)
  const address = `${panel.url}/admin/resources/Person/actions/new`
  await page.goto(address)
  await page.getByLabel('Фамилия').fill('Чужая')
  await page.goto(address)
  await restored.waitFor()
  expect(await page.getByLabel('Фамилия').inputValue()).toBe('Чужая')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Очистить' }).click()
  await restored.waitFor({ state: 'detached' })
  expect(await page.getByLabel('Фамилия').inputValue()).toBe('')
  await page.getByLabel('Фамилия').fill('Давняя')
  await page.evaluate(() => {
    for (const [key, text] of Object.entries(window.localStorage)) {
      if (key.startsWith('nst-draft:')) window.localStorage.setItem(key, JSON.stringify({ ...JSON.parse(text), at: JSON.parse(text).at - 25 * 3_600_000 }))
    }
  })
  await page.goto(address)
  await page.getByLabel('Фамилия').waitFor()
  expect([await page.getByLabel('Фамилия').inputValue(), await restored.count()]).toEqual(['', 0])
}, 60_000)

it('[IMPL-05] the journal and a record’s history are read on a phone', async () => {
  await page.goto(`${panel.url}/admin/resources/Person/records/${personId}/show`)
  await page.locator('#history summary').click()
  await page.locator('#history').getByText('Должность: логопед → библиотекарь').waitFor()
  await picture('history-phone')
  await page.goto(`${panel.url}/admin/resources/AuditEntry`)
  await page.getByText('Запись изменена').first().waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth + 1)).toBe(true)
  await expectAccessible(page)
  await picture('journal-phone')
}, 60_000)
