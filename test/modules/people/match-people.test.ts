import { expect, it } from 'vitest'
import { isSamePerson, likenessOf, type Known } from '../../../src/modules/people/match-people.js'

const anna: Known = { surname: 'Семёнова', name: 'Анна', patronymic: 'Ильинична', birthOn: '1990-02-01', email: 'anna@x.ru' }
const row = (facts: Partial<Known>): Known => ({ ...anna, ...facts })

it('[IMPL-08] tells who is surely the same, who is only like somebody, and why', () => {
  const cases: [Partial<Known>, boolean, ReturnType<typeof likenessOf>][] = [
    [{}, true, null],
    [{ surname: 'СЕМЕНОВА' }, true, null],
    [{ birthOn: null, email: null }, true, null],
    [{ surname: 'Семенова', birthOn: null, email: null }, true, 'spelling'],
    [{ birthOn: '1990-01-02', email: null }, false, 'birth-year'],
    [{ birthOn: '1980-02-01', email: null }, false, null],
    [{ birthOn: null, email: 'other@x.ru' }, false, 'other-email'],
    [{ birthOn: '1980-02-01', email: 'ANNA@x.ru' }, true, null],
    [{ surname: 'Ли', birthOn: null }, false, 'email'],
    [{ surname: 'Ли', email: null }, false, 'surname'],
    [{ surname: 'Ли', patronymic: null, email: null }, false, null],
    [{ surname: 'Ли', name: 'Вера', email: null }, false, null],
    [{ surname: 'Ли', name: 'Вера' }, false, 'email'],
  ]
  for (const [facts, isSame, likeness] of cases) expect([facts, isSamePerson(row(facts), anna), likenessOf(row(facts), anna)]).toEqual([facts, isSame, likeness])
})
