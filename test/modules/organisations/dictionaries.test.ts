import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../../src/core/actor.js'
import { must } from '../../../src/core/result.js'
import { choosableItems, findItem, type Organisation } from '../../../src/modules/organisations/organisation.js'
import { registerBench, staffOf, type RegisterBench } from '../../support/register-bench.js'

let bench: RegisterBench
let school: Organisation
let curator: Actor
beforeAll(async () => {
  bench = await registerBench()
  school = await bench.aSchool()
  curator = staffOf(school.id, 'curator')
})
afterAll(() => bench.database.drop())

const choices = (organisation: Organisation, name: 'directions' | 'categories' | 'kinds') => choosableItems(organisation, name).map((item) => item.code)

describe('lists of an organisation', () => {
  it('[ORG-10] adds, rewords and moves values of its own', async () => {
    const { organisations } = bench
    const added = must(await organisations.addItem(curator, school.id, 'directions', { text: '  Работа с   картой ', help: ' Своё ' }))
    const item = added.dictionaries.directions.at(-1)
    expect(item).toMatchObject({ code: 'own_9', text: 'Работа с картой', help: 'Своё', clause: null, proposed: false, retiredAt: null })
    const moved = must(await organisations.changeItem(curator, school.id, 'directions', 'own_9', { text: 'Карта урока', position: 0 }))
    expect(moved.dictionaries.directions[0]).toMatchObject({ code: 'own_9', text: 'Карта урока', help: 'Своё' })
    expect(moved.dictionaries.directions).toHaveLength(9)
  })

  it('[IMPL-15] retires a used value instead of deleting it: hidden from choices, its text stays', async () => {
    const { organisations } = bench
    bench.useCode(school.id, 'categories', 'digital')
    const changed = must(await organisations.removeItem(curator, school.id, 'categories', 'digital'))
    expect(choices(changed, 'categories')).not.toContain('digital')
    expect(findItem(changed, 'categories', 'digital')).toMatchObject({ text: 'Хочу освоить цифровые инструменты' })
    const restored = must(await organisations.restoreItem(curator, school.id, 'categories', 'digital'))
    expect(choices(restored, 'categories')).toContain('digital')
  })

  it('[IMPL-15] deletes a value that nothing uses, and retires on wish', async () => {
    const { organisations } = bench
    const removed = must(await organisations.removeItem(curator, school.id, 'kinds', 'speed'))
    expect(findItem(removed, 'kinds', 'speed')).toBeNull()
    const retired = must(await organisations.retireItem(curator, school.id, 'kinds', 'virtual'))
    expect(choices(retired, 'kinds')).not.toContain('virtual')
    expect(findItem(retired, 'kinds', 'virtual')?.retiredAt).toEqual(new Date('2026-09-15T09:00:00Z'))
  })

  it('refuses values without text, twice, with a strange code, in a closed list, and the removal of the last', async () => {
    const { organisations } = bench
    const add = (name: 'directions' | 'modes', input: { text: string; code?: string }) => organisations.addItem(curator, school.id, name, input)
    expect(await add('directions', { text: '  ' })).toMatchObject({ problem: { code: 'dictionary-text-empty' } })
    expect(await add('directions', { text: 'ТЕОРИЯ и наука' })).toMatchObject({ problem: { code: 'dictionary-text-taken' } })
    expect(await add('directions', { text: 'Новое', code: 'theory' })).toMatchObject({ problem: { code: 'dictionary-code-taken' } })
    expect(await add('directions', { text: 'Новое', code: 'Тема' })).toMatchObject({ problem: { code: 'dictionary-code' } })
    expect(await add('directions', { text: 'я'.repeat(10_000) })).toMatchObject({ problem: { code: 'text-too-long' } })
    expect(await add('modes', { text: 'По телефону' })).toMatchObject({ problem: { code: 'dictionary-closed' } })
    expect(await organisations.removeItem(curator, school.id, 'forms', 'teacher_teacher')).toMatchObject({ problem: { code: 'dictionary-last-value' } })
    expect(await organisations.changeItem(curator, school.id, 'forms', 'nothing', { text: 'Нет' })).toMatchObject({ problem: { code: 'dictionary-value-unknown' } })
    expect(await organisations.addItem(staffOf(school.id, 'mentor'), school.id, 'directions', { text: 'Чужое' })).toMatchObject({ problem: { code: 'forbidden' } })
  })

  it('keeps two changes at once', async () => {
    const { organisations } = bench
    const names = ['Первое', 'Второе', 'Третье', 'Четвёртое']
    const results = await Promise.all(names.map((text, index) => organisations.addItem(curator, school.id, 'supports', { code: `new_${index}`, text })))
    expect(results.every((result) => result.ok)).toBe(true)
    const texts = (await organisations.get(school.id))?.dictionaries.supports.map((item) => item.text)
    expect(texts).toEqual(expect.arrayContaining(names))
  })
})

describe('texts of an organisation', () => {
  it('[IMPL-26] replaces a text, keeps the former wordings and goes back', async () => {
    const { organisations } = bench
    must(await organisations.setText(curator, school.id, 'common-old-button', 'Уже отмечено, спасибо.'))
    bench.setTime('2026-09-16T09:00:00Z')
    const changed = must(await organisations.setText(curator, school.id, 'common-old-button', 'Отмечено раньше.'))
    expect(changed.texts).toEqual([
      {
        key: 'common-old-button',
        text: 'Отмечено раньше.',
        changedAt: new Date('2026-09-16T09:00:00Z'),
        former: [{ text: 'Уже отмечено, спасибо.', until: new Date('2026-09-16T09:00:00Z') }],
      },
    ])
    expect(must(await organisations.resetText(curator, school.id, 'common-old-button')).texts).toMatchObject([{ key: 'common-old-button', text: null, former: [{ text: 'Уже отмечено, спасибо.' }, { text: 'Отмечено раньше.' }] }])
    const [line] = await bench.history.list(school.id)
    expect(line).toMatchObject({ action: 'text-reset', before: { 'common-old-button': 'Отмечено раньше.' } })
    expect(await organisations.resetText(curator, school.id, 'common-old-button')).toMatchObject({ problem: { code: 'text-not-changed' } })
  })

  it('[IMPL-26] never changes fixed labels, and takes no text that would not work', async () => {
    const refused = async (key: string, text: string) => {
      const result = await bench.organisations.setText(curator, school.id, key, text)
      return result.ok ? 'accepted' : result.problem.code
    }
    expect(await refused('label-done', 'Всё')).toBe('text-fixed')
    expect(await refused('no-such-key', 'Текст')).toBe('text-unknown')
    expect(await refused('common-old-button', '   ')).toBe('text-empty')
    expect(await refused('common-old-button', 'я'.repeat(10_000))).toBe('text-too-long')
    expect(await refused('common-old-button', 'Уже { $name')).toBe('text-broken')
    expect(await refused('common-old-button', 'Уже отмечено\nother = подмена')).toBe('accepted')
    expect(await refused('common-old-button', 'Уже { $name }')).toBe('text-placeholder')
    expect(await refused('common-old-button', 'Спросите { -head(form: "accusative") }')).toBe('accepted')
  })
})
