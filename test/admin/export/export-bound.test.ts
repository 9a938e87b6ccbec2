import express from 'express'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { createExportBound, mostExports } from '../../../admin/export/export-bound.js'
import type { GateError } from '../../../admin/gate/gate-error.js'
import { loadPanelTexts } from '../../../admin/texts.js'
import { closeServer, listen } from '../../../src/http/create-http.js'
import { createClock } from '../../../src/core/clock.js'

it('[IMPL-19] bounds the files of one account, not those of others, and says kindly when to come again', async () => {
  let now = Date.parse('2031-09-15T09:00:00Z')
  const app = express()
  app.use((request, response, next) => {
    response.locals.panelUser = { id: request.get('x-who') } as never
    next()
  })
  app.use(createExportBound(createClock(() => now)), (_request, response) => void response.send('file'))
  app.use(((error: GateError, _request, response, _next) => void response.status(error.status).send(loadPanelTexts().text(`gate.errors.${error.code}.text`))) as express.ErrorRequestHandler)
  const server = await listen(app, '127.0.0.1', 0)
  const take = (who: string) => fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { headers: { 'x-who': who } })
  for (let taken = 0; taken < mostExports; taken += 1) expect((await take('one')).status).toBe(200)
  const refused = await take('one')
  expect([refused.status, refused.headers.get('retry-after'), await refused.text()]).toEqual([429, '600', expect.stringContaining('Подождите')])
  expect((await take('other')).status).toBe(200)
  now += 10 * 60_000 + 1
  expect((await take('one')).status).toBe(200)
  await closeServer(server)
})
