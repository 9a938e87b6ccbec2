import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createTextBook } from '../../../src/bot/texts.js'
import type { DeliveryData } from '../../../src/bot/views/deliveries/data.js'
import { renderDelivery } from '../../../src/bot/views/deliveries/index.js'
import type { Meeting } from '../../../src/modules/meetings/meeting.js'
import { projectRoot } from '../../../src/paths.js'

const texts = createTextBook(join(projectRoot, 'locales', 'ru')).textsFor(null)
const row = { id: 'r1', measures: 'Посетить урок', finalOn: '2026-11-18', intermediateOn: null, marks: [{ menteeId: 'anna', state: 'open', reports: [] }] }
const names: Record<string, string> = { anna: 'Анна Сергеевна', olga: 'Ольга Ивановна' }

/** Data of a message to one of the pair on a morning; only what the views of nudges and summaries look at. */
function dataFor(personId: 'anna' | 'olga', now: string, kind: string, rest: object = {}): DeliveryData {
  return {
    delivery: { kind, class: kind === 'digest' ? 'digest' : 'deadline', params: {} }, params: {}, zone: 'Europe/Moscow', now: new Date(now),
    person: { id: personId }, pair: { id: 'p1', mentorId: 'olga', members: [{ menteeId: 'anna' }] }, programme: { id: 'g1', rows: [row] }, row,
    folded: [], meetingsToday: [], checks: 0, nameOf: (id: string) => names[id] ?? '—', t: texts.t, ...rest,
  } as unknown as DeliveryData
}

function digest(personId: 'anna' | 'olga', now: string, rest: object = {}) {
  const { text, buttons = [] } = renderDelivery(dataFor(personId, now, 'digest', { folded: [dataFor(personId, now, 'row-nudge')], ...rest }))
  return { text, labels: buttons.flat().map(({ label }) => label) }
}

describe('the summary', () => {
  it('[IMPL-01] [PROG-07] says that a term is past when it comes after the term\'s day', () => {
    expect(digest('anna', '2026-11-18T05:00:00Z').text).toBe('Сводка на сегодня: 1 дело\n• Сегодня срок: «Посетить урок»')
    expect(digest('anna', '2026-11-19T05:00:00Z').text).toBe('Сводка на сегодня: 1 дело\n• Срок был 18 ноября: «Посетить урок»')
  })

  it('[IMPL-01] names today\'s meeting and the reports that wait for the mentor, and leads to them', () => {
    const meeting = { startsAt: new Date('2026-11-19T11:30:00Z'), attendees: [{ personId: 'olga' }, { personId: 'anna' }] } as unknown as Meeting
    const one = digest('olga', '2026-11-19T05:00:00Z', { meetingsToday: [meeting], checks: 2 })
    expect(one.text.split('\n')[0]).toBe('На сегодня: встреча в 14:30 (Анна Сергеевна); проверить 2 отметки')
    expect(one.labels).toEqual(['Проверить', 'Открыть план', 'Реже'])
    expect(digest('olga', '2026-11-19T05:00:00Z', { checks: 1 }).text.split('\n')[0]).toBe('На сегодня: проверить 1 отметку')
  })
})

describe('a nudge to the mentor', () => {
  const labels = (now: string) => (renderDelivery(dataFor('olga', now, 'row-nudge')).buttons ?? []).flat().map((button) => [button.label, 'data' in button ? button.data : ''])

  it('[PROG-07] after the term offers what it speaks of: a meeting, the task and the plan', () => {
    expect(labels('2026-11-19T05:00:00Z')).toEqual([['Назначить встречу', 'meet:n:p1'], ['Открыть дело', 'plan:w:g1:r1'], ['Прочитать план', 'plan:o:g1'], ['Реже', 'ndg:l']])
    expect(labels('2026-11-17T05:00:00Z').map(([label]) => label)).toEqual(['Открыть дело', 'Прочитать план', 'Реже'])
  })
})
