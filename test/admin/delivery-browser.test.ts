import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor, type Role } from '../../src/core/actor.js'
import { must } from '../../src/core/result.js'
import { defineDeliveryModel, type DeliveryDocument } from '../../src/modules/deliveries/delivery-model.js'
import type { DeliveryKind } from '../../src/modules/deliveries/delivery.js'
import { expectAccessible } from '../support/accessible.js'
import { launchBrowser, signInOn } from '../support/browser.js'
import { testDatabase, type TestDatabase } from '../support/database.js'
import { testPanel, type TestPanel } from '../support/panel.js'

let database: TestDatabase
let panel: TestPanel
let browser: Browser
let page: Page
const operator = () => systemActor('command', panel.own)
const narrow = () => page.evaluate(() => document.documentElement.scrollWidth)

async function person(surname: string, role: Role, telegramId: number | null): Promise<string> {
  const { id } = must(await panel.services.people.create(operator(), panel.own, { surname, name: 'Анна', patronymic: 'Петровна', phone: '+79001234567' }))
  must(await panel.services.people.giveRole(operator(), id, { role, from: '2031-09-01' }))
  if (telegramId !== null) must(await panel.services.people.link(id, telegramId, operator()))
  return id
}

async function message(personId: string, kind: DeliveryKind, fields: Partial<DeliveryDocument>): Promise<void> {
  const subject = { type: 'Trial', id: `${kind}-${personId}` }
  await panel.services.deliveries.plan([{ kind, organisationId: panel.own, personId, subject, dueAt: new Date('2031-09-15T07:00:00Z'), expiresAt: new Date('2031-10-15T00:00:00Z') }])
  await defineDeliveryModel(database.connection).updateOne({ 'subject.id': subject.id }, { $set: { open: false, ...fields } })
}

beforeAll(async () => {
  database = await testDatabase()
  panel = await testPanel(database)
  const petrova = await person('Петрова', 'mentee', 701)
  await message(petrova, 'meeting-reminder', { state: 'sent', sentAt: new Date('2031-09-15T07:03:00Z') })
  await message(await person('Тихая', 'mentee', null), 'pair-proposed', { state: 'failed', error: 'not-linked' })
  browser = await launchBrowser()
  page = await browser.newPage({ locale: 'ru-RU', viewport: { width: 1280, height: 860 } })
  const account = await panel.openAccount('curator')
  await signInOn(page, panel.url, account)
}, 120_000)
afterAll(async () => {
  await browser.close()
  await panel.close()
  await database.drop()
})

it('[IMPL-03] by keyboard alone the curator finds out whether a person got a message: first letters, Enter, and it stands there', async () => {
  await page.getByRole('link', { name: 'Доставка' }).focus()
  await page.keyboard.press('Enter')
  await page.getByLabel('Фамилия').waitFor()
  await page.getByRole('button', { name: /^1 не дошли$/ }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('Человек ещё не вошёл в бот. Позвоните: +79001234567').waitFor()
  await page.getByLabel('Фамилия').focus()
  await page.keyboard.type('петр')
  await page.keyboard.press('Enter')
  const row = page.getByRole('row', { name: /Петрова Анна Петровна/ })
  await row.waitFor()
  expect(await row.innerText()).toMatch(/Напоминание о встрече\s+отправлено\s+сегодня в 10:03/)
  expect(await page.getByRole('button', { name: 'Важное' }).getAttribute('aria-pressed')).toBe('true')
  await expectAccessible(page)
})

it('[IMPL-03] the page looks again by itself: what is sent meanwhile appears without a press', async () => {
  await panel.services.upkeep.recordLook()
  const petrova = (await panel.services.people.list(panel.own, { query: 'петр' })).items[0]?.id ?? ''
  await message(petrova, 'row-accepted', { state: 'sent', sentAt: new Date('2031-09-15T08:59:00Z') })
  await page.getByRole('row', { name: /Задача принята/ }).waitFor({ timeout: 20_000 })
  await page.getByText('Отправка работает').waitFor()
})

it('[IMPL-03][IMPL-21] both pages are usable at 390 px: an announcement is written, looked at and sent with a thumb', async () => {
  await page.setViewportSize({ width: 390, height: 800 })
  await page.goto(`${panel.url}/admin/resources/Delivery?filters.view=failed`)
  await page.getByRole('link', { name: 'Отправить ещё раз: Тихая Анна Петровна' }).waitFor()
  expect(await narrow()).toBeLessThanOrEqual(390)
  await expectAccessible(page)
  await page.goto(`${panel.url}/admin/resources/Announcement/actions/new`)
  await page.getByLabel('Текст').fill('Собрание в пятницу в 15:00')
  await page.getByLabel('Кому').selectOption({ label: 'Наставляемые (2)' })
  await page.getByRole('button', { name: 'Посмотреть' }).click()
  await page.getByText('Передать лично, бот им не напишет: 1 (Тихая А. П.)').waitFor()
  await page.getByText('Сообщение куратора').waitFor()
  expect(await panel.services.deliveries.list(panel.own, { kinds: ['announcement'] })).toEqual([])
  expect(await narrow()).toBeLessThanOrEqual(390)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Отправить' }).click()
  await page.getByText('ждёт отправки').first().waitFor()
  await defineDeliveryModel(database.connection).updateMany({ kind: 'announcement' }, { $set: { state: 'sent', open: false, sentAt: panel.clock.now() } })
  await page.getByLabel('Доставка').getByRole('listitem').filter({ hasText: 'отправлено' }).getByText('1 / 1').waitFor({ timeout: 20_000 })
  await expectAccessible(page)
})
