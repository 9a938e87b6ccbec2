import { expect, it } from 'vitest'
import type { Delivery } from '../../../src/modules/deliveries/delivery.js'
import type { Person } from '../../../src/modules/people/person.js'
import { listWaiting, type WaitingFacts } from '../../../src/modules/waiting/waiting-rules.js'

const now = new Date('2031-12-15T09:00:00Z')
const person = (id: string, surname: string) => ({ id, surname, name: 'Игорь', patronymic: 'Романович', telegramId: 1, unreachableAt: null }) as unknown as Person
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000)
const message = (personId: string, error: string, dueAt: Date, expiresAt: Date | null = hours(24)) => ({ id: `${personId}-${dueAt.getTime()}`, personId, error, dueAt, expiresAt, state: 'failed' }) as unknown as Delivery

const facts = (failed: Delivery[]): WaitingFacts => ({
  ...{ now, zone: 'Europe/Moscow', approver: 'head', reminders: {} as WaitingFacts['reminders'], menteeIds: new Set(), mentorIds: new Set(), surveyed: new Set(), reminded: new Set(), files: [], talks: [] },
  ...{ pairs: [], programmes: [], requests: [], failed, consents: [], papers: [], meetings: [], asked: [] },
  people: new Map([person('z', 'Зайцев'), person('k', 'Котов'), person('v', 'Волков')].map((one) => [one.id, one])),
})

const itemsOf = (failed: Delivery[]) => listWaiting(facts(failed), ['curator']).find(({ code }) => code === 'deliveries-failed')?.items.map(({ label, messages }) => [label, messages?.count, messages?.byHand])

it('[IMPL-11][IMPL-03] undelivered messages are one line a person, failures before chosen calls, the newest first, without what is of no use', () => {
  const chosen = [-1, -2, -3, -4].map((at) => message('z', 'by-curator', hours(at)))
  const stale = message('z', 'by-curator', hours(-90), hours(-18))
  const failed = [...chosen, stale, message('k', 'unreachable', hours(-9)), message('v', 'server-502', hours(-5), null), message('v', 'by-curator', hours(-6))]
  expect(itemsOf(failed)).toEqual([
    ['Волков И. Р.', 2, false],
    ['Котов И. Р.', 1, false],
    ['Зайцев И. Р.', 4, true],
  ])
  expect(itemsOf([stale])).toBeUndefined()
})
