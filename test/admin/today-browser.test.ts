import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { must } from '../../src/core/result.js'
import { expectAccessible } from '../support/accessible.js'
import { launchBrowser, signInOn } from '../support/browser.js'
import { testDatabase, type TestDatabase } from '../support/database.js'
import { aPanelSchool, type PanelSchool } from '../support/panel-pairs.js'
import { testPanel, type TestPanel } from '../support/panel.js'

let database: TestDatabase
let panel: TestPanel
let school: PanelSchool
let browser: Browser
let page: Page
let pairId = ''
let programmeId = ''
const line = (words: string) => page.locator('.nst-today li', { hasText: words })
const narrow = () => page.evaluate(() => document.documentElement.scrollWidth)

beforeAll(async () => {
  database = await testDatabase()
  panel = await testPanel(database)
  school = await aPanelSchool(panel)
  const { anna } = school.ids
  pairId = (await school.proposed([anna])).id
  await school.answered(pairId, [anna])
  await school.signed(pairId, [anna])
  await school.ordered(pairId)
  programmeId = await school.drafted(pairId)
  await school.agreed(programmeId, [anna])
  browser = await launchBrowser()
  page = await browser.newPage({ locale: 'ru-RU', viewport: { width: 390, height: 844 } })
  const account = await panel.openAccount('curator', school.organisationId)
  await signInOn(page, panel.url, account)
}, 120_000)
afterAll(async () => {
  await browser.close()
  await panel.close()
  await database.drop()
})

it('[IMPL-11] on a phone a programme is approved in its line after a question, and the line says so; thought better of, nothing happens', async () => {
  expect(await narrow()).toBeLessThanOrEqual(390)
  await expectAccessible(page)
  const approve = line('программа ждёт утверждения')
  await approve.getByRole('button', { name: /^Утвердить/ }).click()
  await approve.getByText('утвердить программу?').waitFor()
  await expectAccessible(page)
  await approve.getByRole('button', { name: 'Отменить' }).click()
  expect((await panel.services.programmes.get(programmeId))?.state).toBe('agreed')
  await approve.getByRole('button', { name: /^Утвердить/ }).click()
  await approve.getByRole('button', { name: 'Утвердить', exact: true }).click()
  await approve.getByText('Утверждено').waitFor()
  expect(await approve.getByRole('button').count()).toBe(0)
  expect((await panel.services.programmes.get(programmeId))?.state).toBe('running')
})

it('[IMPL-11] a reminder says that it went; what somebody else did meanwhile is told and harms nothing', async () => {
  await page.reload()
  const survey = line('анкета не заполнена').filter({ hasText: 'Петрова' })
  await survey.getByRole('button', { name: /^Напомнить/ }).click()
  await survey.getByText('Напомнили').waitFor()
  await page.reload()
  await survey.getByText('Сегодня напомнили').waitFor()
  expect(await survey.getByRole('button').count()).toBe(0)

  const asked = must(await panel.services.requests.askHelp(school.as.anna, { pairId, menteeId: school.ids.anna, text: 'Где бланки?' }))
  await page.reload()
  const help = line('просит помощи')
  await help.getByText('Где бланки?').waitFor()
  await help.getByRole('button', { name: /^Ответить/ }).click()
  await help.getByLabel(/^Ваш ответ/).fill('В методическом кабинете')
  must(await panel.services.requests.answerHelp(school.as.olga, { requestId: asked.id, text: 'У секретаря' }))
  await help.getByRole('button', { name: 'Ответить', exact: true }).click()
  await help.getByRole('alert').waitFor()
  expect(await help.getByRole('alert').innerText()).toMatch(/уже|раньше/)
  expect((await panel.services.requests.get(asked.id))?.answer).toBe('У секретаря')
})

it('[IMPL-11] the phone is dialled from the line; the pair\'s page opens what is needed now and folds the rest', async () => {
  expect(await line('ещё не в боте').getByRole('link', { name: /^Позвонить/ }).getAttribute('href')).toBe('tel:+79001234567')
  await page.goto(`${panel.url}/admin/resources/Pair/records/${pairId}/show`)
  await page.getByRole('heading', { name: 'Программа' }).waitFor()
  expect(await narrow()).toBeLessThanOrEqual(390)
  expect(await page.locator('details.nst-section').count()).toBeGreaterThanOrEqual(4)
  await expectAccessible(page)
})
