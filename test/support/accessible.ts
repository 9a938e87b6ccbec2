import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

interface Finding {
  id: string
  impact: string | null
  nodes: { html: string }[]
}

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds serious or critical on the page. */
export async function findingsOn(page: Page, within = 'body'): Promise<string[]> {
  // The content policy lets no script of ours into the page; the debugger's door is open.
  const session = await page.context().newCDPSession(page)
  await session.send('Runtime.evaluate', { expression: source })
  await session.detach()
  const findings = await page.evaluate(async (selector) => {
    const { axe } = window as unknown as { axe: { run(at: string, options: object): Promise<{ violations: Finding[] }> } }
    return (await axe.run(selector, { resultTypes: ['violations'] })).violations
  }, within)
  const serious = findings.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  return serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
}

/** Fails when axe finds something serious or critical on the page. */
export async function expectAccessible(page: Page, within = 'body'): Promise<void> {
  expect(await findingsOn(page, within)).toEqual([])
}
