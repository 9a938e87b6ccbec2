import { get, listen, post, upload } from './api.js'
import { createComposer } from './composer.js'
import { clockText, useZone } from './dates.js'
import { createDialogs, showAlert } from './dialogs.js'
import { byId, element, fillTexts, initialsOf, say, toast, tintOf, useTexts } from './dom.js'
import { payloadOf } from './entities-view.js'
import { forgetMessages, renderMessages, scrollDown } from './messages-view.js'
import { renderPeople } from './people-list.js'

const page = { people: [], chosenId: null, view: null, clock: { now: Date.now(), readAt: performance.now() }, seenPopups: new Set(), presses: new Map() }

const now = () => new Date(page.clock.now + performance.now() - page.clock.readAt)
const chosen = () => page.people.find((person) => person.id === page.chosenId)
const pressKey = (messageId, data) => `${page.chosenId}:${messageId}:${data}`

/** Runs what a person did; a failure is told in a line over the chat. */
async function attempt(run) {
  try {
    return await run()
  } catch (error) {
    toast(say(error.status === 413 ? 'too-large' : 'failed'))
    return null
  }
}

const actions = {
  sendText: (text) => attempt(() => post('messages', { chatId: page.chosenId, text })).then(scrollDown),
  openInvitation: (payload) => actions.sendText(`/start ${payload}`),
  start() {
    const payload = chosen()?.inviteLink && !page.view.blocked ? payloadOf(chosen().inviteLink) : null
    return actions.sendText(payload ? `/start ${payload}` : '/start')
  },
  isWaiting: (messageId, data) => data !== undefined && page.presses.has(pressKey(messageId, data)),
  async press(message, data) {
    const key = pressKey(message.id, data)
    if (page.presses.has(key)) return
    page.presses.set(key, null)
    redraw()
    const press = await attempt(() => post('presses', { chatId: page.chosenId, messageId: message.id, data }))
    if (press) page.presses.set(key, press.callbackId)
    else page.presses.delete(key)
    setTimeout(() => {
      if (page.presses.delete(key)) redraw()
    }, 15_000)
    await loadChat()
  },
  offerFiles: (files, kind) => dialogs.offerFiles(files, kind),
  redraw: () => redraw(),
}

fillTexts(document)
const composer = createComposer(actions)
const dialogs = createDialogs({
  people: () => ({ list: page.people, chosenId: page.chosenId }),
  onInvitation: (id, payload) => attempt(() => openWithStart(id, payload)),
  onFiles: (files, caption, kind) => attempt(() => upload(page.chosenId, files, caption, kind)).then(scrollDown),
})

function redraw() {
  const { view } = page
  if (!view || view.id !== page.chosenId) return
  const person = chosen()
  renderMessages(view, now(), actions)
  if (view.messages.length === 0) {
    const hint = person?.inviteLink ? 'empty-invited' : view.started ? 'empty-known' : 'empty'
    byId('messages').replaceChildren(element('li', { class: 'hint' }, say(hint)))
  } else byId('messages').querySelector('.hint')?.remove()
  composer.render(view, person)
  byId('chat-line').textContent = view.typing ? say('typing') : `${say('as')} ${person?.name ?? view.title}${person?.role ? ` · ${person.role}` : ''}`
  byId('chat-line').classList.toggle('is-typing', view.typing)
  byId('more').hidden = !view.started || view.blocked
}

function showPopups(view) {
  for (const { callbackId, text, alert } of view.popups) {
    if (page.seenPopups.has(callbackId)) continue
    page.seenPopups.add(callbackId)
    if (text !== '' && alert) showAlert(text)
    else if (text !== '') toast(text)
  }
  const open = new Set(view.openPresses)
  for (const [key, callbackId] of page.presses) if (callbackId !== null && !open.has(callbackId)) page.presses.delete(key)
}

async function loadChat({ isFirst = false } = {}) {
  const id = page.chosenId
  if (id === null) return
  const view = await get(`chats/${id}`)
  if (id !== page.chosenId) return
  page.view = view
  if (isFirst) for (const popup of view.popups) page.seenPopups.add(popup.callbackId)
  showPopups(view)
  redraw()
  if (isFirst) scrollDown()
  if (document.visibilityState === 'visible' && view.messages.length > 0) await post(`chats/${id}/read`)
}

