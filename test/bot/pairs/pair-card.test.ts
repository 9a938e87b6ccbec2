import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../../src/core/result.js'
import type { ProposedPair } from '../../../src/modules/pairs/pair-service.js'
import { aChatSchool, type ChatSchool } from '../../support/chat-school.js'

let school: ChatSchool
let directions: string[]
beforeAll(async () => {
  school = await aChatSchool()
  directions = school.school.dictionaries.directions.map(({ code }) => code)
})
afterAll(() => school.stop())

/** A pair of a direction of its own, with its messages delivered. */
async function propose(overrides: Partial<ProposedPair> = {}) {
  const { people, services, as } = school
  const { forms, kinds } = school.school.dictionaries
  const pair = must(
    await services.pairs.propose(as.maria, {
      ...{ mentorId: people.olga.id, menteeIds: [people.anna.id], form: forms[0]?.code ?? '', kinds: [kinds[0]?.code ?? ''] },
      ...{ direction: directions.shift() ?? null, why: 'Обе ведут 7 «Б» & любят опыты <3', overrideReason: 'проба' },
      ...overrides,
    }),
  )
  await school.deliver()
  return pair
}

const stateOf = async (pairId: string) => (await school.services.pairs.get(pairId))?.state

describe('the card of a proposed pair', () => {
  it('[PAIR-02] [PAIR-03] says who and why, both agree in place, then the papers come', async () => {
    const { olga, anna, maria } = school.chats
    const pair = await propose()
    const card = await anna.sees('Вам предлагают наставника:\nОльга Ивановна\nШкола № 5\nПочему подходит: Обе ведут 7 «Б» & любят опыты <3')
    expect(card.buttons.flat().map(({ text }) => text)).toEqual(['Согласен(на)', 'Сначала поговорить', 'Отказаться'])
    await olga.sees('Вам предлагают стать наставником:\nАнна Сергеевна')
    await anna.presses('Согласен(на)')
    const answered = await anna.sees(/Вы согласились \d+ \S+\./)
    expect([answered.id, answered.buttons]).toEqual([card.id, []])
    expect(await stateOf(pair.id)).toBe('proposed')
    await olga.presses('Согласен(на)')
    expect(await stateOf(pair.id)).toBe('agreed')
    await school.deliver()
    await olga.sees(/огласи/)
    await maria.sees('Пара согласована: Ольга Ивановна, Анна Сергеевна. Дальше — согласия и приказ.')
    await anna.pressesData(card.id, card.buttons.flat()[0]?.data ?? '')
    expect(await stateOf(pair.id)).toBe('agreed')
    expect(await school.refusals()).toEqual([])
  })

  it('[PAIR-02] a refusal asks for a reason that only the curator sees; the other side reads a neutral line', async () => {
    const { olga, anna, maria } = school.chats
    const pair = await propose()
    const card = await anna.sees('Вам предлагают наставника')
    await anna.presses('Отказаться')
    await anna.sees('Можно написать причину: её увидит только куратор')
    await anna.sendsSticker()
    await anna.sees('напишите ответ словами')
    await anna.sends('я'.repeat(1_001))
    await anna.sees('Слишком длинно')
    await school.restartBot()
    await anna.sends('Мы в ссоре с Ольгой')
    await anna.sees('Спасибо, что ответили')
    expect(anna.screen().some((text) => /Вы отказались \d+ \S+\. Это ни на что не повлияет\./.test(text))).toBe(true)
    expect(await school.services.pairs.get(pair.id)).toMatchObject({ state: 'terminated', end: { side: 'mentee', text: '' }, members: [{ reason: 'Мы в ссоре с Ольгой' }] })
    await school.deliver()
    await olga.sees('Эта пара не сложилась. Куратор подберёт другой вариант')
    await maria.sees('Пара не сложилась: Ольга Ивановна, Анна Сергеевна. Ответы — в панели')
    expect([...olga.screen(), ...maria.screen()].join('\n')).not.toMatch(/ссоре|отказал/i)
    await olga.presses('Согласен(на)')
    await olga.seesPopup('Ответ уже не нужен: предложение закрыто')
    await anna.pressesData(card.id, card.buttons.flat()[2]?.data ?? '')
    await anna.seesPopup('Это уже отмечено')
  })

  it('[PAIR-02] without a reason it is enough to skip; «back» and /cancel leave the proposal open', async () => {
    const { anna } = school.chats
    const pair = await propose()
    await anna.look()
    await anna.presses('Отказаться')
    await anna.presses('← Назад')
    await anna.sees('Ответ не изменился')
    await anna.presses('Отказаться')
    await anna.sends('/cancel')
    expect(await stateOf(pair.id)).toBe('proposed')
    await anna.presses('Отказаться')
    await anna.presses('Пропустить')
    await anna.sees('Спасибо, что ответили')
    expect(await stateOf(pair.id)).toBe('terminated')
  })

  it('[PAIR-02] «let us talk first» keeps the card, lets the mentor set a meeting, tells the curator and asks again the day after', async () => {
    const { olga, anna, maria } = school.chats
    const pair = await propose()
    await anna.look()
    await anna.presses('Сначала поговорить')
    const card = await anna.sees('Хорошо, сначала поговорите: наставник предложит время')
    expect(card.buttons.flat().map(({ text }) => text)).toEqual(['Согласен(на)', 'Отказаться'])
    await school.deliver()
    await olga.sees('Анна Сергеевна: хочется сначала познакомиться. Предложите время встречи.')
    expect(olga.last.buttons).toEqual(['Назначить встречу'])
    await maria.sees('Сначала хотят поговорить: Ольга Ивановна, Анна Сергеевна')
    await school.pass(24)
    await anna.sees('Напоминаем: вас ждёт предложение')
    await anna.presses('Согласен(на)')
    await olga.sends('/start')
    await olga.sees('Вам предложили пару, ждём вашего ответа')
    await olga.presses('Предложение пары')
    await olga.presses('Согласен(на)')
    expect(await stateOf(pair.id)).toBe('agreed')
  })

  it('[PAIR-05] the mentor of a group sees all its people', async () => {
    const { olga, gleb } = school.chats
    await propose({ menteeIds: [school.people.vera.id, school.people.gleb.id] })
    await olga.sees('Вам предлагают вести группу:\nВера Львовна; Глеб Юрьевич')
    await gleb.sees('Вам предлагают наставника:\nОльга Ивановна')
  })

  it('[PAIR-03] nobody presses for another, nor with a made-up pair', async () => {
    const { vera, gleb } = school.chats
    const pair = await propose()
    await vera.look()
    const message = vera.lastMessage
    await vera.pressesData(message?.id ?? 0, `pair:a:${pair.id}`)
    await vera.seesPopup('Это действие вам недоступно')
    await gleb.look()
    await gleb.pressesData(gleb.lastMessage?.id ?? 0, 'pair:d:65f000000000000000000000')
    await gleb.seesPopup('Это действие вам недоступно')
    expect(await stateOf(pair.id)).toBe('proposed')
  })
})

