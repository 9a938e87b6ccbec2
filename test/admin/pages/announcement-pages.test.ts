import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor, type Role } from '../../../src/core/actor.js'
import { must } from '../../../src/core/result.js'
import { defineDeliveryModel } from '../../../src/modules/deliveries/delivery-model.js'
import { testDatabase, type TestDatabase } from '../../support/database.js'
import { panelWithFiles, signedInDesk, wordsOf, type Desk } from '../../support/panel-pages.js'
import type { TestPanel } from '../../support/panel.js'

let database: TestDatabase
let panel: TestPanel
let curator: Desk
let head: Desk
let sysadmin: Desk
let stranger: Desk
let pairId: string
let pairMentorId: string

const operator = () => systemActor('command', panel.own)
const succeeded = (answer: { notice?: { type: string } }) => expect(answer, JSON.stringify(answer)).toMatchObject({ notice: { type: 'success' } })
const refused = (answer: { notice?: { type: string } }) => expect(answer.notice?.type).toBe('error')

async function person(surname: string, role: Role, telegramId: number | null, phone: string | null = null): Promise<string> {
  const { id } = must(await panel.services.people.create(operator(), panel.own, { surname, name: 'Анна', patronymic: 'Петровна', phone }))
  must(await panel.services.people.giveRole(operator(), id, { role, from: '2031-09-01' }))
  if (telegramId !== null) must(await panel.services.people.link(id, telegramId, operator()))
  return id
}

beforeAll(async () => {
  database = await testDatabase()
  panel = await panelWithFiles(database)
  curator = await signedInDesk(panel, 'curator', panel.own)
  head = await signedInDesk(panel, 'head', panel.own)
  sysadmin = await signedInDesk(panel, 'sysadmin', panel.own)
  stranger = await signedInDesk(panel, 'curator', panel.other)
  pairMentorId = await person('Орлова', 'mentor', 601)
  const menteeId = await person('Петрова', 'mentee', 602)
  await person('Котова', 'mentee', 603)
  await person('Тихая', 'mentee', null, '+79001112233')
  pairId = must(await panel.services.pairs.propose(operator(), { mentorId: pairMentorId, menteeIds: [menteeId], form: 'teacher_teacher', kinds: ['traditional'] })).id
})
afterAll(async () => {
  await panel.close()
  await database.drop()
})

const write = async (text: string, audience = 'mentees') => (await curator.send('Announcement', 'new', null, { text, audience })).redirectUrl?.split('/').at(-2) ?? ''
const openOf = async (id: string) => (await panel.services.deliveries.list(panel.own, { kinds: ['announcement'], limit: 500 })).filter(({ subject }) => subject.id === id)
const sectionOf = async (id: string, name: string) => (await curator.page('Announcement', id))?.sections.find((section) => section.id === name)

it('[IMPL-21] the audience is chosen with numbers, and the look comes before anything is sent', async () => {
  const form = await curator.form('Announcement', 'new')
  expect(form.form?.fields.find(({ name }) => name === 'audience')?.choices.map(({ label }) => label)).toEqual([
    'Все наставники и наставляемые (4)', 'Наставники (1)', 'Наставляемые (3)', 'Наставляемые без пары (2)', 'Орлова А. П. — Петрова А. П.',
  ])
  expect((await curator.send('Announcement', 'new', null, { text: '', audience: 'all' })).errors).toHaveProperty('text')
  expect((await curator.send('Announcement', 'new', null, { text: 'Собрание', audience: 'pair:чужая' })).errors).toHaveProperty('audience')
  const id = await write('Собрание в пятницу\nв 15:00')
  const look = (await curator.form('Announcement', 'publish', id)) as { form?: { lead: string; fields: { label: string }[] } }
  expect(look.form?.fields[0]?.label).toBe('Сообщение куратора\n\nСобрание в пятницу\nв 15:00')
  expect(look.form?.lead).toBe('Кому: Наставляемые.\nПолучат в боте: 2.\nПередать лично, бот им не напишет: 1 (Тихая А. П.)')
  expect(await openOf(id)).toEqual([])
})

it('[IMPL-21] sends once when pressed twice, and its page counts by state what came of it, by name', async () => {
  const id = await write('Второе собрание')
  const pressed = await Promise.all([curator.send('Announcement', 'publish', id), head.send('Announcement', 'publish', id)])
  expect(pressed.map(({ notice }) => notice?.type).sort()).toEqual(['error', 'success'])
  expect(await openOf(id)).toHaveLength(2)
  const bars = async () => (await sectionOf(id, 'progress'))?.progress?.map(({ text, done, total }) => `${text}: ${done} / ${total}`)
  expect(await bars()).toEqual(['ждёт отправки: 2 / 2', 'отправлено: 0 / 2'])
  const [first] = await openOf(id)
  await defineDeliveryModel(database.connection).updateOne({ _id: first?.id }, { $set: { state: 'sent', open: false, sentAt: panel.clock.now() } })
  expect(await bars()).toEqual(['ждёт отправки: 1 / 2', 'отправлено: 1 / 2'])
  const page = await curator.page('Announcement', id)
  expect(page?.refreshSeconds).toBeGreaterThan(0)
  expect(page?.state).toEqual({ code: 'published', label: 'разослано' })
  expect((await sectionOf(id, 'by-hand'))?.table?.rows[0]?.cells.map(({ text }) => text)).toEqual(['Тихая Анна Петровна', '+79001112233'])
  expect((await sectionOf(id, 'recipients'))?.table?.rows.map(({ cells }) => cells[1]?.text)).toEqual(['ждёт отправки', 'отправлено'])
})

