import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Feature } from '../../src/bot/feature.js'
import { askChoice, askChoices, askDate, askFiles, askMoment, askText, BACK, confirm, runSteps } from '../../src/bot/dialog/index.js'
import { callback } from '../../src/bot/callbacks/codec.js'
import { createHome } from '../../src/bot/features/home.js'
import { startBotHarness, type BotHarness } from '../support/bot.js'
import { aSchool, enrol } from '../support/staff.js'

const buttons = callback('try', { words: 'w', sum: 's', day: 'd', moment: 'm', files: 'f', ticks: 't', foreign: 'x' })

const form: Feature = {
  callbacks: [
    buttons.on({
      words: (ctx) => ctx.openDialogue('words'),
      sum: (ctx) => ctx.openDialogue('sum'),
      day: (ctx) => ctx.openDialogue('day'),
      moment: (ctx) => ctx.openDialogue('moment'),
      files: (ctx) => ctx.openDialogue('files'),
      ticks: (ctx) => ctx.openDialogue('ticks'),
      foreign: async (ctx) => ctx.screen.popUp('Чужая кнопка'),
    }),
  ],
  home: [{ order: 1, build: async () => ({ lines: [], buttons: (['words', 'sum', 'day', 'moment', 'files', 'ticks', 'foreign'] as const).map((name) => buttons.button(name, name)) }) }],
  dialogues: [
    { id: 'words', async build(dialog) {
      const draft: { first?: string; second?: string } = {}
      const done = await runSteps(draft, [
        async (d) => { const a = await askText(dialog, { text: 'Первое?', max: 20 }); if (a === BACK) return a; d.first = a; return 'asked' },
        async (d) => { const a = await askChoice(dialog, { text: 'Второе?', choices: [{ label: 'Красное', value: 'red' }, { label: 'Белое', value: 'white' }], back: true }); if (a === BACK) return a; d.second = a; return 'asked' },
      ])
      if (done !== BACK) await dialog.send({ text: `Итог: ${done.first} ${done.second}` })
    } },
    { id: 'ticks', async build(dialog) {
      const a = await askChoices(dialog, { text: 'Что?', choices: [{ label: 'А', value: 'a' }, { label: 'Б', value: 'b' }, { label: 'В', value: 'c' }] })
      if (a !== BACK) await dialog.send({ text: `Итог: ${a.join('+')}` })
    } },
    { id: 'day', async build(dialog) { await dialog.send({ text: `Итог: ${String(await askDate(dialog, { text: 'Когда?', max: '2026-10-31' }))}` }) } },
    { id: 'moment', async build(dialog) { await dialog.send({ text: `Итог: ${String(await askMoment(dialog, { text: 'Когда?' }))}` }) } },
    { id: 'sum', async build(dialog) { const a = await confirm(dialog, { text: 'Точно?', yes: 'Точно', no: 'Передумал' }); await dialog.send({ text: `Итог: ${String(a)}` }) } },
    { id: 'files', async build(dialog) {
      const a = await askFiles(dialog, { text: 'Приложите лист' })
      if (a !== BACK) await dialog.send({ text: `Итог: ${a.fileIds.length} ${a.comment}` })
    } },
  ],
}

let harness: BotHarness
const all: Feature[] = []
all.push(form, createHome(() => all).feature)

beforeAll(async () => {
  harness = await startBotHarness({ features: all, now: () => Date.UTC(2026, 8, 14, 9, 0) })
  const school = await aSchool(harness.services)
  for (const telegramId of [1, 2, 3]) await enrol(harness.services, school.id, { roles: ['mentee'], telegramId })
})
afterAll(() => harness.stop())

describe('steps', () => {
  it('words: bad input, back, restart', async () => {
    const anna = harness.telegram.user(1)
    await anna.sends('/start')
    await anna.presses('words')
    await anna.sees('Первое?')
    await anna.sendsSticker()
    await anna.sees('напишите ответ словами')
    await anna.sends('я'.repeat(50))
    await anna.sees('50 знаков')
    await anna.sends('раз')
    await anna.sees('Второе?')
    await harness.restartBot()
    await anna.presses('← Назад')
    await anna.sees('Первое?')
    await anna.sends('два')
    await anna.presses('foreign')
    console.log(anna.describe())
    await anna.presses('Продолжить')
    console.log(anna.describe())
    await anna.presses('Красное')
    await anna.sees('Итог: два red')
    console.log(anna.screen())
  })
  it('ticks, dates', async () => {
    const anna = harness.telegram.user(2)
    await anna.sends('/start')
    await anna.presses('ticks')
    await anna.presses(/А$/)
    await anna.presses(/В$/)
    expect(anna.hasButton('Готово (2)')).toBe(true)
    await anna.presses(/А$/)
    await anna.presses('Готово')
    await anna.sees('Итог: c')
    await anna.sends('/start')
    await anna.presses('day')
    console.log(anna.describe())
    await anna.sends('31.02')
    await anna.sees('нет в календаре')
    await anna.sends('13.09')
    await anna.sees('уже прошла')
    await anna.sends('05.11')
    await anna.sees('не позже 31 октября')
    await anna.presses('завтра')
    await anna.sees('Итог: 2026-09-15')
    await anna.sends('/start')
    await anna.presses('moment')
    await anna.sends('завтра в 8')
    await anna.sees('Итог: 2026-09-15T05:00:00.000Z')
    await anna.sends('/start')
    await anna.presses('moment')
    await anna.presses('чт, 17 сент.')
    console.log(anna.describe())
    await anna.presses('14:00')
    await anna.sees('Итог: 2026-09-17T11:00:00.000Z')
    console.log(anna.screen())
    console.log(await harness.telegram.refusedCalls())
  })
  it('files', async () => {
    const anna = harness.telegram.user(3)
    await anna.sends('/start')
    await anna.presses('files')
    await anna.uploads([{ name: 'a.jpg', mime: 'image/jpeg', content: 'x' }, { name: 'b.jpg', mime: 'image/jpeg', content: 'y' }], { caption: 'Было так' })
    console.log(anna.describe())
    await anna.sends('и ещё')
    await anna.presses('Готово')
    await anna.sees('Итог: 2 Было так')
    console.log(anna.screen())
    await anna.sends('/cancel')
    await anna.sees('нечего отменять')
  })
})