describe('turns of a running pair', () => {
  it('[IMPL-09] [END-02] [IMPL-12] start, pause, another curator and end are told neutrally', async () => {
    const { olga, vera } = school.chats
    const { services, as, people } = school
    const { pair } = await school.runningProgramme([people.vera.id])
    await school.deliver()
    await vera.sees(/Ваша работа с наставником началась: Ольга Ивановна\. Приказ № 17 от \d+ \S+, программа утверждена/)
    await olga.sees('Пара начала работу: Ольга Ивановна, Вера Львовна')
    must(await services.pairs.pause(as.maria, pair.id, 'трудности у Веры'))
    await school.deliver()
    await olga.look()
    expect(olga.last.text).toBe('Работа пары на паузе: Ольга Ивановна, Вера Львовна. План и отметки сохраняются, напоминаний не будет.')
    must(await services.pairs.resume(as.maria, pair.id))
    must(await services.pairs.end(as.maria, { pairId: pair.id, reason: school.school.dictionaries.endReasons[1]?.code ?? '', side: 'mentee', text: 'выгорание' }))
    await school.deliver()
    await vera.look()
    expect(vera.last.text).toBe('Работа пары завершена. Спасибо вам за участие! С вопросами обращайтесь к куратору.')
    expect(olga.screen().join('\n')).not.toMatch(/трудности у Веры|выгорание/)
  })

  it('[END-09] another mentor comes with a card, the former one is thanked', async () => {
    const { olga, gleb } = school.chats
    const { services, as, people } = school
    const boris = must(await services.people.create({ ...as.maria, channel: 'command' }, school.school.id, { surname: 'Белов', name: 'Борис', patronymic: 'Петрович', subject: 'физика' }))
    must(await services.people.giveRole({ ...as.maria, channel: 'command' }, boris.id, { role: 'mentor', from: '2026-09-01' }))
    const { pair, programmeId } = await school.runningProgramme([people.gleb.id])
    const next = must(await services.pairs.replaceMentor(as.maria, { pairId: pair.id, mentorId: boris.id, reason: 'болеет' }))
    await school.deliver()
    await gleb.sees('У вас будет другой наставник, план и отметки сохраняются. Вам предлагают:\nБорис Петрович, физика')
    expect(gleb.hasButton('Согласен(на)')).toBe(true)
    await olga.sees('Глеб Юрьевич: дальше будет другой наставник. План передан')
    expect((await services.programmes.get(programmeId))?.pairId).toBe(next.id)
  })

  it('[PAIR-02] an impatient double press asks once, and agreeing after all leaves no question open', async () => {
    const { anna } = school.chats
    const pair = await propose()
    const card = await anna.sees('Вам предлагают наставника')
    const decline = card.buttons.flat().find(({ text }) => text === 'Отказаться')?.data ?? ''
    const asked = () => anna.screen().filter((text) => text.includes('Можно написать причину')).length
    const before = asked()
    for (const _press of [1, 2, 3]) await anna.pressesData(card.id, decline)
    expect(asked()).toBe(before + 1)
    await anna.pressesData(card.id, card.buttons.flat()[0]?.data ?? '')
    expect(anna.screen().join('\n')).not.toContain('не закончили')
    expect((await school.services.pairs.get(pair.id))?.members).toMatchObject([{ answer: 'agreed' }])
  })
})
