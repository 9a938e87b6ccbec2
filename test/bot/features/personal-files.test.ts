import { afterAll, beforeAll, expect, it } from 'vitest'
import { must } from '../../../src/core/result.js'
import { finalStates, unreachableStates } from '../../../src/core/transitions.js'
import { fileAccessTransitions } from '../../../src/modules/personal-files/file-access.js'
import { aChatSchool, type ChatSchool } from '../../support/chat-school.js'

let school: ChatSchool
beforeAll(async () => {
  school = await aChatSchool()
  await school.runningProgramme([school.people.anna.id])
  await school.deliver()
})
afterAll(() => school.stop())

const lastRequest = async () => (await school.services.personalFiles.list(school.school.id))[0]

async function asks(what: string, why: string): Promise<void> {
  const { olga } = school.chats
  await olga.sends('/start')
  if (olga.hasButton('Ещё')) await olga.presses('Ещё')
  await olga.presses('Познакомиться с личным делом')
  await olga.sees('Анна Сергеевна. С какими материалами')
  await olga.sends(what)
  await olga.sees('Для чего это нужно?')
  await olga.sends(why)
  await olga.sees('Отправлено. Когда решат')
}

it('[DUTY-03] has a sound life of a request', () => {
  expect(unreachableStates(fileAccessTransitions, 'asked')).toEqual([])
  expect(finalStates(fileAccessTransitions)).toEqual(['acquainted', 'declined', 'cancelled'])
})

it('[DUTY-03] [DATA-03] the mentor asks what and why, the curator names place and time, the acquaintance is written down and seen by the mentee', async () => {
  const { olga, maria, anna } = school.chats
  await asks('Документы об образовании', 'Чтобы выбрать курсы')
  await school.deliver()
  await maria.sees('Ольга Ивановна просит познакомиться с личным делом. Чьё дело: Анна Сергеевна')
  expect(maria.describe()).not.toContain('Чтобы выбрать курсы')
  expect(anna.describe()).not.toContain('личным делом')
  const request = await lastRequest()
  expect(request).toMatchObject({ state: 'asked', what: 'Документы об образовании', why: 'Чтобы выбрать курсы' })
  const accessId = request?.id ?? ''
  await olga.sends('/start')
  if (olga.hasButton('Ещё')) await olga.presses('Ещё')
  await olga.presses('Познакомиться с личным делом')
  await olga.sees('уже отправлена, ждём решения')
  const comeAt = new Date(school.clock.now().getTime() + 26 * 3_600_000)
  must(await school.services.personalFiles.approve(school.as.maria, { accessId, place: 'кабинет <секретаря>', comeAt }))
  await school.deliver()
  const invited = await olga.sees('Можно познакомиться с личным делом (Анна Сергеевна)')
  expect(invited.text).toMatch(/Когда: завтра, .*12:00\nГде: кабинет <секретаря>/)
  expect(JSON.stringify(invited)).not.toMatch(/document|photo/)
  const early = await school.services.personalFiles.record(school.as.maria, { accessId, shownOn: '2020-01-01', shown: 'Копии дипломов' })
  expect(early).toMatchObject({ ok: false, problem: { code: 'file-day-wrong' } })
  must(await school.services.personalFiles.record(school.as.maria, { accessId, shownOn: school.today(), shown: 'Копии дипломов' }))
  expect(await school.services.personalFiles.acquaintancesOf(school.people.anna.id)).toEqual([{ id: accessId, mentorId: school.people.olga.id, shownOn: school.today(), shown: 'Копии дипломов' }])
  const entries = await school.services.audit.list(school.school.id, { subject: { type: 'FileAccess', id: accessId } })
  expect(entries.map(({ action, actor }) => [action, actor.personId])).toEqual([
    ['file-acquainted', school.people.maria.id], ['file-approved', school.people.maria.id], ['file-asked', school.people.olga.id],
  ])
  await olga.pressesData(invited.id, invited.buttons[0]?.[0]?.data ?? '')
  await olga.seesPopup('По этой просьбе уже решили')
  expect(await school.refusals()).toEqual([])
})

