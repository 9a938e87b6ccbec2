import { byId, element, say, wireMenu } from './dom.js'

const isTouch = () => matchMedia('(pointer: coarse)').matches

function grow() {
  const field = byId('text')
  field.style.height = 'auto'
  field.style.height = `${Math.min(field.scrollHeight, 140)}px`
}

let isKeyboardShown = true
let keyboardMark = ''

function renderKeyboard(view, actions) {
  const rows = view.keyboard?.rows ?? []
  byId('keyboard-button').hidden = rows.length === 0
  byId('keyboard-button').setAttribute('aria-expanded', String(isKeyboardShown))
  byId('keyboard').hidden = rows.length === 0 || !isKeyboardShown || view.blocked
  const mark = JSON.stringify(rows)
  if (mark === keyboardMark) return
  keyboardMark = mark
  byId('keyboard').replaceChildren(...rows.map((row) => element('div', { class: 'keyboard-row' },
    row.map((text) => element('button', { type: 'button', onclick: () => actions.sendText(text) }, text)))))
}

function renderCommands(view, actions, close) {
  byId('commands-button').hidden = view.commands.length === 0
  byId('commands').replaceChildren(...view.commands.map(({ command, description }) => element('button', {
    type: 'button',
    onclick: () => {
      close()
      actions.sendText(`/${command.replace(/^\//, '')}`)
    },
  }, element('span', {}, description), element('code', {}, `/${command.replace(/^\//, '')}`))))
}

function startText(view, person) {
  if (view.blocked) return say('unblock')
  return person?.inviteLink ? say('invitation') : say('start')
}

/** Wires the field, the menus and the attachments once. */
export function createComposer(actions) {
  const field = byId('text')
  const closeCommands = wireMenu(byId('commands-button'), byId('commands'))
  const closeAttach = wireMenu(byId('attach-button'), byId('attach'))
  const input = byId('file-input')
  let kind

  function send() {
    const text = field.value.trim()
    if (text === '') return
    field.value = ''
    grow()
    actions.sendText(text)
    field.focus()
  }

  function pick(accept, isFile) {
    closeAttach()
    kind = isFile ? 'document' : undefined
    input.accept = accept
    input.value = ''
    input.click()
  }

  field.addEventListener('input', grow)
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || isTouch()) return
    event.preventDefault()
    send()
  })
  field.addEventListener('paste', (event) => {
    if (event.clipboardData.files.length > 0) actions.offerFiles([...event.clipboardData.files])
  })
  byId('form').addEventListener('submit', (event) => {
    event.preventDefault()
    send()
  })
  byId('attach-photo').addEventListener('click', () => pick('image/*,video/*', false))
  byId('attach-file').addEventListener('click', () => pick('', true))
  input.addEventListener('change', () => {
    if (input.files.length > 0) actions.offerFiles([...input.files].slice(0, 10), kind)
  })
  byId('keyboard-button').addEventListener('click', () => {
    isKeyboardShown = !isKeyboardShown
    actions.redraw()
  })
  byId('start').addEventListener('click', () => actions.start())

  return {
    render(view, person) {
      const isSilent = view.blocked || view.messages.length === 0
      byId('start-bar').hidden = !isSilent
      byId('form').hidden = isSilent && !(view.started && !view.blocked)
      byId('start').textContent = startText(view, person)
      field.placeholder = view.keyboard?.placeholder ?? say('message')
      renderKeyboard(view, actions)
      renderCommands(view, actions, closeCommands)
    },
    clear() {
      field.value = ''
      grow()
    },
    focus: () => {
      if (!isTouch() && !byId('form').hidden) field.focus()
    },
  }
}
