import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor, type Actor } from '../../src/core/actor.js'
import { addDays, dayOf } from '../../src/core/dates.js'
import { must } from '../../src/core/result.js'
import type { Person } from '../../src/modules/people/person.js'
import { aPerson, aSchool, type School } from '../support/app.js'
import { runProgram } from '../support/program.js'
import type { TelegramUser } from '../support/telegram.js'

type Program = Awaited<ReturnType<typeof runProgram>>

let program: Program
let school: School
let curator: Actor
let people: { olga: Person; anna: Person }
let olga: TelegramUser
let anna: TelegramUser

beforeAll(async () => {
  program = await runProgram()
  const base = { services: program.services, operator: systemActor('command') }
  school = await aSchool(base)
  people = {
    olga: await aPerson(base, school, ['mentor'], { surname: 'Белова', name: 'Ольга', patronymic: 'Ивановна', subject: 'математика' }),
    anna: await aPerson(base, school, ['mentee'], { subject: 'математика', birthOn: '2001-03-07' }),
  }
  curator = school.as(null, 'curator')
  olga = program.telegram.user(2001, { firstName: 'Ольга' })
  anna = program.telegram.user(2002, { firstName: 'Анна' })
})
afterAll(() => program.stop())

async function invite(person: Person): Promise<string> {
  return must(await program.services.invitations.issue(curator, { personId: person.id })).link
}

/** Answers whatever the survey asks until «Отправить» can be pressed. */
async function answerSurvey(chat: TelegramUser): Promise<void> {
  for (let count = 0; count < 40 && !chat.hasButton('Отправить'); count += 1) {
    const { buttons, text } = chat.last
    const [first = ''] = buttons
    if (first.startsWith('▢')) {
      await chat.presses(first)
      await chat.presses('Готово')
    } else if (first.startsWith('▣')) await chat.presses('Готово')
    else if (buttons.includes('Пропустить')) await chat.presses('Пропустить')
    else if (buttons.some((label) => label.startsWith('5 —'))) await chat.presses('4')
    else if (/труднее всего\?|хорошо\?|предмет/.test(text) && !buttons.includes('Да')) await chat.sends('Не успеваю до звонка')
    else await chat.presses(first)
  }
  await chat.presses('Отправить')
}

/** Composes one row of the plan step by step, as the mentor does on the phone. */
async function addRow(aim: string, measures: string): Promise<void> {
  await olga.presses('Добавить дело')
  await olga.presses(aim)
  await olga.presses('Своими словами')
  await olga.sends('Время на уроке')
  await olga.sends(measures)
  await olga.presses('очно')
  await olga.sends(addDays(dayOf(program.clock.now(), school.zone), 10).split('-').reverse().join('.'))
  await olga.presses('Пропустить')
  await olga.sends('лист наблюдений')
  await olga.presses('Добавить в план')
}

const pairOf = async () => {
  const [pair] = await program.services.pairs.list(school.id)
  if (!pair) throw new Error('there is no pair')
  return pair
}
const programmeOf = async () => {
  const programme = await program.services.programmes.ofPair((await pairOf()).id)
  if (!programme) throw new Error('there is no programme')
  return programme
}

describe('the whole way of one pair', () => {
  it('[IMPL-04] [DATA-01] [SURVEY-01] leads a mentee from the link over the consent to a sent survey', async () => {
    await anna.opens(await invite(people.anna))
    await anna.presses('Да, это я')
    await anna.sends('07.03')
    await anna.sees('Согласие на обработку')
    await anna.presses('Согласен(на)')
    await anna.presses('Заполнить анкету')
    await anna.sees('Вопрос 1')
    await answerSurvey(anna)
    const response = await program.services.questionnaires.latest(people.anna.id, 'needs')
    expect(response).toMatchObject({ state: 'sent' })
  })

  it('[IMPL-04] [DATA-01] lets the mentor in', async () => {
    await olga.opens(await invite(people.olga))
    await olga.presses('Да, это я')
    await olga.presses('Согласен(на)')
    expect(await program.services.consents.has(people.olga.id, 'personal-data')).toBe(true)
  })

  it('[PAIR-03] [CONS-01] [CONS-02] proposes the pair to both, who agree and give their papers', async () => {
    const { id } = must(
      await program.services.pairs.propose(curator, { mentorId: people.olga.id, menteeIds: [people.anna.id], form: 'teacher_teacher', kinds: ['traditional'], why: 'Один предмет.' }),
    )
    await olga.sees('Вам предлагают стать наставником')
    await olga.presses('Согласен(на)')
    expect((await program.services.pairs.get(id))?.state).toBe('proposed')
    await anna.sees('Вам предлагают наставника')
    await anna.presses('Согласен(на)')
    expect((await program.services.pairs.get(id))?.state).toBe('agreed')
    await olga.presses('Прочитать и решить')
    await olga.presses('Согласен(на)')
    await olga.presses('Согласен(на)')
    await anna.presses('Прочитать и решить')
    await anna.presses('Согласен(на)')
    expect((await program.services.pairs.get(id))?.state).toBe('consents')
  })

  it('[PAIR-04] [IMPL-10] [DOC-04] takes the head\'s order and prints it', async () => {
    const pair = await pairOf()
    const [ordered] = must(await program.services.pairs.recordOrder(curator, { pairIds: [pair.id], number: '41-ОД', on: dayOf(program.clock.now(), school.zone) }))
    expect(ordered?.state).toBe('ordered')
    const [order] = await program.services.documents.list(school.id, { kind: 'order' })
    expect(order).toMatchObject({ number: '41-ОД', pairIds: [pair.id] })
  })

  it('[PROG-03] [PROG-05] [PROG-08] lets the mentor compose the plan from the phone and the mentee agree', async () => {
    await olga.sends('/start')
    await olga.presses('План')
    expect((await programmeOf()).goal).not.toBe('')
    await addRow('Убрать трудность', 'Посетить урок в 7 «Б»')
    await addRow('Поддержать сильную сторону', 'Провести игру в 6 «А»')
    await olga.presses('Показать наставляемому')
    await anna.sees('план готов')
    await anna.presses('Прочитать план')
    await anna.presses('Согласен(на)')
    expect((await programmeOf()).state).toBe('agreed')
  })

  it('[PROG-24] starts pair and programme together when the last piece arrives, with one message to each', async () => {
    must(await program.services.programmes.approve(curator, (await programmeOf()).id))
    expect([(await pairOf()).state, (await programmeOf()).state]).toEqual(['active', 'running'])
    await anna.sees('Ваша работа с наставником началась')
    await olga.sees('Пара начала работу')
    for (const chat of [anna, olga]) {
      await chat.look()
      expect(chat.screen().filter((text) => /началась|начала работу/.test(text))).toHaveLength(1)
    }
  })

  it('[PROG-06] takes the mentee\'s report with a photo to the mentor, who accepts it in place', async () => {
    await anna.sends('/tasks')
    await anna.presses('1')
    await anna.presses('Выполнено')
    const photo = { name: 'sheet.jpg', mime: 'image/jpeg', content: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70, 0, 1]) }
    await anna.uploads([photo], { caption: 'Больше всего помогла структура' })
    await anna.presses('Готово')
    await olga.sees('Больше всего помогла структура')
    await olga.presses('Принять')
    await anna.sees(/принят/i)
    const [row] = (await programmeOf()).rows.filter(({ marks }) => marks.some(({ state }) => state === 'accepted'))
    expect(row?.marks[0]?.reports[0]?.fileIds).toHaveLength(1)
    expect(olga.hasButton('Принять')).toBe(false)
  })
})
