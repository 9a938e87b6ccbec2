import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor } from '../../../src/core/actor.js'
import { must } from '../../../src/core/result.js'
import { definePersonModel } from '../../../src/modules/people/person-model.js'
import { normaliseName } from '../../../src/modules/people/person.js'
import { expectAccessible } from '../../support/accessible.js'
import { launchBrowser } from '../../support/browser.js'
import { testDatabase, type TestDatabase } from '../../support/database.js'
import { testPanel, type TestPanel } from '../../support/panel.js'

const attack = '<img src=x onerror="window.hurt=1"></script><script>window.hurt=1</script>'
let database: TestDatabase
let panel: TestPanel
let browser: Browser
let page: Page
let hostileId: string
const broken: string[] = []

beforeAll(async () => {
  database = await testDatabase()
  panel = await testPanel(database)
  const command = systemActor('command')
  for (const surname of ['Белова', 'Громова', 'Громов']) must(await panel.services.people.create(command, panel.own, { surname, name: 'Анна', position: 'учитель' }))
  const { id } = must(await panel.services.people.create(command, panel.own, { surname: 'Ядова', name: 'Анна' }))
  hostileId = id
  must(await panel.services.people.giveRole(command, id, { role: 'mentee', from: '2031-09-01' }))
  await definePersonModel(database.connection).updateOne({ _id: id }, { $set: { surname: attack, position: attack, searchName: normaliseName(attack) } })
  const { email, password } = await panel.openAccount('curator')
  browser = await launchBrowser()
  page = await browser.newPage({ locale: 'ru-RU', viewport: { width: 1280, height: 860 } })
  page.on('pageerror', (error) => broken.push(error.message))
  await page.goto(`${panel.url}/admin/login`)
  await page.getByLabel('Почта').fill(email)
  await page.getByLabel('Пароль').fill(password)
  await page.getByRole('button', { name: 'Войти' }).click()
  await page.getByRole('heading', { name: 'Сегодня' }).waitFor()
})
afterAll(async () => {
  await browser.close()
  await panel.close()
  await database.drop()
})

const rows = () => page.locator('tbody tr')

it('[S14] a name that is markup stands as text on the front page, in the list, on its page and in its form, and nothing of it runs', async () => {
  const places = ['', '/resources/Person', `/resources/Person/records/${hostileId}/show`, `/resources/Person/records/${hostileId}/edit`, `/resources/Person?filters.surname=${encodeURIComponent(attack)}`]
  let shown = 0
  for (const place of places) {
    await page.goto(`${panel.url}/admin${place}`)
    await page.locator('h1').first().waitFor()
    await page.waitForLoadState('networkidle')
    shown += await page.evaluate((text) => Number(document.body.innerText.includes(text.slice(0, 20)) || [...document.querySelectorAll('input')].some(({ value }) => value.includes(text))), attack)
    expect(await page.evaluate(() => [(window as { hurt?: number }).hurt, document.querySelectorAll('img[src="x"]').length])).toEqual([undefined, 0])
  }
  expect(shown).toBeGreaterThanOrEqual(4)
  expect(broken).toEqual([])
})

it('[IMPL-20] finds while one types, keeps what was chosen in the address, sorts by a heading, and saves the list', async () => {
  await page.goto(`${panel.url}/admin/resources/Person`)
  await page.getByLabel('Фамилия', { exact: true }).pressSequentially('гром', { delay: 30 })
  await page.waitForURL(/filters\.surname=/)
  await expect.poll(() => rows().count()).toBe(2)
  expect(await page.getByLabel('Фамилия', { exact: true }).inputValue()).toBe('гром')
  const heading = page.getByRole('columnheader', { name: /Фамилия, имя, отчество/ })
  expect(await heading.getAttribute('aria-sort')).toBe('ascending')
  await heading.getByRole('button').click()
  await expect.poll(() => heading.getAttribute('aria-sort')).toBe('descending')
  await expect.poll(() => rows().first().innerText()).toContain('Громова')
  await page.getByRole('button', { name: 'Сохранить этот список' }).click()
  await page.getByLabel('Название списка').fill('Громовы')
  await page.getByRole('button', { name: 'Сохранить', exact: true }).click()
  await page.getByRole('button', { name: 'Громовы' }).waitFor()
  await expectAccessible(page)
  await page.goto(`${panel.url}/admin/resources/Person`)
  await page.getByRole('button', { name: 'Громовы' }).click()
  await expect.poll(() => rows().count()).toBe(2)
  await page.reload()
  await expect.poll(() => rows().count()).toBe(2)
  await page.getByRole('button', { name: 'Сбросить поиск' }).click()
  await expect.poll(() => rows().count()).toBe(4)
}, 120_000)
