import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Feature } from '../../src/bot/feature.js'
import { askChoice, askChoices, askDate, askFiles, askMoment, askText, BACK, confirm, runSteps, type Dialog } from '../../src/bot/dialog/index.js'
import { callback } from '../../src/bot/callbacks/codec.js'
import { createHome } from '../../src/bot/features/home.js'
import { startBotHarness, type BotHarness } from '../support/bot.js'
import { aSchool, enrol } from '../support/staff.js'
import type { TelegramUser } from '../support/telegram.js'

const names = ['form', 'yes', 'day', 'moment', 'files', 'ticks', 'fails', 'foreign'] as const
const buttons = callback('try', { form: 'w', yes: 's', day: 'd', moment: 'm', files: 'f', ticks: 't', fails: 'e', foreign: 'x' })

const colours = [{ label: 'Красное', value: 'red' }, { label: 'Белое', value: 'white' }]
const letters = ['А', 'Б', 'В'].map((label) => ({ label, value: label }))

/** Shows what the step answered with. */
const tell = (dialog: Dialog, outcome: unknown) => dialog.send({ text: `Итог: ${outcome === BACK ? 'назад' : JSON.stringify(outcome)}` })

async function askForm(dialog: Dialog): Promise<void> {
  const draft: { words?: string; colour?: string } = {}
  const done = await runSteps(draft, [
    async (form) => {
      const words = await askText(dialog, { text: 'Первое?', max: 20 })
      if (words === BACK) return BACK
      form.words = words
      return 'asked'
    },
    async () => 'passed',
    async (form) => {
      const colour = await askChoice(dialog, { text: 'Второе?', choices: colours, back: true })
      if (colour === BACK) return BACK
      form.colour = colour
      return 'asked'
    },
  ])
  await tell(dialog, done)
}

const dialogues: Feature['dialogues'] = [
  { id: 'form', build: askForm },
  { id: 'ticks', build: async (dialog) => void (await tell(dialog, await askChoices(dialog, { text: 'Что?', choices: letters }))) },
  { id: 'day', build: async (dialog) => void (await tell(dialog, await askDate(dialog, { text: 'Когда?', max: '2026-10-31' }))) },
  { id: 'moment', build: async (dialog) => void (await tell(dialog, await askMoment(dialog, { text: 'Когда?' }))) },
  { id: 'yes', build: async (dialog) => void (await tell(dialog, await confirm(dialog, { text: 'Точно?', yes: 'Точно', no: 'Передумал' }))) },
  {
    id: 'files',
    async build(dialog) {
      const given = await askFiles(dialog, { text: 'Приложите лист', maxFiles: 3 })
      await tell(dialog, given === BACK ? BACK : { files: given.fileIds.length, comment: given.comment })
    },
  },
  {
    id: 'fails',
    async build(dialog) {
      await askText(dialog, { text: 'Что сломать?' })
      await dialog.run(() => Promise.reject(new Error('broken on purpose')))
    },
  },
]

const trial: Feature = {
  callbacks: [
    buttons.on({
      ...Object.fromEntries(names.map((name) => [name, (ctx: { openDialogue(id: string): Promise<void> }) => ctx.openDialogue(name)])) as Record<(typeof names)[number], never>,
      foreign: (ctx) => ctx.screen.popUp('Чужая кнопка'),
    }),
  ],
  home: [{ order: 1, build: async () => ({ lines: [], buttons: names.map((name) => buttons.button(name, name)) }) }],
  dialogues,
}

const features: Feature[] = []
features.push(trial, createHome(() => features).feature)

let harness: BotHarness
let lastChat = 0

beforeAll(async () => {
  harness = await startBotHarness({ features, now: () => Date.UTC(2026, 8, 14, 9, 0) })
  const school = await aSchool(harness.services)
  for (let chat = 1; chat <= 10; chat += 1) await enrol(harness.services, school.id, { roles: ['mentee'], telegramId: chat })
})
afterAll(() => harness.stop())

/** A person who has opened one of the dialogues. */
async function opens(name: (typeof names)[number]): Promise<TelegramUser> {
  lastChat += 1
  const anna = harness.telegram.user(lastChat)
  await again(anna, name)
  return anna
}

async function again(anna: TelegramUser, name: string): Promise<void> {
  await anna.sends('/start')
  if (!anna.hasButton(name)) await anna.presses('Ещё')
  await anna.presses(name)
}

