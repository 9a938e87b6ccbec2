import chromium from '@sparticuz/chromium'
import { type Browser, chromium as playwright, type Page } from 'playwright-core'

/** The browser that came with the packages, without a window; in several processes, or closing one page would end it. */
export async function launchBrowser(): Promise<Browser> {
  return playwright.launch({ executablePath: await chromium.executablePath(), args: chromium.args.filter((arg) => arg !== '--single-process'), headless: true })
}

/** Logs in by the login page, as a person does, and waits for the front page. */
export async function signInOn(page: Page, panelUrl: string, { email, password }: { email: string; password: string }): Promise<void> {
  await page.goto(`${panelUrl}/admin`)
  await page.getByLabel('Почта').fill(email)
  await page.getByLabel('Пароль').fill(password)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Сегодня', level: 1 }).waitFor()
}
