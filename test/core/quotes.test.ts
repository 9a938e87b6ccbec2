import { describe, expect, it } from 'vitest'
import { nestQuotes } from '../../src/core/quotes.js'

describe('quotation marks', () => {
  it('take the inner form within others, also twice in one text', () => {
    expect(nestQuotes('Сделано: «Разобрать тему «Линейная функция»»')).toBe('Сделано: «Разобрать тему „Линейная функция“»')
    expect(nestQuotes('«один», «урок в 7 «Б» и 8 «А»»')).toBe('«один», «урок в 7 „Б“ и 8 „А“»')
  })

  it('stay as typed where they are not paired', () => {
    for (const text of ['«один', 'один» и «два', '«он сказал «да»', 'без кавычек']) expect(nestQuotes(text)).toBe(text)
  })
})
