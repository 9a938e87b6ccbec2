import { mkdirSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor } from '../../src/core/actor.js'
import type { StaffRole } from '../../src/modules/accounts/account.js'
import { aSchoolInWork, type Scene } from '../attack/scene.js'
import { findingsOn } from '../support/accessible.js'
import { launchBrowser, signInOn } from '../support/browser.js'
import { testDatabase, type TestDatabase } from '../support/database.js'
import { testPanel, type TestPanel } from '../support/panel.js'

const folder = process.env['PICTURES']
const phone = { width: 390, height: 844 }
const desk = { width: 1280, height: 860 }
/** Foreign words that people of schools read every day. */
const known = /\b(xlsx|csv|docx|pdf|ics|QR|MAX|E-mail|Telegram|Excel|Word|Chrome|Headless)\b/gi
/** Placeholders and commands in texts that are edited. */
const signs = /\{[^}]*\}|\/[a-z]+/g

let database: TestDatabase
let panel: TestPanel
let browser: Browser
let scene: Scene

beforeAll(async () => {
  database = await testDatabase()
  panel = await testPanel(database)
  panel.setTime('2026-09-14T08:00:00Z')
  const app = { services: panel.services, operator: systemActor('command'), database } as unknown as Parameters<typeof aSchoolInWork>[0]
  scene = await aSchoolInWork(app)
  panel.setTime('2026-10-26T08:00:00Z')
  browser = await launchBrowser()
}, 120_000)
afterAll(async () => {
  await browser.close()
  await panel.close()
  await database.drop()
})

/** One address of a kind is enough: ids and the rest of the question are left out. */
const shapeOf = (href: string) => href.replace(/[0-9a-f]{24}/g, ':id').replace(/[?#].*$/, '')

interface Visit {
  page: Page
  errors: string[]
}

async function signedIn(role: StaffRole): Promise<Visit> {
  const account = await panel.openAccount(role, role === 'sysadmin' ? null : scene.school.id)
  const page = await browser.newPage({ locale: 'ru-RU', viewport: phone })
  const errors: string[] = []
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('request', (request) => !request.url().startsWith(panel.url) && !request.url().startsWith('data:') && errors.push(request.url()))
  await signInOn(page, panel.url, account)
  return { page, errors }
}

/** What is wrong with the page that stands open, in words; nothing when it is as it should be. */
async function troubleOn({ page, errors }: Visit, href: string): Promise<string[]> {
  const about = (what: string) => `${shapeOf(href)}: ${what}`
  await page.locator('h1').first().waitFor()
  await expect.poll(() => page.getByRole('status').filter({ hasText: 'Загружаем' }).count(), { timeout: 10_000 }).toBe(0)
  const found = (await findingsOn(page)).map(about)
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  if (width > phone.width) found.push(about(`is ${width} wide`))
  const words = (await page.locator('section.nst-page, main').first().innerText()).replace(/\S+@\S+|https?:\S+|[0-9a-f]{16,}/g, '').replace(known, '').replace(signs, '')
  const latin = /\b[A-Za-z]{3,}\b/.exec(words)
  if (latin) found.push(about(`says «${latin[0]}»`))
  found.push(...errors.splice(0).map(about))
  return found
}

async function picture(page: Page, role: string, href: string): Promise<void> {
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  const name = `${role}-${shapeOf(href).replace(/^\/admin\/?/, '').replace(/[/:]+/g, '-') || 'front'}`
  for (const viewport of [phone, desk]) {
    await page.setViewportSize(viewport)
    await page.waitForTimeout(150)
    await page.screenshot({ path: `${folder}/${name}-${viewport.width}.png`, fullPage: true })
  }
  await page.setViewportSize(phone)
}

/** Follows every link of the panel that this role sees, one of each kind. */
async function walk(role: StaffRole, most: number): Promise<{ seen: string[]; trouble: string[] }> {
  const visit = await signedIn(role)
  const { page } = visit
  const waiting = ['/admin']
  const seen: string[] = []
  const trouble: string[] = []
  const known = new Set(waiting.map(shapeOf))
  for (let href = waiting.shift(); href !== undefined && seen.length < most; href = waiting.shift()) {
    await page.goto(panel.url + href)
    trouble.push(...(await troubleOn(visit, href)))
    await picture(page, role, href)
    seen.push(shapeOf(href))
    const links = await page.locator('a[href^="/admin"]').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
    for (const link of links) {
      if (/\/(files|export|logout|charts|calendar)\b/.test(link) || known.has(shapeOf(link))) continue
      known.add(shapeOf(link))
      waiting.push(link)
    }
  }
  await page.close()
  return { seen, trouble }
}

it('every page and form that a curator can reach is Russian, fits a phone and has no serious finding of axe', async () => {
  const { seen, trouble } = await walk('curator', 140)
  expect(trouble).toEqual([])
  expect(seen.length).toBeGreaterThan(50)
}, 300_000)

it.each(['head', 'psychologist', 'council', 'sysadmin'] as const)('so is what a %s sees first', async (role) => {
  const { seen, trouble } = await walk(role, folder ? 60 : 6)
  expect(trouble).toEqual([])
  expect(seen.length).toBeGreaterThan(3)
}, 300_000)
