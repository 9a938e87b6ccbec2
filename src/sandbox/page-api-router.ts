import express, { type Request, type Response, type Router } from 'express'
import multer from 'multer'
import { z } from 'zod'
import { partOf } from './call-parameters.js'
import type { CallLog } from './call-log.js'
import { countUnread, viewChat } from './chat-view.js'
import { faultKinds, type Faults } from './faults.js'
import { mediaKinds } from './media.js'
import type { PeopleActs } from './people-acts.js'
import type { SandboxPerson, SandboxWorld } from './world.js'

export interface PageApiOptions {
  world: SandboxWorld
  acts: PeopleActs
  faults: Faults
  calls: CallLog
  texts: Record<string, string>
  zone: string | undefined
  /** Moves the demo's clock forward by so many hours. */
  advanceClock(hours: number): Promise<void>
  /** Until when news and reminders wait, when it is quiet now. */
  quietTime(): Promise<{ newsUntil: Date | null; quietUntil: Date | null }>
}

const chatId = z.coerce.number().int()
const place = { chatId, fromId: z.coerce.number().int().optional() }
const bodies = {
  message: z.object({ ...place, text: z.string().min(1).max(20_000), replyTo: z.number().int().optional() }),
  edit: z.object({ ...place, messageId: z.number().int(), text: z.string().min(1).max(20_000) }),
  press: z.object({ ...place, messageId: z.number().int(), data: z.string().max(200) }),
  files: z.object({ ...place, kind: z.enum(mediaKinds).optional(), caption: z.string().max(5000).default('') }),
  sticker: z.object({ ...place, emoji: z.string().min(1).max(16) }),
  contact: z.object({ ...place, phone: z.string().min(1).max(32) }),
  user: z.object({
    id: z.number().int().positive(), first_name: z.string().min(1).max(64), last_name: z.string().max(64).optional(),
    username: z.string().max(32).optional(), language_code: z.string().max(8).optional(), deactivated: z.boolean().optional(),
  }),
  block: z.object({ chatId, blocked: z.boolean() }),
  group: z.object({ chatId: chatId.max(-1), title: z.string().min(1).max(128), byId: z.number().int() }),
  clock: z.object({ hours: z.number().positive().max(24 * 366) }),
  redelivery: z.object({ updateId: z.number().int() }),
  fault: z.object({
    kind: z.enum(faultKinds), method: z.string().optional(), chatId: chatId.optional(), times: z.number().int().positive().optional(),
    skip: z.number().int().nonnegative().optional(), code: z.number().int().optional(), description: z.string().optional(),
    retryAfter: z.number().positive().optional(), delayMs: z.number().nonnegative().max(120_000).optional(),
  }),
  fetch: z.object({ after: z.coerce.number().int().default(-1), wait: z.coerce.number().int().min(0).max(30_000).default(0) }),
}

const longestFile = 50 * 1024 * 1024

function refuseBody(response: Response, code: string, status = 400): void {
  response.status(status).json({ error: { code } })
}

/** Wraps a handler of a checked body: a wrong one is answered with 400. */
function withBody<T>(schema: z.ZodType<T>, handle: (body: T, response: Response, request: Request) => unknown) {
  return async (request: Request, response: Response): Promise<void> => {
    const body = schema.safeParse(request.method === 'GET' ? request.query : (request.body ?? {}))
    if (!body.success) return refuseBody(response, 'sandbox-bad-request')
    const result = await handle(body.data, response, request)
    if (!response.headersSent) response.json(result ?? { ok: true })
  }
}

/** Waits until the chat has a revision above `after`, or the time is over. */
function waitForChange(world: SandboxWorld, id: number, after: number, milliseconds: number): Promise<void> {
  const isReached = () => (world.state.chats.get(id)?.revision ?? 0) > after
  if (milliseconds === 0 || isReached()) return Promise.resolve()
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer)
      stop()
      resolve()
    }
    const stop = world.state.onChange((chat) => {
      if (chat.id === id && isReached()) finish()
    })
    const timer = setTimeout(finish, milliseconds)
  })
}

/** People who write to the bot without being of the demo: strangers with a link, people of tests. */
function listGuests(world: SandboxWorld, people: readonly SandboxPerson[]) {
  const listed = new Set(people.map((person) => person.id))
  return [...world.state.chats.values()].filter((chat) => chat.type === 'private' && chat.started && !listed.has(chat.id)).map(({ id, title }) =>
    ({ id, name: title, role: '', about: '', linked: true, guest: true }))
}

