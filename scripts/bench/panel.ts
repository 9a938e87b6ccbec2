import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { join } from 'node:path'
import { bundlePath } from '../../admin/gate/assets.js'
import { createIndexes } from '../../src/db/indexes.js'
import { median, atMost, told, type Bench } from './bench.js'
import { openMonitored } from './monitored-database.js'
import { openOffice } from './panel-visitor.js'
import { startProgram, stopProgram } from './program.js'

const dbName = 'bench_panel'
const visits = 3

/** From the press on «log in» to the front page with its words, in a browser that has nothing yet. */
async function firstPage(url: string, email: string, password: string): Promise<number> {
  const { default: chromium } = await import('@sparticuz/chromium')
  const { chromium: playwright } = await import('playwright-core')
  const browser = await playwright.launch({ executablePath: await chromium.executablePath(), args: chromium.args.filter((arg) => arg !== '--single-process'), headless: true })
  try {
    const page = await browser.newPage()
    await page.goto(`${url}/admin/login`)
    await page.fill('input[name=email]', email)
    await page.fill('input[name=password]', password)
    const began = performance.now()
    await page.click('button[type=submit]')
    await page.waitForSelector('.nst-page h1', { timeout: 60_000 })
    return (performance.now() - began) / 1_000
  } finally {
    await browser.close()
  }
}

/** The panel alone as a process of its own, with the bundle that the release holds. */
export const panelBench: Bench = {
  name: 'panel',
  async run({ uri, dataDir, show }) {
    const { connection } = await openMonitored(uri, dbName)
    const { email, password } = await openOffice(connection)
    await createIndexes(connection)
    const settings = { ROLE: 'panel', MONGODB_URI: uri, MONGODB_DB: dbName }
    const folder = join(dataDir, 'panel')
    await stopProgram((await startProgram(folder, settings)).child)
    const { child, seconds, url } = await startProgram(folder, settings)
    const times: number[] = []
    for (let visit = 0; visit < visits; visit += 1) times.push(await firstPage(url, email, password))
    await stopProgram(child)
    const bundle = readFileSync(bundlePath)
    const own = [bundle.length, gzipSync(bundle, { level: 9 }).length].map((bytes) => Math.round(bytes / 1024))
    show(atMost('', 'panel-start', 3, seconds, { digits: 1 }))
    show(atMost('', 'panel-first-page', 2, median(times), { digits: 1 }))
    show({ ...told('panel-bundle', own[0] ?? 0), params: { packed: own[1] ?? 0 } })
    await connection.dropDatabase()
    await connection.close()
  },
}
