import { shortTime } from './dates.js'
import { byId, element, initialsOf, say, tintOf } from './dom.js'

function avatar(person) {
  const node = element('span', { class: 'avatar', 'aria-hidden': 'true' }, initialsOf(person.name))
  node.style.backgroundColor = tintOf(person.id)
  return node
}

function personNode(person, isChosen, now) {
  const unread = person.unread > 0
    ? element('span', { class: 'unread', 'aria-label': `${person.unread} ${say('unread')}` }, String(person.unread))
    : null
  const link = element('a', { class: 'person', href: `#${person.id}`, 'aria-current': isChosen ? 'true' : undefined },
    avatar(person),
    element('span', { class: 'person-text' },
      element('b', {}, person.name),
      element('span', { class: 'person-head' },
        element('span', { class: 'role' }, person.guest ? say('guest-role') : person.role),
        person.lastDate ? element('time', {}, shortTime(person.lastDate, now)) : null),
      element('span', { class: 'person-foot' }, element('span', { class: 'about' }, person.guest ? say('guest-about') : person.about), unread)))
  return element('li', {}, link)
}

let mark = ''

/** Draws the people; nothing is touched when nothing changed, so that focus and scroll stay. */
export function renderPeople(people, chosenId, now) {
  const next = JSON.stringify([people, chosenId])
  if (next === mark) return
  mark = next
  const focused = document.activeElement?.closest?.('.person')?.getAttribute('href')
  const list = byId('people')
  list.replaceChildren(...people.map((person) => personNode(person, person.id === chosenId, now)))
  if (people.length === 0) list.append(element('li', { class: 'intro' }, say('no-people')))
  if (focused) list.querySelector(`[href="${focused}"]`)?.focus({ preventScroll: true })
}
