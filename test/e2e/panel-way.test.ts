import { mkdirSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Actor, Role } from '../../src/core/actor.js'
import { dayOf, addDays } from '../../src/core/dates.js'
import { must } from '../../src/core/result.js'
import { createDemo } from '../../src/demo/create-demo.js'
import { neededConsents } from '../../src/modules/pairs/pair-rules.js'
import { expectAccessible } from '../support/accessible.js'
import { launchBrowser } from '../support/browser.js'
import { testDatabase, type TestDatabase } from '../support/database.js'
import { panelWithFiles } from '../support/panel-pages.js'
import type { TestPanel } from '../support/panel.js'

let database: TestDatabase
let panel: TestPanel
let browser: Browser
let page: Page
let school: string
let mentorId: string
let menteeId: string
let pairId = ''
let programmeId = ''

const pair = async () => must({ ok: true, value: (await panel.services.pairs.get(pairId)) ?? undefined } as const)
const programme = () => panel.services.programmes.get(programmeId)
const asPerson = (personId: string, role: Role): Actor => ({ organisationId: school, personId, accountId: null, roles: [role], channel: 'bot' })
const today = () => dayOf(panel.clock.now(), 'Europe/Moscow')
const press = (name: string) => page.locator('form .nst-buttons').getByRole('button', { name, exact: true }).click()
const openPair = async () => {
  await page.goto(`${panel.url}/admin/resources/Pair/records/${pairId}/show`)
  await page.getByRole('heading', { name: 'Бумаги' }).waitFor()
}
const shows = (text: string) => page.getByText(text).first().waitFor()

/** Kept for a person's eyes when a folder is named. */
async function picture(name: string): Promise<void> {
  const folder = process.env['PICTURES']
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: `${folder}/${name}.png` })
}

beforeAll(async () => {
  database = await testDatabase()
  panel = await panelWithFiles(database)
  const { services, clock } = panel
  school = await createDemo({ connection: database.connection, clock, defaultZone: 'Europe/Moscow', expireDue: services.deliveries.expireDue })
  const idOf = async (surname: string) => (await services.people.list(school, { query: surname })).items[0]?.id ?? ''
  mentorId = await idOf('Белова')
  menteeId = await idOf('Жукова')
  const account = await panel.openAccount('curator', school)
  browser = await launchBrowser()
  page = await browser.newPage({ locale: 'ru-RU', viewport: { width: 1200, height: 1600 } })
  await page.goto(`${panel.url}/admin/login`)
  await page.getByLabel('Почта').fill(account.email)
  await page.getByLabel('Пароль').fill(account.password)
  await page.getByRole('button', { name: 'Войти' }).click()
  await page.getByRole('heading', { name: 'Сегодня' }).waitFor()
})
afterAll(async () => {
  await browser.close()
  await panel.close()
  await database.drop()
})

it('[PAIR-03][ROLE-04] proposes a pair from the list that opens with what needs a step', async () => {
  await page.goto(`${panel.url}/admin/resources/Pair`)
  await shows('Ждут шага')
  await page.getByRole('link', { name: 'Создать пару' }).click()
  await page.getByRole('radio', { name: /Белова Ольга/ }).check()
  await page.getByRole('checkbox', { name: /Жукова Ксения/ }).check()
  await page.getByLabel('Один на один').check()
  await page.getByLabel('Почему подходит').fill('Соседние кабинеты')
  await picture('propose')
  await expectAccessible(page)
  await press('Предложить')
  await page.getByRole('heading', { name: /Белова О\. И\. — Жукова К\. Д\./ }).waitFor()
  pairId = page.url().split('/').at(-2) ?? ''
  expect(await pair()).toMatchObject({ state: 'proposed', mentorId, why: 'Соседние кабинеты' })
  await shows('Жукова К. Д.: ждём ответа.')
  await picture('pair-proposed')
  await expectAccessible(page)
})

