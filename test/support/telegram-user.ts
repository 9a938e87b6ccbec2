import type { ButtonView, ChatView, MessageView } from '../../src/sandbox/chat-view.js'
import type { MediaKind } from '../../src/sandbox/media.js'
import type { Act } from '../../src/sandbox/people-acts.js'
import type { SandboxHttp, TestFile } from './telegram-http.js'

export interface Waiting {
  /** Work that the bot has taken but not finished; when given, acts wait for it instead of guessing. */
  idle?(): Promise<void>
  /** How long an act waits for the bot's first sign. */
  patienceMs: number
  /** How long the chat must be still before an act counts as answered. */
  quietMs: number
  /** How long `sees` and `presses` wait for what they look for. */
  timeoutMs: number
}

export interface ShownMessage {
  text: string
  buttons: string[]
}

export type TelegramUser = ReturnType<typeof createTelegramUser>

const fits = (text: string, pattern: string | RegExp) => (typeof pattern === 'string' ? text.includes(pattern) : pattern.test(text))

/** A label as written, or the same with a counter: «Готово (2)». */
function isLabel(text: string, label: string | RegExp): boolean {
  return typeof label === 'string' ? text === label || text.replace(/ \(\d+\)$/, '') === label : label.test(text)
}

const fingerprint = (message: MessageView) => JSON.stringify([message.text, message.buttons, message.files])
const shown = (message: MessageView): ShownMessage => ({ text: message.text, buttons: message.buttons.flat().map((button) => button.text) })