async function loadPeople() {
  page.people = await get('people')
  renderPeople(page.people, page.chosenId, now())
}

async function loadClock() {
  const { now: instant, zone, newsUntil, quietUntil } = await get('clock')
  useZone(zone)
  page.clock = { now: new Date(instant).getTime(), readAt: performance.now() }
  byId('clock-now').textContent = clockText(now())
  const until = newsUntil ?? quietUntil
  byId('quiet').hidden = !until
  if (until) byId('quiet').textContent = `${say(newsUntil ? 'quiet-hours' : 'quiet-day')} ${clockText(new Date(until))}.`
}

/** Opens the chat of the number in the address, or the list. */
async function choose() {
  const id = Number(location.hash.slice(1)) || null
  page.chosenId = id
  page.view = null
  byId('screens').dataset.screen = id === null ? 'list' : 'chat'
  byId('chat').hidden = id === null
  byId('nobody').hidden = id !== null
  forgetMessages()
  composer.clear()
  renderPeople(page.people, id, now())
  if (id === null) return
  await loadChat({ isFirst: true })
  composer.focus()
  await loadPeople()
}

/** A person whom the school does not know: the next free number. */
async function inviteGuest() {
  const id = Math.max(5_000_000, ...page.people.map((person) => person.id)) + 1
  await post('people', { id, first_name: say('guest-new') })
  return id
}

async function openWithStart(chosenId, payload) {
  const id = chosenId || await inviteGuest()
  if (page.chosenId !== id) {
    history.pushState(null, '', `#${id}`)
    await choose()
  }
  await actions.openInvitation(payload)
}

let isPeopleTimerSet = false

function onChange(chatId) {
  if (chatId === page.chosenId) void loadChat()
  if (isPeopleTimerSet) return
  isPeopleTimerSet = true
  setTimeout(() => {
    isPeopleTimerSet = false
    void loadPeople()
  }, 250)
}

let wasOffline = false

function onLink(isOn) {
  byId('offline').hidden = isOn
  if (isOn && wasOffline) void Promise.all([loadClock(), loadPeople(), loadChat()])
  wasOffline = !isOn
}

function wireTop() {
  for (const button of document.querySelectorAll('[data-hours]')) button.addEventListener('click', () => attempt(async () => {
    for (const one of document.querySelectorAll('[data-hours]')) one.disabled = true
    try {
      toast(say('rewinding'))
      await post('clock', { hours: Number(button.dataset.hours) })
      await loadClock()
      toast(say('rewound'))
      redraw()
    } finally {
      for (const one of document.querySelectorAll('[data-hours]')) one.disabled = false
    }
  }))
  byId('back').addEventListener('click', () => { location.hash = '' })
  byId('block').addEventListener('click', () => attempt(async () => {
    byId('more').open = false
    await post('blocks', { chatId: page.chosenId, blocked: true })
  }))
  byId('messages').addEventListener('load', () => {
    const scroll = byId('scroll')
    if (scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 500) scrollDown()
  }, true)
  setInterval(() => { byId('clock-now').textContent = clockText(now()) }, 5000)
  setInterval(() => void loadClock(), 60_000)
  addEventListener('hashchange', () => void choose())
  document.addEventListener('visibilitychange', () => void loadChat())
}

async function start() {
  const [texts, bot] = await Promise.all([get('texts'), get('bot')])
  useTexts(texts)
  fillTexts(document)
  document.title = `${say('title')} · ${bot.name}`
  byId('bot-name').textContent = bot.name
  byId('bot-avatar').textContent = initialsOf(bot.name)
  byId('bot-avatar').style.backgroundColor = tintOf(3)
  wireTop()
  await Promise.all([loadClock(), loadPeople()])
  const address = new URLSearchParams(location.search)
  const payload = address.get('start')
  const person = Number(address.get('person')) || null
  history.replaceState(null, '', `${location.pathname}${person ? `#${person}` : location.hash}`)
  await choose()
  listen(onChange, onLink)
  if (payload && person) await actions.openInvitation(payload)
  else if (payload) {
    byId('open-invitation').click()
    byId('invitation-link').value = `https://t.me/${bot.username}?start=${payload}`
  }
}

await start()
