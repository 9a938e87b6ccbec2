import { expect, it } from 'vitest'
import { listTests } from './source-files.js'

/** Groups of requirements with their greatest number. */
const groups: Record<string, number> = {
  BANK: 15, CONS: 9, DATA: 10, DOC: 24, DUTY: 17, END: 9, IMPL: 30, INC: 11, MAP: 14, MEET: 10, MENTOR: 14, MON: 20, MUNI: 12, ORG: 17, PAIR: 16, PROG: 25, PSY: 7, PUB: 11,
  REP: 11, REQ: 14, ROLE: 18, SCORE: 7, SRC: 16, SURVEY: 15, TRAIN: 8, VAR: 36,
  F: 60, S: 60,
}

it('a title names only requirements that exist', () => {
  const strange: string[] = []
  for (const { path, text } of listTests()) {
    for (const [, ids = ''] of text.matchAll(/\b(?:it|test|describe|heavy)(?:\.each\([^)]*\))?\(\s*[`'"]\[([^\]]+)\]/g)) {
      for (const id of ids.split(/,\s*|\s+/)) {
        const [, group = '', number = ''] = /^([A-Z]+)-?(\d\d?)$/.exec(id) ?? []
        if (!(Number(number) >= 1 && Number(number) <= (groups[group] ?? 0))) strange.push(`${path}: ${id}`)
      }
    }
  }
  expect(strange).toEqual([])
})