describe('steps of a dialogue', () => {
  it('[IMPL-13] words and one choice: bad input at every step, back, a restart in the midst', async () => {
    const anna = await opens('form')
    await anna.sees('Первое?')
    await anna.sendsSticker()
    await anna.sees('напишите ответ словами')
    await anna.sends('я'.repeat(50))
    await anna.sees('50 знаков, а помещается 20')
    await anna.sends('  раз \n')
    await anna.sees('Второе?')
    await harness.restartBot()
    await anna.sends('синее')
    await anna.sees('одну из кнопок')
    await anna.presses('← Назад')
    await anna.sees('Первое?')
    await anna.sends('<b>два</b>')
    await anna.sends('красное')
    await anna.sees('Второе?\n— Красное')
    await anna.sees('red')
    expect(await harness.telegram.refusedCalls()).toEqual([])
  })

  it('[IMPL-13] another button acts at once, then the open question is offered again', async () => {
    const anna = await opens('form')
    await anna.presses('Ещё')
    await anna.presses('foreign')
    await anna.seesPopup('Чужая кнопка')
    await anna.presses('Продолжить')
    await anna.sees('Первое?')
    await anna.sends('раз')
    await anna.sees('Второе?')
  })

  it('[IMPL-13] «Отменить», /cancel and /start lead out; old buttons are closed', async () => {
    const anna = await opens('yes')
    await anna.presses('Отменить')
    await anna.sees('Отменено')
    await again(anna, 'yes')
    const question = anna.lastMessage
    await anna.sends('/cancel')
    await anna.sees('Отменено')
    await anna.sends('/cancel')
    await anna.sees('нечего отменять')
    await anna.pressesData(question?.id ?? 0, question?.buttons[0]?.[0]?.data ?? '')
    await anna.seesPopup('Этот вопрос уже закрыт')
    expect(anna.screen().join()).not.toContain('Итог')
  })

  it('[IMPL-13] several choices are ticked in place', async () => {
    const anna = await opens('ticks')
    await anna.presses('Готово (0)')
    await anna.sees('Отметьте нужное')
    await anna.presses('▢ А')
    await anna.presses('▢ В')
    expect(anna.hasButton('Готово (2)')).toBe(true)
    await anna.presses('▣ А')
    await anna.presses('Готово')
    await anna.sees('Что?\n— В')
    await anna.sees('Итог: ["В"]')
  })

  it('a day comes by button or as people type it; impossible and past ones are refused', async () => {
    const anna = await opens('day')
    for (const [typed, answer] of [['когда-нибудь', 'Не удалось понять'], ['31.02', 'нет в календаре'], ['13.09', 'уже прошла'], ['05.11', 'не позже 31 октября']] as const) {
      await anna.sends(typed)
      await anna.sees(answer)
    }
    expect(anna.hasButton('чт, 17 сент.')).toBe(true)
    await anna.presses('завтра')
    await anna.sees('Когда?\n— завтра, вт, 15 сентября')
    await anna.sees('2026-09-15')
  })

  it('a moment comes in one line, or by day and hour', async () => {
    const anna = await opens('moment')
    await anna.sends('сегодня в 9')
    await anna.sees('время уже прошло')
    await anna.sends('завтра в 8')
    await anna.sees('2026-09-15T05:00:00.000Z')
    await again(anna, 'moment')
    await anna.presses('чт, 17 сент.')
    await anna.sees('чт, 17 сентября. Во сколько?')
    await anna.presses('← Назад')
    await anna.sends('15.09')
    await anna.sends('половина третьего')
    await anna.sees('Не удалось понять время')
    await anna.presses('14:00')
    await anna.sees('2026-09-15T11:00:00.000Z')
  })

  it('[IMPL-14] an album is one answer; files and words are gathered until «Готово»', async () => {
    const anna = await opens('files')
    await anna.sendsSticker()
    await anna.sees('Стикеры не подходят')
    await anna.uploads([{ name: 'a.pdf', mime: 'application/pdf', content: '%PDF-1' }, { name: 'b.pdf', mime: 'application/pdf', content: '%PDF-2' }], { caption: 'Было так' })
    await anna.sees('Принято: 2 вложения')
    await harness.restartBot()
    await anna.sends('и ещё')
    await anna.presses('Готово')
    await anna.sees('"files":2')
    await anna.sees('Было так\\nи ещё')
    await again(anna, 'files')
    await anna.uploads([{ name: 'virus.exe', mime: 'application/x-msdownload', content: 'MZ' }])
    await anna.sees(/приложить нельзя|не подходит|не подойд/i)
    await anna.presses('Без приложения')
    await anna.sees('"files":0')
  })

  it('a fault of ours is answered kindly, and the chat goes on', async () => {
    const anna = await opens('fails')
    await anna.sends('всё')
    await anna.sees('это наша ошибка')
    await again(anna, 'yes')
    await anna.presses('Точно')
    await anna.sees('Итог: true')
  })
})
