import { mkdirSync } from 'node:fs'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor } from '../../src/core/actor.js'
import { must } from '../../src/core/result.js'
import { aSchoolInWork, type Scene } from '../attack/scene.js'
import { aPerson } from '../support/app.js'
import { launchBrowser, signInOn } from '../support/browser.js'
import { testDatabase, type TestDatabase } from '../support/database.js'
import { testPanel, type TestPanel } from '../support/panel.js'

/** The bar: what a curator does most often, from the front page. */
const mostClicks = 6
/** The five tasks stand in the README with what they took. */
const taken: Record<string, number> = {}

let database: TestDatabase
let panel: TestPanel
let browser: Browser
let page: Page
let scene: Scene
let clicks = 0

/** One press of the person; typing is none. */
async function press(target: Locator): Promise<void> {
  clicks += 1
  await target.click()
}

/** Choosing from a list is two presses on a phone: opening it and the value. */
async function choose(target: Locator, label: string | RegExp): Promise<void> {
  clicks += 2
  const options = await target.locator('option').allTextContents()
  const found = options.find((option) => (typeof label === 'string' ? option.includes(label) : label.test(option)))
  await target.selectOption({ label: found ?? String(label) })
}

async function fromTheFrontPage(): Promise<void> {
  await page.goto(`${panel.url}/admin`)
  await page.getByRole('heading', { name: 'Сегодня', level: 1 }).waitFor()
  clicks = 0
}

function counted(task: string): void {
  taken[task] = clicks
  expect(clicks).toBeLessThanOrEqual(mostClicks)
}

async function picture(name: string): Promise<void> {
  const folder = process.env['PICTURES']
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

beforeAll(async () => {
  database = await testDatabase()
  panel = await testPanel(database)
  panel.setTime('2026-09-14T08:00:00Z')
  const app = { services: panel.services, operator: systemActor('command'), database } as unknown as Parameters<typeof aSchoolInWork>[0]
  scene = await aSchoolInWork(app)
  const { services } = panel
  const { school, actors, choice, day } = scene
  const mentor = await aPerson(app, school, ['mentor'], { surname: 'Зимина' })
  const mentee = await aPerson(app, school, ['mentee'], { surname: 'Ёлкин', name: 'Пётр', patronymic: 'Ильич' })
  await aPerson(app, school, ['mentor'], { surname: 'Свободная' })
  await aPerson(app, school, ['mentee'], { surname: 'Новиков' })
  const pair = must(await services.pairs.propose(actors.curator, { mentorId: mentor.id, menteeIds: [mentee.id], ...choice }))
  for (const { id } of [mentor, mentee]) {
    for (const kind of ['personal-data', 'mentoring'] as const) must(await services.consents.registerPaper(app.operator, { personId: id, kind, signedOn: day, fileId: null }))
    must(await services.pairs.answer(app.operator, { pairId: pair.id, personId: id, answer: 'agreed' }))
    must(await services.consents.registerPaper(app.operator, { personId: id, kind: 'duties', pairId: pair.id, signedOn: day, fileId: null }))
  }
  panel.setTime('2026-10-26T08:00:00Z')
  browser = await launchBrowser()
  page = await browser.newPage({ locale: 'ru-RU', viewport: { width: 390, height: 844 } })
  const account = await panel.openAccount('curator', school.id)
  await signInOn(page, panel.url, account)
}, 120_000)
afterAll(async () => {
  console.log(`presses from the front page: ${JSON.stringify(taken)}`)
  await browser.close()
  await panel.close()
  await database.drop()
})

it('[IMPL-08][IMPL-04] a new teacher is added and invited in at most six presses', async () => {
  await fromTheFrontPage()
  await press(page.getByRole('link', { name: 'Добавить человека' }))
  await page.getByLabel('Фамилия').fill('Смирнова')
  await page.getByLabel('Имя', { exact: true }).fill('Дарья')
  await choose(page.getByLabel('Роль'), 'Наставляемый')
  await press(page.getByRole('button', { name: 'Добавить', exact: true }))
  await press(page.getByRole('link', { name: 'Пригласить в бот' }))
  await press(page.getByRole('button', { name: 'Создать ссылку' }))
  await page.getByRole('button', { name: 'Скопировать ссылку' }).waitFor()
  await picture('task-invite')
  counted('invite')
})

it('[IMPL-11] «кому помочь сегодня» is answered by the front page itself', async () => {
  await fromTheFrontPage()
  const help = page.getByRole('region', { name: 'Кому помочь' })
  await help.waitFor()
  expect(await help.innerText()).toContain('Петрова')
  await picture('task-help')
  counted('help')
})

it('[PAIR-03] a pair is made in at most six presses', async () => {
  await fromTheFrontPage()
  await press(page.getByRole('link', { name: 'Подобрать наставника: Новиков' }))
  await press(page.getByRole('radio', { name: /Свободная/ }))
  const form = page.getByLabel('Форма', { exact: true })
  if ((await form.inputValue()) === '') await choose(form, /./)
  await press(page.getByRole('button', { name: 'Предложить', exact: true }))
  await page.getByText('предложена').first().waitFor()
  await picture('task-pair')
  counted('pair')
})

it('[DOC-04] an order is issued in at most six presses', async () => {
  await fromTheFrontPage()
  await press(page.getByRole('link', { name: /Внести приказ: .*Ёлкин/ }))
  await page.getByLabel('Номер').fill('31')
  if ((await page.getByLabel('Дата', { exact: true }).inputValue()) === '') await page.getByLabel('Дата', { exact: true }).fill('2026-10-26')
  await press(page.getByRole('button', { name: 'Внести', exact: true }))
  await expect.poll(async () => (await panel.services.pairs.list(scene.school.id, { states: ['ordered', 'active'] })).length).toBe(2)
  await picture('task-order')
  counted('order')
})

it('[IMPL-11] why a row is late is read in at most six presses', async () => {
  await fromTheFrontPage()
  const help = page.getByRole('region', { name: 'Кому помочь' })
  await press(help.getByRole('link', { name: /Открыть пару/ }).first())
  await page.getByText('Просят перенести на 20.11.2026, решает куратор.').first().waitFor()
  await page.getByText('Ждёт проверки наставника с 14.09.2026.').first().waitFor()
  await picture('task-late')
  counted('late')
})
