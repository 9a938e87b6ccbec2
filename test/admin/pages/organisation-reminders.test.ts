import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDurationWords } from '../../../admin/resources/duration-words.js'
import { readHolidays, sayHolidays } from '../../../admin/resources/holiday-lines.js'
import { loadPanelTexts } from '../../../admin/texts.js'
import { reminderTriggers } from '../../../src/modules/organisations/settings.js'
import { createPresetLibrary } from '../../../src/presets/load-preset.js'
import { testDatabase, type TestDatabase } from '../../support/database.js'
import { panelWithFiles, signedInDesk, wordsOf, type Desk, type Fields } from '../../support/panel-pages.js'
import type { TestPanel } from '../../support/panel.js'

let database: TestDatabase
let panel: TestPanel
let curator: Desk
let stranger: Desk
const words = createDurationWords(loadPanelTexts())

beforeAll(async () => {
  database = await testDatabase()
  panel = await panelWithFiles(database)
  curator = await signedInDesk(panel, 'curator', panel.own)
  stranger = await signedInDesk(panel, 'curator', panel.other)
})
afterAll(async () => {
  await panel.close()
  await database.drop()
})

const settings = async () => (await panel.services.organisations.get(panel.own))!.settings
const fieldOf = async (name: string) => (await curator.form('Organisation', 'reminders', panel.own)).form?.fields.find((field) => field.name === name) as { label: string; hint: string | null; value: unknown } | undefined

/** What the form would post, with some fields typed anew. */
async function typed(changes: Fields): Promise<Fields> {
  const fields = (await curator.form('Organisation', 'reminders', panel.own)).form?.fields ?? []
  const shown = fields.map(({ name, value }) => [name, Array.isArray(value) ? (value as string[]) : String(value ?? '')] as const)
  return { ...Object.fromEntries(shown), ...changes }
}
const save = async (changes: Fields, desk = curator) => desk.send('Organisation', 'reminders', panel.own, await typed(changes))

it('[IMPL-01] says every offset of the presets in words and reads the same back', () => {
  for (const preset of ['school', 'music-college']) {
    const loaded = createPresetLibrary().load(preset)
    if (!loaded.ok) throw new Error(preset)
    const { reminders } = loaded.value.content.settings
    for (const trigger of reminderTriggers) {
      const { offsets, repeatHours, curatorAfterHours } = reminders[trigger]
      expect(words.readMoments(words.sayMoments(offsets, trigger))).toEqual([...offsets].sort((left, right) => left - right))
      for (const hours of [repeatHours, curatorAfterHours]) if (hours !== undefined) expect(words.readAmount(words.amount(hours))).toBe(hours)
    }
  }
  for (const trigger of reminderTriggers) expect(words.readMoments(words.sayMoments([0], trigger)), trigger).toEqual([0])
  expect(words.sayMoments([0], 'help-request')).toBe('сразу после просьбы')
  expect(words.unclearMoment('за 7 дней; Накануне; в срок')).toBe('Накануне')
  expect(words.sayMoments([-168, -1, 0, 72])).toBe('за 7 дней; за 1 час; в срок; через 3 дня')
  expect(words.readMoments('За сутки; за 2 недели\nчерез 4 часа; сразу')).toEqual([-336, -24, 0, 4])
  expect(words.readMoments('за 30 минут')).toEqual([-0.5])
  expect(words.readMoments('')).toEqual([])
  for (const nonsense of ['-24', 'завтра', 'за', 'за 3', '3 дня', 'за 3 дня до', 'за 900 дней', 'через -2 дня']) expect(words.readMoments(nonsense), nonsense).toBeNull()
})

