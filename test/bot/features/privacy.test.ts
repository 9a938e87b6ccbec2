import { afterAll, beforeAll, expect, it } from 'vitest'
import { must } from '../../../src/core/result.js'
import { aChatSchool, type ChatSchool } from '../../support/chat-school.js'

let school: ChatSchool
beforeAll(async () => {
  school = await aChatSchool()
  await school.runningProgramme([school.people.anna.id])
})
afterAll(() => school.stop())

async function opens(label: string) {
  const { anna } = school.chats
  await anna.sends('/data')
  await anna.presses('Кто видит мои данные')
  await anna.presses(label)
}

it('[DATA-10] a mentee reads in the chat who sees what about her, by the names of today', async () => {
  const { anna } = school.chats
  await anna.sends('/data')
  await anna.presses('Кто видит мои данные')
  const who = await anna.sees('Выберите, о чём рассказать')
  expect(who.buttons.flat().length).toBeLessThanOrEqual(6)
  await anna.presses('Имя и контакты')
  await anna.sees('телефон и почта: куратор Мария Олеговна; ')
  expect(anna.describe()).toContain('директор Иван Андреевич')
  await opens('Анкеты и согласия')
  const forms = await anna.sees('ответы на анкеты: куратор Мария Олеговна')
  expect(forms.text).toMatch(/ответы на анкеты: куратор Мария Олеговна\n/)
  expect(forms.text).toContain('записи психолога: психолог\n')
  await opens('Пара и план')
  await anna.sees('слова и файлы к отметкам: ваш наставник Ольга Ивановна; куратор Мария Олеговна')
})

it('[DATA-10] the answer changes with the roles: a new curator is named, one who is no longer is not', async () => {
  const { people } = school.services
  const operator = { ...school.as.ivan, roles: ['head' as const] }
  must(await people.giveRole(operator, school.people.vera.id, { role: 'curator' }))
  await opens('Имя и контакты')
  await school.chats.anna.sees(/телефон и почта: куратор .*Вера Львовна/)
  must(await people.endRole(operator, school.people.vera.id, { role: 'curator' }))
  await opens('Имя и контакты')
  await school.chats.anna.sees('телефон и почта: куратор Мария Олеговна; ')
})

it('[DATA-04] [DATA-10] shows who opened what, and not oneself', async () => {
  const { anna } = school.chats
  await opens('Кто и когда открывал')
  await anna.sees('Пока никто, кроме вас')
  const subject = { type: 'Person', id: school.people.anna.id }
  await school.services.audit.viewed({ ...school.as.maria, channel: 'panel' }, { organisationId: school.school.id, subject, fields: ['phone'] })
  await school.services.audit.viewed(school.as.anna, { organisationId: school.school.id, subject, fields: ['phone'] })
  await opens('Кто и когда открывал')
  const opened = await anna.sees('куратор Мария Олеговна — карточка')
  expect(opened.text).not.toContain('Анна Сергеевна')
})

it('[DATA-10] gives everything that is stored about oneself as a readable file, and nobody else’s words', async () => {
  const { anna } = school.chats
  must(await school.services.requests.askHelp(school.as.anna, { pairId: (await school.services.pairs.openOf(school.people.anna.id))[0]?.id ?? '', menteeId: school.people.anna.id, text: 'Как начать урок?' }))
  await opens('Имя и контакты')
  await anna.presses('← Назад')
  await anna.presses('Скачать мои данные')
  await anna.sees('Всё, что хранится о вас на сегодня')
  const { content, name } = must(await school.services.privacy.ownData(school.as.anna))
  const text = content.toString('utf8')
  expect(name).toBe('Мои данные.txt')
  for (const part of ['Имя: Петрова Анна Сергеевна', 'Орлова О. И.', 'Посетить урок в 7 «Б»', 'Как начать урок?', 'Телефон и почта: куратор Лисина Мария Олеговна']) expect(text).toContain(part)
  expect(text).not.toMatch(/Котова|Зимин|undefined|null|[{}]/)
  expect(await school.services.privacy.ownData({ ...school.as.anna, personId: null })).toMatchObject({ ok: false })
  expect(await school.refusals()).toEqual([])
})

it('[ROLE-16] [DATA-02] tells nobody of another organisation, and no colleague, who sees somebody’s data', async () => {
  const { privacy } = school.services
  const anna = school.people.anna.id
  const foreign = { ...school.as.maria, organisationId: '650000000000000000000001' }
  for (const actor of [school.as.olga, school.as.vera, school.as.ivan, foreign]) {
    expect(await privacy.whoSees(actor, anna)).toMatchObject({ ok: false })
    expect(await privacy.openings(actor, anna)).toMatchObject({ ok: false })
  }
  expect((await privacy.whoSees(school.as.maria, anna)).ok).toBe(true)
})
