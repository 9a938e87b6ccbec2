import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../../src/core/actor.js'
import { must } from '../../../src/core/result.js'
import { startBotHarness, type BotHarness } from '../../support/bot.js'
import { aSchool, enrol, type Enrolment } from '../../support/staff.js'
import type { TelegramUser } from '../../support/telegram.js'

let harness: BotHarness
let schoolId: string
let lastChat = 100

beforeAll(async () => {
  harness = await startBotHarness({ now: () => Date.UTC(2026, 8, 14, 9, 0) })
  schoolId = (await aSchool(harness.services)).id
})
afterAll(() => harness.stop())

async function someone(facts: Partial<Enrolment> = {}) {
  lastChat += 1
  const person = await enrol(harness.services, schoolId, { roles: ['mentee'], telegramId: lastChat, ...facts })
  return { person, anna: harness.telegram.user(lastChat) }
}

const stateSize = async (chat: TelegramUser) =>
  JSON.stringify(await harness.database.connection.collection('dialogues').findOne({ _id: String(chat.id) as never })).length

/** Answers the whole form past the chat. */
async function fillIn(personId: string, send: boolean): Promise<void> {
  const { questionnaires } = harness.services
  const actor = systemActor('command')
  const { id: responseId } = must(await questionnaires.start(actor, { personId, kind: 'needs' }))
  for (let current = must(await questionnaires.current(actor, responseId)); current; ) {
    const { id: questionId, type, options, optional } = current.question
    const first = options[0]?.code ?? ''
    const value = optional ? null : { single: first, multiple: [first], scale: '3', text: 'Опрос', 'yes-no': 'no', date: '2026-09-01' }[type]
    current = must(await questionnaires.answer(actor, { responseId, questionId, value }))
  }
  if (send) must(await questionnaires.send(actor, responseId))
}

/** Answers the open question with the first thing that fits. */
async function answer(anna: TelegramUser): Promise<void> {
  const { text, buttons } = anna.last
  const [first = ''] = buttons
  if (buttons.includes('Пропустить')) return anna.presses('Пропустить')
  if (first.startsWith('▢') || first.startsWith('▣')) {
    if (first.startsWith('▢')) await anna.presses(first)
    return anna.presses('Готово')
  }
  if (buttons.some((label) => label.startsWith('5 —'))) return anna.presses('3')
  if (/своими|труднее всего\?|хорошо\?|предмет|интересно/.test(text) && !buttons.includes('Да')) return anna.sends('Опрос класса').then(() => undefined)
  return anna.presses(first)
}

async function answerToTheEnd(anna: TelegramUser): Promise<void> {
  for (let count = 0; !anna.hasButton('Отправить') && count < 40; count += 1) await answer(anna)
}