it('[IMPL-02] reads holidays as people write them, and names the line that it does not understand', () => {
  const text = '04.11.2026, День народного единства\n26.10.2026 – 03.11.2026, Осенние каникулы\n\n1.1.2027-10.01.2027'
  const read = readHolidays(text)
  expect(read).toEqual({ ok: true, holidays: [
    { from: '2026-10-26', to: '2026-11-03', name: 'Осенние каникулы' },
    { from: '2026-11-04', to: '2026-11-04', name: 'День народного единства' },
    { from: '2027-01-01', to: '2027-01-10' },
  ] })
  expect(readHolidays(sayHolidays(read.ok ? read.holidays : []))).toEqual(read)
  for (const bad of ['31.02.2026', '05.11.2026 – 04.11.2026', 'осень', '26.10 – 03.11', '01.09.2026 – 31.08.2027']) expect(readHolidays(`01.01.2027\n${bad}`), bad).toEqual({ ok: false, line: 2 })
})

it('[IMPL-01][IMPL-02] a deputy head changes offsets, repeats, quiet times, holidays and the number a day, in words', async () => {
  expect(await fieldOf('when-plan-row')).toMatchObject({ label: 'Срок задачи: когда напомнить', value: 'за 7 дней; за 1 день; в срок', hint: 'Как в положении: за 7 дней; за 1 день; в срок' })
  expect(await fieldOf('curator-help-request')).toMatchObject({ value: '1 день' })
  const saved = await save({ 'when-plan-row': 'за 3 дня; в срок', 'repeat-plan-row': '5 дней', 'curator-plan-row': '', quietFrom: '21:30', quietWeekdays: ['7'], holidays: '26.10.2031 – 03.11.2031, Осенние каникулы', reminderBudget: '5', digestAt: '07:30' })
  expect(saved.notice?.type, JSON.stringify(saved)).toBe('success')
  expect(await settings()).toMatchObject({ quietFrom: '21:30', quietWeekdays: [7], holidays: [{ from: '2031-10-26', to: '2031-11-03', name: 'Осенние каникулы' }], reminderBudget: 5, digestAt: '07:30' })
  expect((await settings()).reminders['plan-row']).toEqual({ offsets: [-72, 0], repeatHours: 120 })
  expect((await settings()).reminders.meeting.offsets).toEqual([-24, -1, 24])
  expect(await fieldOf('curator-plan-row')).toMatchObject({ value: null, hint: 'Как в положении: 7 дней' })
  const page = wordsOf(await curator.page('Organisation', panel.own))
  for (const line of ['за 3 дня; в срок', 'потом раз в 5 дней', '26.10.2031 – 03.11.2031, Осенние каникулы', 'с 21:30 до']) expect(page).toContain(line)
})

it('[IMPL-01] what is not understood is said beside its field, and nothing is changed', async () => {
  const before = await settings()
  const errorOf = async (changes: Fields) => (await save(changes)).errors
  expect(await errorOf({ 'when-meeting': 'накануне' })).toEqual({ 'when-meeting': expect.stringMatching(/^Непонятно: «накануне»\..*за 7 дней; за 1 час/) })
  expect(await errorOf({ 'repeat-plan-row': 'иногда' })).toEqual({ 'repeat-plan-row': expect.stringMatching(/^Непонятно: «иногда»\..*3 дня/) })
  expect(await errorOf({ holidays: '01.11.2031\nкогда-нибудь' })).toEqual({ holidays: expect.stringContaining('Строка 2') })
  expect(await errorOf({ quietTo: '9' })).toEqual({ quietTo: 'Нужно время, например 20:00.' })
  expect(await errorOf({ quietWeekdays: ['1', '2', '3', '4', '5', '6', '7'] })).toHaveProperty('quietWeekdays')
  expect(await settings()).toEqual(before)
})

it('[IMPL-01] one press brings back what the regulation gives, the holidays stay; no other school may', async () => {
  expect((await stranger.send('Organisation', 'resetReminders', panel.own)).notice?.type).not.toBe('success')
  expect((await save({}, stranger)).notice?.type).not.toBe('success')
  expect((await settings()).reminderBudget).toBe(5)
  expect((await curator.send('Organisation', 'resetReminders', panel.own)).notice?.type).toBe('success')
  const usual = panel.services.organisations.presetSettings('school')
  expect(await settings()).toMatchObject({ reminders: usual?.reminders, quietFrom: usual?.quietFrom, reminderBudget: usual?.reminderBudget })
  expect((await settings()).holidays).toHaveLength(1)
})
