import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../../src/core/actor.js'
import { must } from '../../../src/core/result.js'
import { aChat, aPerson, aSchool, type School } from '../../support/app.js'
import { startBotHarness, type BotHarness } from '../../support/bot.js'

let harness: BotHarness
let school: School
const operator = systemActor('command')

beforeAll(async () => {
  harness = await startBotHarness({ now: () => Date.UTC(2026, 8, 14, 9, 0) })
  school = await aSchool({ services: harness.services, operator })
})
afterAll(() => harness.stop())

async function invited(facts = {}, at = school) {
  const person = await aPerson({ services: harness.services, operator }, at, ['mentee'], facts)
  const { link } = must(await harness.services.invitations.issue(operator, { personId: person.id }))
  const anna = harness.telegram.user(aChat())
  return { person, link, anna }
}

describe('the first contact', () => {
  it('[IMPL-04] [DATA-07] goes from the link over initials and birthday to the consent', async () => {
    const { person, link, anna } = await invited({ birthOn: '2001-03-07' })
    await anna.opens(link)
    expect(anna.last.text).toContain('П. А. С.')
    expect(anna.last.text).toContain(school.shortName)
    expect(anna.last.text).not.toContain('Петрова')
    expect(anna.last.buttons).toEqual(['Да, это я', 'Нет'])
    await anna.presses('Да, это я')
    await anna.sees('день и месяц рождения')
    await anna.sends('31.02')
    await anna.sees('например 07.03')
    await anna.sendsSticker()
    await anna.sees('словами')
    await anna.sends('08.03')
    await anna.sees('Осталось попыток: 4')
    expect(anna.screen().filter((text) => text.includes('Чтобы никто не вошёл'))).toHaveLength(1)
    await anna.sends('7.3')
    await anna.sees('Вы вошли, Анна Сергеевна')
    expect(anna.last.buttons).toEqual(['Согласен(на)', 'Не согласен(на)', 'Прочитать полностью'])
    expect((await harness.services.people.get(person.id))?.telegramId).toBe(anna.id)
  })

  it('[IMPL-04] asks nobody for a birthday that is not on record, and survives a restart between card and button', async () => {
    const { link, anna } = await invited()
    await anna.opens(link)
    await harness.restartBot()
    await anna.presses('Да, это я')
    await anna.sees('Вы вошли')
    await anna.opens(link)
    await anna.sees('Здравствуйте, Анна Сергеевна')
  })

  it('[IMPL-04] keeps nothing after «Нет», and the link still works for the right person', async () => {
    const { link, anna, person } = await invited()
    await anna.opens(link)
    await anna.presses('Нет')
    await anna.sees('ничего не сохранено')
    expect((await harness.services.people.get(person.id))?.telegramId).toBeNull()
    const right = harness.telegram.user(aChat())
    await right.opens(link)
    await right.presses('Да, это я')
    await right.sees('Вы вошли')
  })

  it('[IMPL-04] answers a stranger kindly and tells him nothing, whatever he sends', async () => {
    const stranger = harness.telegram.user(aChat())
    for (const text of ['/start', 'привет', `/start ${'A'.repeat(43)}`, '/start <b>x', '/tasks', '/data']) {
      await stranger.sends(text)
      expect(stranger.last.text).toMatch(/приглашение|не подходит|куратор/)
      expect(stranger.last.text).not.toContain(school.shortName)
    }
  })

  it('[IMPL-04] says that a used link is used, and lets another chat of a dead link go', async () => {
    const { link, anna } = await invited({ birthOn: '2001-03-07' })
    await anna.opens(link)
    await anna.presses('Да, это я')
    for (const wrong of ['01.01', '02.01', '03.01', '04.01', '05.01']) await anna.sends(wrong)
    await anna.sees('больше не работает')
    await anna.opens(link)
    await anna.sees('больше не работает')
  })
})

describe('papers in the chat', () => {
  async function linked(at = school) {
    const { link, anna, person } = await invited({}, at)
    await anna.opens(link)
    await anna.presses('Да, это я')
    return { anna, person }
  }

  it('[CONS-07] shows the whole text in place, takes the consent in place, and the buttons go', async () => {
    const { anna, person } = await linked()
    await anna.presses('Прочитать полностью')
    await anna.sees('Петрова Анна Сергеевна')
    await anna.presses('Согласен(на)')
    await anna.sees('Согласие дано 14 сентября')
    expect(await harness.services.consents.has(person.id, 'personal-data')).toBe(true)
    expect(anna.hasButton('Согласен(на)')).toBe(false)
  })

  it('[CONS-08] [IMPL-24] shows what follows before a withdrawal, and lets one come back', async () => {
    const { anna, person } = await linked()
    await anna.presses('Согласен(на)')
    await anna.sends('/data')
    await anna.sees('Мои согласия')
    await anna.presses(/^Отозвать: Обработка данных/)
    await anna.sees('пары остановятся')
    await anna.presses('Оставить')
    expect(await harness.services.consents.has(person.id, 'personal-data')).toBe(true)
    await anna.sends('/data')
    await anna.presses(/^Отозвать: Обработка данных/)
    await anna.presses('Отозвать')
    await anna.sees('отозвано')
    expect(await harness.services.consents.has(person.id, 'personal-data')).toBe(false)
    await anna.sends('/start')
    await anna.presses('Прочитать и решить')
    await anna.presses('Согласен(на)')
    expect(await harness.services.consents.has(person.id, 'personal-data')).toBe(true)
  })

  it('[CONS-08] takes a refusal without reproach and leaves the way open', async () => {
    const { anna } = await linked()
    await anna.presses('Не согласен(на)')
    await anna.sees('Это ваше право')
    await anna.sends('/start')
    expect(anna.hasButton('Прочитать и решить')).toBe(true)
  })

  it('[CONS-07] means readiness to sign where the organisation wants paper', async () => {
    const services = harness.services
    const strict = await aSchool({ services, operator }, { consentWay: { 'personal-data': 'paper', mentoring: 'paper', duties: 'paper' } })
    const { anna, person } = await linked(strict)
    expect(anna.last.text).toContain('готовы подписать')
    await anna.presses('Согласен(на)')
    await anna.sees('Вы готовы подписать')
    expect(await services.consents.has(person.id, 'personal-data')).toBe(false)
  })

  it('answers a press on a paper of last week with the state of today, and another person\'s press with nothing', async () => {
    const { anna } = await linked()
    const message = anna.lastMessage
    const data = message?.buttons.flat()[0]?.data ?? ''
    await anna.presses('Согласен(на)')
    await anna.pressesData(message?.id ?? 0, data)
    const stranger = harness.telegram.user(aChat())
    await stranger.sends('/start')
    await stranger.pressesData(stranger.lastMessage?.id ?? 0, data)
    expect(stranger.popup).toContain('ссылку-приглашение')
  })
  it('[DATA-10] shows everything that is stored about the person', async () => {
    const { anna } = await linked()
    await anna.sends('/data')
    for (const shown of ['Анна Сергеевна', 'Роли: наставляемый', 'Дата рождения: нет', 'телефон: нет', 'Ошибку исправит куратор']) await anna.sees(shown)
    await anna.presses('Кто видит мои данные')
    await anna.presses('Имя и контакты')
    await anna.sees('телефон и почта: куратор')
  })
})