describe('the needs survey in the chat', () => {
  it('[SURVEY-01] [SURVEY-03] walks from the home screen to «Отправить»: ticks in place, a tidy log, a state that does not grow', async () => {
    const { anna, person } = await someone({ experienceYears: 1 })
    await anna.sends('/start')
    await anna.sees('анкета займёт минут пять')
    await anna.presses('Заполнить анкету')
    await anna.sees('Вопрос 1 из')
    expect(anna.hasButton('▣ Молодой специалист')).toBe(true)
    await anna.presses('▢ Накопилась усталость')
    expect(anna.hasButton('Готово (2)')).toBe(true)
    await anna.presses('▣ Накопилась усталость')
    await anna.presses('Готово')
    await anna.sees('1. Молодой специалист')
    await anna.sees('Вопрос 2 из')
    const atSecond = await stateSize(anna)
    await answerToTheEnd(anna)
    await anna.sees('Проверьте ответы')
    const atLast = await stateSize(anna)
    expect(atLast).toBeLessThanOrEqual(Math.min(atSecond * 1.2, 2048))
    expect(anna.screen().filter((text) => /^Вопрос/.test(text))).toEqual([])
    await anna.presses('Отправить')
    await anna.sees('Анкета отправлена')
    expect((await harness.services.questionnaires.latest(person.id, 'needs'))?.state).toBe('sent')
    expect(await harness.telegram.refusedCalls()).toEqual([])
  })

  it('[IMPL-13] says what to do with anything that is no answer, and loses nothing', async () => {
    const { anna } = await someone()
    await anna.sends('/start')
    await anna.presses('Заполнить анкету')
    await anna.sends('молодой')
    await anna.sees('Отметьте нужное кнопками')
    await anna.presses('Готово (0)')
    await anna.seesPopup('отметьте хотя бы один вариант')
    await anna.presses('Пропустить')
    await anna.sendsSticker()
    await anna.sees('Выберите, пожалуйста, одну из кнопок')
    await anna.sends('Только начинаю')
    await anna.sees('2. Только начинаю')
    await anna.presses('Да')
    await anna.presses('Нет')
    await anna.presses(/^▢ Теория/)
    await anna.presses('Готово')
    await anna.sees('Вопрос 6 из')
    await anna.uploads([{ name: 'фото.jpg', mime: 'image/jpeg', content: 'x' }])
    await anna.sees('напишите ответ словами')
    await anna.sends('я'.repeat(4000))
    await anna.sees(/Слишком длинно: 4.000 знаков, а помещается 1.000/)
    await anna.sends('<b>5 & «Б»</b> 😀')
    await anna.sees('6. <b>5 & «Б»</b> 😀')
    expect(await harness.telegram.refusedCalls()).toEqual([])
  })

  it('[IMPL-13] goes back, and a double press or an old button is harmless', async () => {
    const { anna, person } = await someone()
    await anna.sends('/start')
    await anna.presses('Заполнить анкету')
    await anna.presses('Пропустить')
    const second = anna.lastMessage
    const data = second?.buttons.flat()[0]?.data ?? ''
    await anna.presses('Только начинаю')
    await anna.sees('Вопрос 3 из')
    await anna.pressesData(second?.id ?? 0, data)
    await anna.seesPopup('Этот вопрос уже закрыт')
    await anna.presses('← Назад')
    await anna.sees('Вопрос 2 из')
    expect(anna.hasButton('• Только начинаю')).toBe(true)
    await anna.presses('До 3 лет')
    await anna.sees('Вопрос 3 из')
    const draft = await harness.services.questionnaires.latest(person.id, 'needs')
    expect(draft?.answers['experience']?.text).toBe('До 3 лет')
  })

  it('[IMPL-13] goes on after «Продолжить позже», /cancel and a restart from the next unanswered question', async () => {
    const { anna } = await someone()
    await anna.sends('/start')
    await anna.presses('Заполнить анкету')
    await anna.presses('Пропустить')
    await harness.restartBot()
    await anna.presses('Только начинаю')
    await anna.sees('Вопрос 3 из')
    await anna.presses('Продолжить позже')
    await anna.sees('Ответы сохранены')
    await anna.sends('привет')
    await anna.sees('отвечено 2 из')
    await anna.presses('Продолжить анкету')
    await anna.sees('Вопрос 3 из')
    await anna.sends('/cancel')
    await anna.sees('Сохранено')
    await harness.restartBot()
    await anna.sends('/start')
    await anna.presses('Продолжить анкету')
    await anna.sees('Вопрос 3 из')
  })

  it('[IMPL-13] a button of another screen acts at once, then the survey is offered again', async () => {
    const { anna } = await someone()
    await anna.sends('/settings')
    await anna.presses('Время сводки')
    await anna.sends('/start')
    await anna.presses('Заполнить анкету')
    await anna.presses('10:00')
    await anna.sees('Вы не закончили')
    await anna.presses('Продолжить анкету')
    await anna.sees('Вопрос 1 из')
    await anna.presses('Пропустить')
    await anna.sees('Вопрос 2 из')
  })

  it('[IMPL-13] an answer is changed from the summary, which opens its branch anew', async () => {
    const { anna, person } = await someone()
    await fillIn(person.id, false)
    await anna.sends('/start')
    await anna.presses('Продолжить анкету')
    await anna.presses('2')
    await anna.sees('Вопрос 2 из')
    await anna.presses('До 3 лет')
    await anna.sees('первый год в нашей школе')
    await anna.presses('Нет')
    await anna.sees('Проверьте ответы')
    await anna.sends('отправляю')
    await anna.sees('Нажмите номер ответа')
    await anna.presses('Отправить')
    const sent = await harness.services.questionnaires.latestSent(person.id, 'needs')
    expect(sent?.answers).toHaveProperty('new_workplace')
    expect(sent?.answers).not.toHaveProperty('trainee_contract')
  })

  it('[SURVEY-13] takes a new request at any time from «Анкеты»', async () => {
    const { anna, person } = await someone()
    await fillIn(person.id, true)
    await anna.sends('/start')
    await anna.presses('Анкеты')
    await anna.sees('отправлена 14 сентября')
    await anna.presses('Что мне нужно')
    await anna.sees('Проверьте ответы')
  })

  it('[SURVEY-12] is refused by the service when the consent is withdrawn in the midst of it, with the way out said', async () => {
    const { anna, person } = await someone()
    await anna.sends('/start')
    await anna.presses('Заполнить анкету')
    const consent = await harness.services.consents.latest(person.id, 'personal-data')
    must(await harness.services.consents.withdraw(systemActor('command'), { consentId: consent?.id ?? '' }))
    await anna.presses('Пропустить')
    await anna.seesPopup('Сначала нужно согласие')
    await anna.sends('слова')
    await anna.sees('главный экран')
    expect(anna.hasButton('Продолжить анкету')).toBe(false)
  })
})

describe('the mentors questionnaire in the chat', () => {
  it('[MENTOR-02] [MENTOR-05] somebody asks to be a mentor and rates his competences by the list of the organisation', async () => {
    const { anna, person } = await someone()
    await fillIn(person.id, true)
    await anna.sends('/start')
    await anna.presses('Хочу быть наставником')
    await anna.sees('Хотите быть наставником?')
    await anna.presses('Да')
    await anna.presses('Пропустить')
    await anna.presses('Пропустить')
    await anna.presses('Пропустить')
    await anna.sees('что вы уже умеете как наставник')
    await anna.presses(/^▢/)
    await anna.presses('Готово')
    await answerToTheEnd(anna)
    await anna.presses('Отправить')
    await anna.sees('Анкета наставника отправлена')
    const sent = await harness.services.questionnaires.latestSent(person.id, 'mentor')
    expect(sent?.answers['competences']?.value).toHaveLength(1)
  })

  it('[MENTOR-01] a mentor finds the questionnaire on the home screen', async () => {
    const { anna } = await someone({ roles: ['mentor'] })
    await anna.sends('/start')
    await anna.sees('Заполните анкету наставника')
    await anna.presses('Анкета наставника')
    await anna.sees('Вопрос 1 из')
  })
})
