import { dayOf, dayTitle, timeOf } from './dates.js'
import { byId, element, say } from './dom.js'
import { formatted, linkTo } from './entities-view.js'

export function sizeText(bytes) {
  if (bytes < 1024) return `${bytes} ${say('byte')}`
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} ${say('kilobyte')}`
  return `${(bytes / 1024 / 1024).toFixed(1).replace('.', ',')} ${say('megabyte')}`
}

function fileNode(file) {
  if (file.kind === 'photo') {
    const image = element('img', { src: file.url, alt: say('photo'), loading: 'lazy' })
    return element('a', { class: 'photo', href: file.url, target: '_blank', rel: 'noopener' }, image)
  }
  if (file.kind === 'voice' || file.kind === 'audio') return element('audio', { controls: true, src: file.url, preload: 'none' })
  if (file.kind === 'video') return element('video', { controls: true, src: file.url, preload: 'metadata' })
  const extension = (file.name.split('.').at(-1) ?? '').slice(0, 4)
  return element('a', { class: 'file', href: file.url, download: file.name, 'aria-label': `${say('download')} ${file.name}` },
    element('span', { class: 'file-icon', 'aria-hidden': 'true' }, extension),
    element('span', { class: 'file-text' }, element('b', {}, file.name), element('small', {}, sizeText(file.size))))
}

function buttonNode(button, message, actions) {
  if (button.url) {
    const link = linkTo(button.url, [button.text], actions.openInvitation)
    link.className = 'inline-button link'
    return link
  }
  const isWaiting = actions.isWaiting(message.id, button.data)
  return element('button', {
    type: 'button', class: `inline-button${isWaiting ? ' waiting' : ''}`, 'aria-busy': isWaiting ? 'true' : undefined,
    onclick: () => actions.press(message, button.data),
  }, button.text)
}

function metaNode(message) {
  return element('span', { class: 'meta' },
    message.edited ? element('span', {}, `${say('edited')} `) : null,
    element('time', {}, timeOf(message.date)),
    message.fromBot ? null : element('span', { class: 'ticks', role: 'img', 'aria-label': say('delivered') }, '✓✓'))
}

/** An opened link shows as a bare /start, as in messengers: its token is nothing to read. */
function shownText(message) {
  const opened = message.fromBot ? null : /^\/start(?= [\w-]+$)/.exec(message.text)
  return opened ? opened[0] : message.text
}

/** One bubble: a message, or several of one album. */
function bubbleNode(group, actions) {
  const [first] = group
  const files = group.flatMap((message) => message.files)
  const captioned = group.find((message) => message.text) ?? first
  const last = group.at(-1)
  const isSticker = first.sticker && !first.text
  const bubble = element('div', { class: `bubble${isSticker ? ' sticker' : ''}${files.some((file) => file.kind === 'photo') ? ' with-photo' : ''}` },
    first.replyTo ? element('div', { class: 'quote' }, first.replyTo.text || say('file')) : null,
    files.length > 0 ? element('div', { class: `files count-${Math.min(files.length, 4)}` }, files.map(fileNode)) : null,
    isSticker ? element('span', { class: 'emoji' }, first.sticker) : null,
    captioned.text ? element('div', { class: 'text' }, formatted(shownText(captioned), captioned.entities, actions)) : null,
    metaNode(last))
  const rows = last.buttons.map((row) => element('div', { class: 'inline-row' }, row.map((button) => buttonNode(button, last, actions))))
  return element('li', { class: `message ${first.fromBot ? 'theirs' : 'mine'}`, 'data-id': String(last.id) },
    element('div', { class: 'stack' }, bubble, rows.length > 0 ? element('div', { class: 'inline-keyboard' }, rows) : null))
}

function groupsOf(messages) {
  const groups = []
  for (const message of messages) {
    const group = groups.at(-1)
    if (message.albumId && group?.[0].albumId === message.albumId) group.push(message)
    else groups.push([message])
  }
  return groups
}

/** What the list must show, in order: days, bubbles, the sign of typing; each with a key and a mark of its content. */
function linesOf(view, now, actions) {
  const lines = []
  let day = ''
  for (const group of groupsOf(view.messages)) {
    const [{ date }] = group
    if (dayOf(date) !== day) {
      day = dayOf(date)
      const title = dayTitle(date, now)
      lines.push({ key: `day-${day}`, mark: title, make: () => element('li', { class: 'day' }, element('span', {}, title)) })
    }
    const waiting = group.flatMap((message) => message.buttons.flat().map((button) => actions.isWaiting(message.id, button.data)))
    lines.push({ key: `message-${group[0].id}`, mark: JSON.stringify([group, waiting]), make: () => bubbleNode(group, actions) })
  }
  if (view.typing) {
    const dots = () => [0, 1, 2].map(() => element('i', {}))
    lines.push({
      key: 'typing', mark: '',
      make: () => element('li', { class: 'message theirs' }, element('div', { class: 'bubble typing', role: 'img', 'aria-label': say('typing') }, dots())),
    })
  }
  return lines
}

let shown = new Map()

export function forgetMessages() {
  shown = new Map()
  byId('messages').replaceChildren()
}

/** Brings the list to the view, touching only what changed; keeps the focus and stays at the bottom when it was there. */
export function renderMessages(view, now, actions) {
  const scroll = byId('scroll')
  const isAtBottom = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 120
  const list = byId('messages')
  const focused = list.contains(document.activeElement) ? document.activeElement : null
  const focusedKey = focused?.closest('li')?.dataset.key
  const focusedIndex = focused ? [...focused.closest('li').querySelectorAll('button, a')].indexOf(focused) : -1
  const next = new Map()
  let position = list.firstChild
  for (const { key, mark, make } of linesOf(view, now, actions)) {
    const known = shown.get(key)
    const node = known && known.mark === mark ? known.node : make()
    node.dataset.key = key
    if (known && known.node !== node) {
      if (position === known.node) position = known.node.nextSibling
      known.node.remove()
    }
    if (node === position) position = position.nextSibling
    else list.insertBefore(node, position)
    next.set(key, { mark, node })
  }
  for (const [key, { node }] of shown) if (!next.has(key)) node.remove()
  shown = next
  if (focusedKey && !list.contains(document.activeElement)) {
    const again = next.get(focusedKey)?.node
    ;(again?.querySelectorAll('button, a')[focusedIndex] ?? byId('text')).focus({ preventScroll: true })
  }
  if (isAtBottom) scrollDown()
}

export function scrollDown() {
  const scroll = byId('scroll')
  scroll.scrollTop = scroll.scrollHeight
}
