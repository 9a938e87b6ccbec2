import { spawn, type ChildProcess } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { findFreePort } from '../../src/db/embedded/server-process.js'
import { projectRoot } from '../../src/paths.js'

export interface BotProcess {
  url: string
  stop(): Promise<void>
}

const patienceMs = 120_000
const token = '7000011:bench-token-0123456789'
export const benchSecret = 'bench-secret-0123456789'

/** A messenger that agrees to everything: the pace is the bot's own. */
export async function startAgreeableMessenger(): Promise<{ apiRoot: string; stop(): void }> {
  let messages = 0
  const server: Server = createServer((request, response) => {
    request.resume().once('end', () => {
      const method = request.url?.split('/').at(-1) ?? ''
      const message = { message_id: (messages += 1), date: 1, chat: { id: 1, type: 'private', first_name: '-' }, text: '-' }
      const result = method === 'getMe' ? { id: 7000011, is_bot: true, first_name: 'Bench', username: 'bench_bot' } : /^(send|edit)/.test(method) ? message : true
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: true, result }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { apiRoot: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => (server.closeAllConnections(), server.close()) }
}

/** Starts the real program as a bot that receives by webhook, and waits until it is ready. */
export async function startWebhookBot(settings: Record<string, string>): Promise<BotProcess> {
  const port = await findFreePort()
  const url = `http://127.0.0.1:${port}`
  const own = { NODE_ENV: '', PUBLIC_URL: '', LOG_LEVEL: 'silent', ROLE: 'bot', BOT_TOKEN: token, WEBHOOK_URL: url, WEBHOOK_SECRET: benchSecret, PORT: String(port) }
  const child: ChildProcess = spawn(process.execPath, [join(projectRoot, 'scripts', 'run.mjs'), 'src/main'], { cwd: projectRoot, env: { ...process.env, ...own, ...settings }, stdio: 'ignore' })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
  }
  for (const began = performance.now(); performance.now() - began < patienceMs; await wait(100)) {
    if (await fetch(`${url}/readyz`).then(({ ok }) => ok, () => false)) return { url, stop }
  }
  await stop()
  throw new Error('the bot did not become ready')
}
