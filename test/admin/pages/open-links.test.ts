import { expect, it } from 'vitest'
import { mayFollow, withOpenLinks } from '../../../admin/pages/open-links.js'
import type { PanelUser } from '../../../admin/gate/panel-user.js'

const council = { role: 'council' } as PanelUser
const pair = '/admin/resources/Pair/records/65f000000000000000000001/show'
const answers = '/admin/resources/Response/records/65f000000000000000000002/show'

it('[ROLE-16] draws no link and no button to what the role may not open, and keeps the words', () => {
  const page = {
    people: [{ name: 'Орлова Анна', href: answers }],
    cells: [{ text: 'Ответы', href: answers }, { text: 'Пара', href: pair, links: [{ text: 'Ответы', href: answers }] }],
    buttons: [{ label: 'Ответы', href: answers, look: 'quiet' }, { label: 'Пара', href: pair, look: 'quiet' }],
    choices: [{ value: '1', label: 'Орлова Анна', link: { text: 'Ответы', href: answers } }],
  }
  expect(withOpenLinks(page, council)).toEqual({
    people: [{ name: 'Орлова Анна', href: null }],
    cells: [{ text: 'Ответы', href: null }, { text: 'Пара', href: pair, links: [] }],
    buttons: [{ label: 'Пара', href: pair, look: 'quiet' }],
    choices: [{ value: '1', label: 'Орлова Анна' }],
  })
  expect(withOpenLinks(page, { role: 'curator' } as PanelUser)).toEqual(page)
  expect(['/admin/pages/texts', '/admin/pages/year', '/admin/resources/Delivery?filters.view=failed', '/admin/files/1', 'tel:+79001234567'].map((href) => mayFollow(council, href))).toEqual([false, true, false, true, true])
})
