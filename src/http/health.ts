import type { RequestHandler } from 'express'

export interface Check {
  ok: boolean
  /** A word or two without personal data. */
  detail?: string
}

/** Named checks of the roles that run here; a check that throws counts as failed. */
export type HealthChecks = Partial<Record<'database' | 'bot' | 'scheduler', () => Promise<Check>>>

const patienceMs = 3_000

async function runCheck(check: () => Promise<Check>): Promise<Check> {
  const late = new Promise<Check>((resolve) => setTimeout(() => resolve({ ok: false, detail: 'timeout' }), patienceMs).unref())
  const asked = check().catch((error: unknown) => ({ ok: false, detail: error instanceof Error ? error.name : 'error' }))
  return Promise.race([asked, late])
}

/** Answers `/livez`: the process lives. */
export const livez: RequestHandler = (_request, response) => {
  response.json({ status: 'ok' })
}

/** Answers `/readyz`: 200 when every role of this process can work, else 503 (contract §4). */
export function createReadyz(checks: HealthChecks): RequestHandler {
  return async (_request, response) => {
    const names = Object.keys(checks) as (keyof HealthChecks)[]
    const results = await Promise.all(names.map(async (name) => [name, await runCheck(checks[name] ?? (async () => ({ ok: true })))] as const))
    const isReady = results.every(([, check]) => check.ok)
    response.status(isReady ? 200 : 503).json({ status: isReady ? 'ok' : 'unavailable', checks: Object.fromEntries(results) })
  }
}