/** A person of the test in the messenger: acts, and looks at what the bot answers. */
export function createTelegramUser(http: SandboxHttp, id: number, waiting: Waiting) {
  let view: ChatView | null = null
  let known = new Map<number, string>()
  let knownPopups = new Set<string>()

  async function look(): Promise<ChatView> {
    view = await http.chat(id)
    return view
  }

  function seenView(): ChatView {
    if (!view) throw new Error('nothing was looked at yet: act first, or await look()')
    return view
  }

  const fresh = () => seenView().messages.filter((message) => message.fromBot && known.get(message.id) !== fingerprint(message))

  const freshPopups = () => seenView().popups.filter((popup) => !knownPopups.has(popup.callbackId))

  function describe(): string {
    const messages = seenView().messages.slice(-6).map((message) => {
      const labels = shown(message).buttons.map((label) => `[${label}]`).join(' ')
      return `${message.fromBot ? 'bot' : 'me '} ${message.text}${message.files.length ? ` {${message.files.map((file) => file.kind).join()}}` : ''} ${labels}`
    })
    const keyboard = seenView().keyboard?.rows.flat().join(' | ')
    return [...messages, ...(keyboard ? [`keyboard: ${keyboard}`] : [])].join('\n')
  }

  /** With a known end of work: until the bot has taken all updates and finished them. */
  async function settleByWork(idle: () => Promise<void>): Promise<void> {
    const started = performance.now()
    while ((await look()).pendingUpdates > 0 && performance.now() - started < waiting.timeoutMs) {
      await http.chat(id, seenView().revision, 10)
    }
    await idle()
    await look()
  }

  /** Without it: until the bot's first sign in this chat, then until the chat is still. */
  async function settleByStillness(before: number): Promise<void> {
    let current = await look()
    const started = performance.now()
    while (current.botRevision <= before && performance.now() - started < waiting.patienceMs) {
      current = await http.chat(id, current.revision, 250)
    }
    for (let revision = -1; revision !== current.revision;) {
      revision = current.revision
      current = await http.chat(id, revision, waiting.quietMs)
    }
    view = current
  }

  async function act<T>(run: () => Promise<T>): Promise<T> {
    const before = await look()
    known = new Map(before.messages.map((message) => [message.id, fingerprint(message)]))
    knownPopups = new Set(before.popups.map((popup) => popup.callbackId))
    const result = await run()
    await (waiting.idle ? settleByWork(waiting.idle) : settleByStillness(before.botRevision))
    return result
  }

  /** Looks again after each change until the finder finds something. */
  async function waitFor<T>(find: () => T | undefined, missing: () => string, within = waiting.timeoutMs): Promise<T> {
    const started = performance.now()
    let current = await look()
    for (;;) {
      const found = find()
      if (found !== undefined) return found
      const left = within - (performance.now() - started)
      if (left <= 0) throw new Error(`${missing()}; the chat of ${id} shows:\n${describe()}`)
      current = await http.chat(id, current.revision, Math.ceil(Math.min(left, 1000)))
      view = current
    }
  }

  function findButton(label: string | RegExp): { message: MessageView; button: ButtonView } | undefined {
    for (const message of [...seenView().messages].reverse()) {
      const button = message.buttons.flat().find((one) => isLabel(one.text, label))
      if (button) return { message, button }
    }
    return undefined
  }

  const findKey = (label: string | RegExp) => seenView().keyboard?.rows.flat().find((text) => isLabel(text, label))
  const sends = (text: string, replyTo?: number) => act(() => http.post<Act>('messages', { chatId: id, text, replyTo }))

  async function presses(label: string | RegExp, within?: number): Promise<void> {
    const target = await waitFor(() => findButton(label) ?? findKey(label), () => `no button ${String(label)}`, within)
    if (typeof target === 'string') return void (await sends(target))
    const { message, button } = target
    if (button.data === undefined) throw new Error(`«${button.text}» is a link: ${button.url ?? 'without an address'}`)
    await act(() => http.post('presses', { chatId: id, messageId: message.id, data: button.data }))
  }

  return {
    id, look, sends, presses,
    /** Opens an invitation link, or a bare token, as a phone does. */
    opens: (link: string) => sends(`/start ${/[?&]start=([\w-]+)/.exec(link)?.[1] ?? link}`),
    /** Presses data that may stand on no button: an old or a foreign one. */
    pressesData: (messageId: number, data: string) => act(() => http.post('presses', { chatId: id, messageId, data })),
    uploads: (files: readonly TestFile[], { caption = '', kind }: { caption?: string; kind?: MediaKind } = {}) =>
      act(() => http.upload(id, files, { caption, ...(kind && { kind }) })),
    edits: (messageId: number, text: string) => act(() => http.post('edits', { chatId: id, messageId, text })),
    sendsSticker: (emoji = '👍') => act(() => http.post('stickers', { chatId: id, emoji })),
    sendsContact: (phone: string) => act(() => http.post('contacts', { chatId: id, phone })),
    blocks: () => http.post('blocks', { chatId: id, blocked: true }),
    unblocks: () => http.post('blocks', { chatId: id, blocked: false }),
    /** Waits until something that the bot wrote or changed since this person's last act matches; returns that message. */
    sees: (pattern: string | RegExp, within?: number): Promise<MessageView> =>
      waitFor(() => [...fresh()].reverse().find((message) => fits(message.text, pattern)), () => `nothing new matches ${String(pattern)}`, within),
    /** Waits for a pop-up of the last press. */
    seesPopup: (pattern: string | RegExp) =>
      waitFor(() => freshPopups().find((popup) => fits(popup.text, pattern)), () => `no pop-up matches ${String(pattern)}`),
    /** Waits for a link button and returns its address. */
    link: (label: string | RegExp) => waitFor(() => findButton(label)?.button.url, () => `no link button ${String(label)}`),
    /** True when a button with this label stands somewhere in the chat or on the keyboard. */
    hasButton: (label: string | RegExp) => findButton(label) !== undefined || findKey(label) !== undefined,
    /** The newest message of the bot. */
    get last(): ShownMessage {
      const message = seenView().messages.findLast((one) => one.fromBot)
      return message ? shown(message) : { text: '', buttons: [] }
    },
    get lastMessage(): MessageView | undefined {
      return seenView().messages.findLast((one) => one.fromBot)
    },
    /** Text of the newest pop-up since the last act. */
    get popup(): string | null {
      return freshPopups().at(-1)?.text ?? null
    },
    get keyboard(): string[] {
      return seenView().keyboard?.rows.flat() ?? []
    },
    /** All visible texts, oldest first. */
    screen: () => seenView().messages.map((message) => message.text),
    describe,
  }
}
