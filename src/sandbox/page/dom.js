/** Makes an element: properties as they are, `class`, `aria-*` and `data-*` as attributes, listeners as `onclick`. */
export function element(name, properties = {}, ...children) {
  const node = document.createElement(name)
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue
    if (key === 'class' || key.includes('-')) node.setAttribute(key, value)
    else node[key] = value
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined))
  return node
}

export const byId = (id) => document.getElementById(id)

let texts = {}

export function useTexts(loaded) {
  texts = loaded
}

/** A word of the page by its key without the prefix. */
export const say = (key) => texts[`sandbox-${key}`] ?? key

/** Fills everything in the page that names a text. */
export function fillTexts(root) {
  for (const node of root.querySelectorAll('[data-text]')) node.textContent = say(node.dataset.text)
  for (const node of root.querySelectorAll('[data-label]')) node.setAttribute('aria-label', say(node.dataset.label))
  for (const node of root.querySelectorAll('[data-title]')) node.title = say(node.dataset.title)
  for (const node of root.querySelectorAll('[data-placeholder]')) node.placeholder = say(node.dataset.placeholder)
}

const tints = ['#b4573f', '#8a6d1f', '#3d7a3f', '#1f7a72', '#39659e', '#6a4f9c', '#a1447a', '#5f6b35']

export const tintOf = (id) => tints[Math.abs(id) % tints.length]

export function initialsOf(name) {
  return name.split(/\s+/).slice(0, 2).map((word) => word[0] ?? '').join('').toUpperCase()
}

/** Shows a line over the chat for a few seconds. */
export function toast(text) {
  const node = element('div', { class: 'toast' }, text)
  byId('toasts').append(node)
  setTimeout(() => node.remove(), 4500)
}

/** A button that opens a menu beside it; Escape and a click elsewhere close it. */
export function wireMenu(button, menu) {
  const show = (isOpen) => {
    menu.hidden = !isOpen
    button.setAttribute('aria-expanded', String(isOpen))
    if (isOpen) menu.querySelector('button')?.focus()
  }
  button.addEventListener('click', () => show(menu.hidden))
  document.addEventListener('click', (event) => {
    if (!menu.hidden && !menu.contains(event.target) && !button.contains(event.target)) show(false)
  })
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || menu.hidden) return
    show(false)
    button.focus()
  })
  return () => show(false)
}