function addReading(router: Router, { world, calls, texts }: PageApiOptions): void {
  const openChat = (id: number) => world.state.openChat(id, id < 0 ? 'group' : 'private', world.state.users.get(id)?.first_name ?? String(id))

  router.get('/texts', (_request, response) => void response.json(texts))
  router.get('/bot', (_request, response) => void response.json({ username: world.bot.username, name: world.bot.first_name }))
  router.get('/people', async (_request, response) => {
    const people = await world.refreshPeople()
    response.json([...people, ...listGuests(world, people)].map((person) => {
      const chat = world.state.chats.get(person.id)
      const last = chat && [...chat.messages.values()].at(-1)?.message
      return { ...person, unread: chat ? countUnread(chat) : 0, lastDate: last?.date ?? null }
    }))
  })
  router.get('/chats/:id', withBody(bodies.fetch, async ({ after, wait }, response, request) => {
    const id = Number(request.params.id)
    if (!Number.isSafeInteger(id) || id === 0) return refuseBody(response, 'sandbox-bad-request')
    await waitForChange(world, id, after, wait)
    return viewChat(world, openChat(id))
  }))
  router.post('/chats/:id/read', (request, response) => {
    const chat = world.state.chats.get(Number(request.params.id))
    const last = chat && [...chat.messages.keys()].at(-1)
    if (chat && last !== undefined && last > chat.readUpTo) {
      chat.readUpTo = last
      world.state.saveChat(chat)
    }
    response.json({ ok: true })
  })
  router.get('/files/:id', async (request, response) => {
    const file = world.state.files.get(request.params.id)
    const content = file && (await world.contents.read(file.fileId))
    if (!file || !content) return refuseBody(response, 'sandbox-file-not-found', 404)
    const isShown = /^(image\/(png|jpeg|webp|gif)|audio\/|video\/)/.test(file.mime)
    response.type(isShown ? file.mime : 'application/octet-stream').set('X-Content-Type-Options', 'nosniff')
    if (!isShown) response.attachment(file.name)
    response.send(content)
  })
  router.get('/calls', withBody(bodies.fetch, ({ after }) => ({ calls: calls.list(after), last: calls.lastNumber() })))
  router.get('/updates/:id', (request, response) => {
    response.json({ pending: world.updates.isPending(Number(request.params.id)) })
  })
}

function addEvents(router: Router, { world }: PageApiOptions): void {
  router.get('/events', (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache, no-transform' })
    response.write(': open\n\n')
    const stop = world.state.onChange(({ id, revision }) => response.write(`data: ${JSON.stringify({ chatId: id, revision })}\n\n`))
    response.on('close', stop)
  })
}

function addActs(router: Router, { world, acts }: PageApiOptions): void {
  const upload = multer({ storage: multer.memoryStorage(), limits: { fileSize: longestFile, files: 10, fields: 10 } })
  router.post('/messages', withBody(bodies.message, ({ text, replyTo, ...where }) => acts.sendText(where, text, replyTo)))
  router.post('/edits', withBody(bodies.edit, ({ messageId, text, ...where }, response) =>
    acts.editText(where, messageId, text) ?? refuseBody(response, 'sandbox-message-not-found', 404)))
  router.post('/presses', withBody(bodies.press, ({ messageId, data, ...where }, response) =>
    acts.press(where, messageId, data) ?? refuseBody(response, 'sandbox-message-not-found', 404)))
  router.post('/files', upload.array('files', 10), withBody(bodies.files, ({ kind, caption, ...where }, response, request) => {
    const parts = (Array.isArray(request.files) ? request.files : []).map(partOf)
    return parts.length > 0 ? acts.sendFiles(where, parts, kind, caption) : refuseBody(response, 'sandbox-no-files')
  }))
  router.post('/stickers', withBody(bodies.sticker, ({ emoji, ...where }) => acts.sendSticker(where, emoji)))
  router.post('/contacts', withBody(bodies.contact, ({ phone, ...where }) => acts.sendContact(where, phone)))
  router.post('/people', withBody(bodies.user, (user) => world.state.putUser(user)))
  router.post('/blocks', withBody(bodies.block, ({ chatId: id, blocked }) => acts.setBlocked(id, blocked)))
  router.post('/groups', withBody(bodies.group, ({ chatId: id, title, byId }) => acts.addToGroup(id, title, byId)))
}

function addControls(router: Router, { world, faults, zone, advanceClock, quietTime }: PageApiOptions): void {
  const clock = async () => ({ now: world.clock.now().toISOString(), shiftMs: world.clock.shift(), zone, ...(await quietTime()) })
  router.get('/clock', async (_request, response) => void response.json(await clock()))
  router.post('/clock', withBody(bodies.clock, async ({ hours }) => {
    await advanceClock(hours)
    return clock()
  }))
  router.post('/faults', withBody(bodies.fault, (fault) => faults.add(fault)))
  router.delete('/faults', (_request, response) => {
    faults.clear()
    response.json({ ok: true })
  })
  router.post('/redeliveries', withBody(bodies.redelivery, ({ updateId }) => ({ ok: world.updates.redeliver(updateId) })))
  router.post('/stale-presses', (_request, response) => {
    world.callbacks.expireAll()
    response.json({ ok: true })
  })
}

/** The address of the page and of the tests: people, chats, what people do, the clock and ordered troubles. */
export function createPageApiRouter(options: PageApiOptions): Router {
  const router = express.Router()
  router.use(express.json({ limit: '1mb' }))
  for (const add of [addReading, addEvents, addActs, addControls]) add(router, options)
  router.use((error: Error, _request: Request, response: Response, next: (error: Error) => void) => {
    if (error instanceof multer.MulterError) return refuseBody(response, 'sandbox-file-too-large', 413)
    if ('status' in error && typeof error.status === 'number' && error.status < 500) return refuseBody(response, 'sandbox-bad-request', error.status)
    next(error)
  })
  return router
}
