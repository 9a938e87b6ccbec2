import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { createSandbox, type SandboxOptions } from './create-sandbox.js'

export interface SandboxServerOptions extends SandboxOptions {
  /** 0 takes a free port. */
  port: number
}

const keepAliveMs = 65_000

/** The sandbox alone on a loopback port, for tests and benchmarks. */
export async function startSandboxServer({ port, ...options }: SandboxServerOptions) {
  const sandbox = await createSandbox(options)
  const app = express()
  app.disable('x-powered-by')
  app.use('/sandbox', sandbox.router)
  const server = createServer(app)
  server.keepAliveTimeout = keepAliveMs
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const { port: taken } = server.address() as AddressInfo
  const baseUrl = `http://127.0.0.1:${taken}`
  return {
    sandbox, baseUrl,
    /** What grammY takes as `client.apiRoot`. */
    apiRoot: `${baseUrl}/sandbox`,
    async stop(): Promise<void> {
      await sandbox.stop()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