it('[IMPL-10] shows after both answers which papers are missing, and takes a signed one with its scan', async () => {
  for (const [personId, role] of [[mentorId, 'mentor'], [menteeId, 'mentee']] as const) {
    must(await panel.services.pairs.answer(asPerson(personId, role), { pairId, personId, answer: 'agreed' }))
  }
  await openPair()
  await shows('Жукова К. Д.: нет согласия на дополнительные обязанности.')
  await picture('pair-agreed')
  let owed = 0
  for (const personId of [mentorId, menteeId]) {
    for (const kind of neededConsents((await pair()) ?? (() => { throw new Error('the pair is gone') })(), personId)) {
      owed += (await panel.services.consents.has(personId, kind, kind === 'duties' ? pairId : null)) ? 0 : 1
    }
  }
  expect(owed).toBeGreaterThan(1)
  for (let left = owed; left > 0; left -= 1) {
    await openPair()
    await page.locator('.nst-next').getByRole('link', { name: 'Внести бумажное согласие' }).first().click()
    await page.getByLabel('Дата на бумаге').fill(today())
    await page.getByLabel(/Скан или фото/).setInputFiles({ name: 'лист.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 подпись') })
    if (left === owed) await picture('consent')
    await press('Внести')
    await page.getByRole('heading', { name: 'Бумаги' }).waitFor()
  }
  expect((await pair())?.state).toBe('consents')
  await shows('Нет приказа руководителя.')
  expect(await page.getByRole('link', { name: 'Открыть скан' }).count()).toBe(owed)
})

it('[PAIR-04][DOC-04] issues the order', async () => {
  await page.locator('.nst-next').getByRole('link', { name: 'Внести приказ' }).click()
  expect(await page.getByRole('checkbox', { name: /Белова Ольга/ }).isChecked()).toBe(true)
  await page.getByLabel('Номер').fill('77-ОД')
  await press('Внести')
  await shows('есть приказ')
  expect(await pair()).toMatchObject({ state: 'ordered', order: { number: '77-ОД', on: today() } })
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('row', { name: /77-ОД/ }).getByRole('link', { name: 'Скачать' }).click()])
  expect(download.suggestedFilename()).toMatch(/77-ОД.*\.docx$/)
})

it('[PROG-24] approves the programme, which starts the pair', async () => {
  const { programmes } = panel.services
  const mentor = asPerson(mentorId, 'mentor')
  programmeId = must(await programmes.draft(mentor, pairId)).id
  must(await programmes.change(mentor, programmeId, { goal: 'Первый год без тревоги', directions: ['subject'] }))
  for (const aim of ['difficulty', 'strength'] as const) {
    must(await programmes.addRow(mentor, programmeId, { aim, need: `Нужда: ${aim}`, measures: `Дело: ${aim}`, mode: 'offline', finalOn: addDays(today(), 30), result: 'конспект' }))
  }
  must(await programmes.show(mentor, programmeId))
  must(await programmes.agree(asPerson(menteeId, 'mentee'), { programmeId, menteeId }))
  await openPair()
  await page.locator('.nst-next').getByRole('link', { name: 'Утвердить программу' }).click()
  await press('Утвердить')
  await page.getByRole('heading', { name: 'План мероприятий' }).waitFor()
  await shows('выполняется')
  expect([(await programme())?.state, (await pair())?.state]).toEqual(['running', 'active'])
})

it('[PROG-06][END-01][IMPL-10] accepts what was reported, and completes only with a line of summary', async () => {
  const { programmes } = panel.services
  for (const rowId of ['r1', 'r2']) must(await programmes.report(asPerson(menteeId, 'mentee'), { programmeId, rowId, menteeId, text: 'Сделала', fileIds: [] }))
  await openPair()
  for (let waiting = 2; waiting > 0; waiting -= 1) {
    await openPair()
    expect(await page.getByRole('link', { name: 'Принять', exact: true }).count()).toBe(waiting)
    await page.getByRole('link', { name: 'Принять', exact: true }).first().click()
    await page.getByLabel('Комментарий').fill('Хорошо')
    await press('Принять')
    await page.getByRole('heading', { name: 'План мероприятий' }).waitFor()
  }
  expect((await programme())?.rows.map(({ marks }) => marks[0]?.state)).toEqual(['accepted', 'accepted'])
  await openPair()
  await shows('Нужна строка итога')
  await page.locator('.nst-next').getByRole('link', { name: 'Подтвердить завершение' }).click()
  await press('Подтвердить')
  await shows('Заполните это поле')
  await page.getByLabel('Итог одной строкой').fill('Ведёт уроки уверенно')
  await press('Подтвердить')
  await page.getByRole('heading', { name: 'Бумаги' }).waitFor()
  expect(await pair()).toMatchObject({ state: 'completed', end: { summary: 'Ведёт уроки уверенно' } })
  expect((await programme())?.state).toBe('completed')
  await picture('pair-completed')
  await expectAccessible(page)
})

it('[ROLE-04] keeps the whole page of a pair on a phone of 390 px', async () => {
  await page.setViewportSize({ width: 390, height: 2400 })
  await openPair()
  expect(await page.evaluate(() => document.querySelector('.nst-page')?.scrollWidth)).toBeLessThanOrEqual(390)
  await picture('pair-390')
  await expectAccessible(page)
})
