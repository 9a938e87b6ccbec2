import { pipeline } from 'node:stream/promises'
import type { Readable } from 'node:stream'
import { Router } from 'express'
import { GateError } from './gate-error.js'
import type { PanelUser } from './panel-user.js'

export interface FileToSend {
  name: string
  mime: string
  size: number
  stream: Readable
}

/** Checks that the person may read the file; null when he may not or there is none. */
export type OpenFile = (user: PanelUser, fileId: string) => Promise<FileToSend | null>

/** Kinds that a browser may show in its own tab; everything else is saved. */
const shown = new Set(['image/jpeg', 'image/png', 'image/webp', 'application/pdf'])

/** Sends files through the same access check as records: `/admin/files/:id`. */
export function createFileRoute(openFile: OpenFile): Router {
  const router = Router()
  router.get('/files/:id', async (request, response) => {
    const file = await openFile(response.locals.panelUser, request.params.id)
    if (!file) throw new GateError(404, 'not-found')
    response.attachment(file.name)
    const isShown = shown.has(file.mime)
    if (isShown) response.set('Content-Disposition', String(response.get('Content-Disposition')).replace(/^attachment/, 'inline'))
    response.set({ 'Content-Type': isShown ? file.mime : 'application/octet-stream', 'Content-Length': String(file.size) })
    response.set('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
    await pipeline(file.stream, response)
  })
  return router
}
