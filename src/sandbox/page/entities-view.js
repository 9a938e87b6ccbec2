import { element } from './dom.js'

const tags = {
  bold: 'strong', italic: 'em', underline: 'u', strikethrough: 's', code: 'code', pre: 'pre',
  blockquote: 'blockquote', expandable_blockquote: 'blockquote',
}

/** The start payload of an invitation link, or null. */
export function payloadOf(link) {
  const match = /(?:t\.me\/|[?&]domain=)[\w]+.*[?&]start=([\w-]{1,64})/.exec(link) ?? /^start=([\w-]{1,64})$/.exec(link)
  return match ? match[1] : null
}

export function linkTo(url, children, onInvitation) {
  const address = /^[a-z]+:/i.test(url) ? url : `https://${url}`
  const payload = payloadOf(address)
  const link = element('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }, children)
  if (payload) link.addEventListener('click', (event) => {
    event.preventDefault()
    onInvitation(payload)
  })
  return link
}

function wrap(entity, source, children, actions) {
  if (entity.type === 'text_link') return linkTo(entity.url, children, actions.openInvitation)
  if (entity.type === 'url') return linkTo(source, children, actions.openInvitation)
  if (entity.type === 'email') return element('a', { href: `mailto:${source}` }, children)
  if (entity.type === 'bot_command') {
    return element('button', { type: 'button', class: 'command', onclick: () => actions.sendText(source) }, children)
  }
  if (entity.type === 'spoiler') {
    const node = element('span', { class: 'spoiler', tabIndex: 0, onclick: () => node.classList.add('shown') }, children)
    return node
  }
  const tag = tags[entity.type]
  return tag ? element(tag, {}, children) : element('span', {}, children)
}

/** Text with its entities as nodes; an entity inside another is nested. */
export function formatted(text, entities, actions, from = 0, to = text.length) {
  const nodes = []
  let position = from
  const inside = entities.filter((entity) => entity.offset >= from && entity.offset + entity.length <= to)
  const sorted = [...inside].sort((a, b) => a.offset - b.offset || b.length - a.length)
  while (sorted.length > 0) {
    const entity = sorted.shift()
    if (entity.offset < position) continue
    const end = entity.offset + entity.length
    if (entity.offset > position) nodes.push(text.slice(position, entity.offset))
    const inner = inside.filter((other) => other !== entity && other.offset >= entity.offset && other.offset + other.length <= end)
    nodes.push(wrap(entity, text.slice(entity.offset, end), formatted(text, inner, actions, entity.offset, end), actions))
    position = end
  }
  if (position < to) nodes.push(text.slice(position, to))
  return nodes
}