it('[DUTY-03] a decline comes with its reason, kindly; bad input and a restart lose nothing; nobody else may ask or decide', async () => {
  const { olga } = school.chats
  await olga.sends('/start')
  if (olga.hasButton('Ещё')) await olga.presses('Ещё')
  await olga.presses('Познакомиться с личным делом')
  await olga.sendsSticker()
  await olga.sees('напишите ответ словами')
  await school.restartBot()
  await olga.sends('Аттестация')
  await olga.sees('Для чего')
  await olga.presses('← Назад')
  await olga.sees('С какими материалами')
  await olga.sends('/cancel')
  await olga.sees('Отменено')
  await asks('Аттестация', 'Помочь подготовиться')
  const accessId = (await lastRequest())?.id ?? ''
  const { personalFiles } = school.services
  const own = { ...school.as.maria, personId: school.people.olga.id }
  expect(await personalFiles.decline(own, { accessId, reason: 'Так' })).toMatchObject({ ok: false, problem: { code: 'not-allowed' } })
  expect(await personalFiles.approve(school.as.anna, { accessId, place: 'там', comeAt: new Date() })).toMatchObject({ ok: false, problem: { code: 'not-allowed' } })
  const { pairId = '' } = (await lastRequest()) ?? {}
  expect(await personalFiles.ask(school.as.anna, { pairId, menteeId: school.people.anna.id, what: 'Всё', why: 'Так' })).toMatchObject({ ok: false, problem: { code: 'not-allowed' } })
  expect(await personalFiles.ask(school.as.olga, { pairId, menteeId: school.people.vera.id, what: 'Всё', why: 'Так' })).toMatchObject({ ok: false, problem: { code: 'not-allowed' } })
  must(await personalFiles.decline(school.as.ivan, { accessId, reason: 'Эти сведения есть в портфолио' }))
  await school.deliver()
  await olga.sees('сейчас не получится.\nПочему: Эти сведения есть в портфолио')
  expect(await school.refusals()).toEqual([])
})

it('[ROLE-08] a mentee asks for a talk by two presses; the psychologist hears no name in the chat', async () => {
  const { services, people, chats } = school
  must(await services.people.giveRole({ ...school.as.maria, roles: ['curator', 'head'] }, people.gleb.id, { role: 'psychologist' }))
  await chats.anna.sends('/start')
  if (chats.anna.hasButton('Ещё')) await chats.anna.presses('Ещё')
  await chats.anna.presses('Поговорить с психологом')
  await chats.anna.sees('Больше вашу просьбу никто не увидит')
  await chats.anna.presses('Попросить о разговоре')
  await chats.anna.sees('Психолог узнал о вашей просьбе')
  await school.deliver()
  const told = await chats.gleb.sees('Вас просят о консультации')
  expect(told.text).not.toContain('Анна')
  expect(chats.maria.describe()).not.toContain('консультаци')
})

it('[ROLE-17] [IMPL-12] while the curator is away her deputy hears what she would, and it goes back by itself', async () => {
  const { services, people, chats, as } = school
  const { ivan, maria } = chats
  must(await services.people.giveRole({ ...as.maria, roles: ['curator', 'head'] }, people.ivan.id, { role: 'curator' }))
  const absence = { office: 'curator-deputy' as const, personId: people.ivan.id, name: null, title: null, position: null, employer: null, insteadOfId: people.maria.id, from: school.today(), to: school.today(), orderNumber: '9', orderOn: school.today() }
  must(await services.offices.appoint(as.ivan, school.school.id, absence))
  const before = maria.describe()
  await asks('Награды', 'Представить к премии')
  await school.deliver()
  await ivan.sees('Ольга Ивановна просит познакомиться с личным делом')
  expect(maria.describe()).toBe(before)
  const [row] = (await services.deliveries.list(school.school.id)).filter(({ kind, state }) => kind === 'file-asked' && state === 'sent')
  expect(row).toMatchObject({ personId: people.ivan.id, params: { insteadOfId: people.maria.id } })
  const twin = { kind: 'person-unreachable' as const, organisationId: school.school.id, subject: { type: 'person', id: people.vera.id } }
  await services.people.markUnreachable(people.vera.id, 103)
  await services.deliveries.plan([people.maria.id, people.ivan.id].map((personId) => ({ ...twin, personId })))
  await school.deliver()
  const told = (await services.deliveries.list(school.school.id)).filter(({ kind, state }) => kind === 'person-unreachable' && state === 'sent')
  expect(told.filter(({ personId }) => personId === people.ivan.id)).toHaveLength(1)
  await school.pass(24)
  must(await services.personalFiles.decline(as.ivan, { accessId: (await lastRequest())?.id ?? '', reason: 'Позже' }))
  await asks('Стаж', 'Для отчёта')
  await school.deliver()
  await maria.sees('Ольга Ивановна просит познакомиться с личным делом')
})