it('[IMPL-21] is withdrawn while somebody has not got it; afterwards the page offers it no more', async () => {
  const id = await write('Ошибка в дате', `pair:${pairId}`)
  succeeded(await curator.send('Announcement', 'publish', id))
  expect((await openOf(id)).map(({ personId }) => personId)).toContain(pairMentorId)
  const labels = async () => (await curator.page('Announcement', id))?.actions.map(({ label }) => label)
  expect(await labels()).toEqual(['Отозвать'])
  succeeded(await curator.send('Announcement', 'withdraw', id))
  expect((await openOf(id)).every(({ state }) => state === 'cancelled')).toBe(true)
  expect(await labels()).toEqual([])
  expect(wordsOf(await curator.page('Announcement', id))).toContain('Орлова А. П. — Петрова А. П.')
  refused(await curator.send('Announcement', 'withdraw', id))
})

it('[IMPL-21][ROLE-16] a draft may be changed and thrown away; another school and the administrator see and do nothing', async () => {
  const id = await write('Черновик')
  for (const other of [stranger, sysadmin]) {
    expect(await other.page('Announcement', id)).toBeUndefined()
    for (const action of ['publish', 'change', 'withdraw', 'discard']) expect((await other.send('Announcement', action, id, { text: 'чужое', audience: 'all' })).notice?.type).not.toBe('success')
  }
  expect((await stranger.list('Announcement')).records).toEqual([])
  expect((await curator.send('Announcement', 'change', id, { text: 'Иной текст', audience: 'mentors' })).redirectUrl).toContain(`/${id}/publish`)
  expect(await panel.services.announcements.get(id)).toMatchObject({ text: 'Иной текст', audience: 'mentors', state: 'draft' })
  succeeded(await curator.send('Announcement', 'discard', id))
  expect((await curator.list('Announcement', 'filters.view=drafts')).records?.map((record) => record.id)).not.toContain(id)
  expect((await curator.list('Announcement', 'filters.view=all')).records?.[0]?.params).toMatchObject({ to: expect.any(String), start: expect.any(String) })
})

it('[IMPL-21] the look leads back to the text; what all have is corrected by a new one for the same people; what failed is passed on by hand', async () => {
  const id = await write('Третье собрание')
  const form = (await curator.form('Announcement', 'publish', id)) as unknown as { form: { links: { label: string; href: string }[] } }
  expect(form.form.links).toEqual([{ label: 'Исправить', href: `/admin/resources/Announcement/records/${id}/change` }])
  succeeded(await curator.send('Announcement', 'publish', id))
  const rows = await openOf(id)
  const model = defineDeliveryModel(database.connection)
  await model.updateMany({ 'subject.id': id }, { $set: { state: 'sent', open: false, sentAt: panel.clock.now(), closedAt: panel.clock.now() } })
  const page = await curator.page('Announcement', id)
  expect(page?.missing).toEqual(['Уже у всех. Можно отправить поправку.'])
  expect(page?.actions).toMatchObject([{ label: 'Отправить поправку', href: '/admin/resources/Announcement/actions/new?audience=mentees' }])
  await model.updateOne({ _id: rows[0]?.id }, { $set: { state: 'failed', error: 'unreachable' } })
  const [failed] = (await sectionOf(id, 'recipients'))?.table?.rows ?? []
  expect(failed?.buttons?.map(({ label }) => label)).toEqual(['Передано лично', 'Отправить ещё раз'])
  expect((await curator.page('Announcement', id))?.missing).toEqual(['Отзывать больше нечего. Можно отправить поправку.'])
})

it('[IMPL-21][IMPL-02] published in quiet time it is said to go in the morning, before and after', async () => {
  const id = await write('Вечернее объявление')
  const later = async (iso: string): Promise<Desk> => {
    panel.setTime(iso)
    return signedInDesk(panel, 'curator', panel.own)
  }
  const evening = await later('2031-09-15T18:30:00Z')
  const form = (await evening.form('Announcement', 'publish', id)) as { form?: { lead: string } }
  expect(form.form?.lead).toContain('Сейчас тихое время: бот отправит завтра в 08:00.')
  succeeded(await evening.send('Announcement', 'publish', id))
  const page = await evening.page('Announcement', id)
  expect(page?.state?.label).toBe('уйдёт завтра в 08:00')
  expect(page?.missing).toEqual(['Сейчас тихое время: бот отправит завтра в 08:00.'])
  const morning = await later('2031-09-16T06:00:00Z')
  expect((await morning.page('Announcement', id))?.state?.label).toBe('разослано')
})
