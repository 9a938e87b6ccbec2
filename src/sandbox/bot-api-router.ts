import express, { type Request, type Response, type Router } from 'express'
import { type ApiAnswer, badRequest, refusals } from './api-answer.js'
import { numberOf, readCall } from './call-parameters.js'
import type { CallLog } from './call-log.js'
import { type Fault, type Faults, refusalOf } from './faults.js'
import type { BotMethod, Call, MethodTable, SandboxWorld } from './world.js'

export interface BotApiOptions {
  world: SandboxWorld
  token: string
  methods: MethodTable
  faults: Faults
  calls: CallLog
}

const uploadLimit = 50 * 1024 * 1024

function sendAnswer(response: Response, answer: ApiAnswer): void {
  if (response.destroyed) return
  response.status(answer.ok ? 200 : answer.error_code).json(answer)
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

/** Runs a method under an ordered trouble; undefined when the connection was cut instead of an answer. */
async function runWithFault(response: Response, fault: Fault, run: () => Promise<ApiAnswer>): Promise<ApiAnswer | undefined> {
  if (fault.delayMs) await pause(fault.delayMs)
  const refused = refusalOf(fault)
  if (refused) return refused
  if (fault.kind === 'delay') return run()
  if (fault.kind === 'lose-answer') await run()
  response.destroy()
  return undefined
}

/** The Bot API under `/bot<token>/<method>` and its files under `/file/bot<token>/…`. */
export function createBotApiRouter({ world, token, methods, faults, calls }: BotApiOptions): Router {
  const router = express.Router()
  const table = new Map<string, BotMethod>(Object.entries(methods).map(([name, method]) => [name.toLowerCase(), method]))

  async function answerCall(request: Request, response: Response): Promise<void> {
    const { token: given, method: name } = request.params as { token: string; method: string }
    if (given !== token) return sendAnswer(response, refusals.unauthorized)
    const method = table.get(name.toLowerCase())
    if (!method) return sendAnswer(response, refusals.methodNotFound)
    const call: Call | null = readCall(request)
    if (!call) return sendAnswer(response, badRequest("can't parse multipart request body"))
    if (name === 'getUpdates') call.params.onGone = (listener: () => void) => void response.once('close', listener)
    const fault = faults.take(name.toLowerCase(), numberOf(call.params.chat_id))
    const run = async () => method(world, call)
    const answer = fault ? await runWithFault(response, fault, run) : await run()
    if (name !== 'getUpdates') calls.add(name, call, answer)
    if (answer) sendAnswer(response, answer)
  }

  async function sendFile(request: Request, response: Response): Promise<void> {
    const { token: given, fileId } = request.params as { token: string; fileId: string }
    if (given !== token) return sendAnswer(response, refusals.unauthorized)
    const content = await world.contents.read(fileId)
    if (!content) return sendAnswer(response, refusals.notFound)
    response.type('application/octet-stream').send(content)
  }

  const bodies = [express.json({ limit: '1mb' }), express.urlencoded({ extended: false, limit: '1mb' }), express.raw({ type: 'multipart/form-data', limit: uploadLimit })]
  router.all('/bot:token/:method', ...bodies, answerCall)
  router.get('/file/bot:token/documents/:fileId', sendFile)
  router.use(['/bot:token', '/file'], (_request, response) => sendAnswer(response, refusals.notFound))
  router.use((error: Error & { status?: number }, _request: Request, response: Response, next: (error: Error) => void) => {
    if (error.status === 413) return sendAnswer(response, refusals.tooLarge)
    if (error.status === 400) return sendAnswer(response, badRequest("can't parse request JSON object"))
    next(error)
  })
  return router
}
