import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createTextBook } from '../../../src/bot/texts.js'
import type { DeliveryData } from '../../../src/bot/views/deliveries/data.js'
import { renderDelivery } from '../../../src/bot/views/deliveries/index.js'
import { projectRoot } from '../../../src/paths.js'

const { t } = createTextBook(join(projectRoot, 'locales', 'ru')).textsFor(null)

it('[SURVEY-01] [MENTOR-01] an invitation to a survey opens its form at once', () => {
  for (const survey of ['needs', 'mentor']) {
    const params = { survey, closesOn: '2026-11-24' }
    const data = { delivery: { kind: 'survey-open', class: 'digest', params }, params, now: new Date('2026-11-21T09:00:00Z'), zone: 'Europe/Moscow', t }
    const { text, buttons } = renderDelivery(data as unknown as DeliveryData)
    expect(text).toBe('Открыта анкета, ответы ждём до вт, 24 ноября. Отвечать можно по частям.')
    expect(buttons).toEqual([[{ label: 'Заполнить', data: `qn:f:${survey}` }]])
  }
})

it('says how many work with a mentor in the right number', () => {
  expect(t('companions-mentees', { count: 1, names: 'Дарья Алексеевна' })).toBe('С вами работает: Дарья Алексеевна')
  expect(t('companions-mentees', { count: 2, names: 'Дарья Алексеевна, Илья Романович' })).toMatch(/^С вами работают: /)
})
