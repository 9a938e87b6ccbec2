import { afterAll, beforeAll, expect, it } from 'vitest'
import { createFateWords, fates, reasonOf } from '../../../admin/pages/delivery-fate.js'
import type { ListHead } from '../../../admin/pages/page.js'
import { loadPanelTexts } from '../../../admin/texts.js'
import { systemActor } from '../../../src/core/actor.js'
import { must } from '../../../src/core/result.js'
import { defineDeliveryModel, type DeliveryDocument } from '../../../src/modules/deliveries/delivery-model.js'
import { deliveryKinds, type DeliveryKind } from '../../../src/modules/deliveries/delivery.js'
import { defineJobRunModel } from '../../../src/modules/upkeep/job-run-model.js'
import { testDatabase, type TestDatabase } from '../../support/database.js'
import { panelWithFiles, signedInDesk, wordsOf, type Desk } from '../../support/panel-pages.js'
import { visitor, type TestPanel, type Visitor } from '../../support/panel.js'
import { listCode } from '../../conventions/source-files.js'

let database: TestDatabase
let panel: TestPanel
let curator: Desk
let stranger: Desk
const people: Record<string, string> = {}

async function aPerson(surname: string, facts: { phone?: string; telegramId?: number } = {}): Promise<void> {
  const operator = systemActor('command', panel.own)
  const { id } = must(await panel.services.people.create(operator, panel.own, { surname, name: 'Анна', patronymic: 'Петровна', phone: facts.phone ?? null }))
  must(await panel.services.people.giveRole(operator, id, { role: 'mentee', from: '2031-09-01' }))
  if (facts.telegramId) must(await panel.services.people.link(id, facts.telegramId, operator))
  people[surname] = id
}

let planned = 0

/** A message as the sender would have left it. */
async function aMessage(surname: string, kind: DeliveryKind, fields: Partial<DeliveryDocument>): Promise<string> {
  planned += 1
  const subject = { type: 'Trial', id: `trial-${planned}` }
  const dueAt = fields.dueAt ?? new Date('2031-09-15T07:00:00Z')
  await panel.services.deliveries.plan([{ kind, organisationId: panel.own, personId: people[surname] ?? '', subject, dueAt, expiresAt: new Date('2031-10-15T00:00:00Z') }])
  const model = defineDeliveryModel(database.connection)
  const row = await model.findOneAndUpdate({ 'subject.id': subject.id }, { $set: { nextTryAt: dueAt, ...fields } }, { returnDocument: 'after', strict: false }).lean()
  return String(row?._id)
}

const rowsOf = async (query: string) => (await curator.list('Delivery', query)).records?.map(({ params }) => params) ?? []
const headOf = async (who = curator) => ((await who.list('Delivery')) as { head?: ListHead }).head

beforeAll(async () => {
  database = await testDatabase()
  panel = await panelWithFiles(database)
  curator = await signedInDesk(panel, 'curator', panel.own)
  stranger = await signedInDesk(panel, 'curator', panel.other)
  await aPerson('Васильева', { phone: '+79001234567' })
  await aPerson('Петрова', { telegramId: 501 })
  await aPerson('Соколова', { telegramId: 502, phone: '+79007654321' })
  await aMessage('Петрова', 'meeting-reminder', { state: 'sent', open: false, sentAt: new Date('2031-09-15T07:03:00Z') })
  const digest = await aMessage('Петрова', 'digest', { dueAt: new Date('2031-09-16T05:00:00Z') })
  await aMessage('Петрова', 'row-nudge', { state: 'pending', digestOf: digest, nextTryAt: new Date('2031-09-17T05:00:00Z') })
  await aMessage('Петрова', 'row-accepted', { state: 'unknown', open: false, error: 'ETIMEDOUT' })
  await aMessage('Петрова', 'meeting-reminder', { dueAt: new Date('2031-09-20T07:00:00Z') })
  await aMessage('Васильева', 'pair-proposed', { state: 'failed', open: false, error: 'not-linked' })
  await aMessage('Соколова', 'pair-started', { state: 'dead', open: false, error: 'server-502', attempt: 7 })
  await aMessage('Соколова', 'row-returned', { state: 'failed', open: false, error: 'by-curator' })
  await aMessage('Соколова', 'help-answered', { state: 'pending', error: 'too-many', attempt: 2, nextTryAt: new Date('2031-09-15T09:10:00Z') })
  await aMessage('Васильева', 'meeting-set', { state: 'cancelled', open: false, error: 'unreachable' })
  await aMessage('Соколова', 'term-answered', { state: 'expired', open: false, error: 'expired' })
})
afterAll(async () => {
  await panel.close()
  await database.drop()
})

it('[IMPL-03] the journal says of a person in one look what was sent and when, what waits and until when', async () => {
  const rows = await rowsOf(`filters.view=journal&filters.person=${encodeURIComponent('петр')}`)
  expect(rows.map(({ state, when }) => [state, when])).toEqual([
    ['folded', 'завтра в 08:00'],
    ['unknown', 'сегодня в 10:00'],
    ['sent', 'сегодня в 10:03'],
  ])
  expect(rows.every(({ who }) => who === 'Петрова Анна Петровна')).toBe(true)
  expect(await rowsOf(`filters.view=all&filters.person=${encodeURIComponent('петр')}`)).toHaveLength(5)
  expect((await rowsOf('filters.view=waiting&sortBy=nextTryAt&direction=asc')).map(({ state }) => state)).toEqual(['retrying', 'pending', 'folded', 'pending'])
})

it('[IMPL-03] what did not arrive says why and whom to phone, never by a code', async () => {
  const rows = await rowsOf('filters.view=failed')
  const why = Object.fromEntries(rows.map(({ about, why }) => [about, String(why)]))
  expect(why['Предложение пары']).toBe('Человек ещё не вошёл в бот. Позвоните: +79001234567')
  expect(why['Пара начала работу']).toContain('Сбой на стороне мессенджера')
  expect(why['Задача возвращена']).toBe('Человек попросил, чтобы бот ему не писал: передайте лично. Позвоните: +79007654321')
  expect(rows.map(({ state }) => state).sort()).toEqual(['by-hand', 'dead', 'failed'])
  expect(await rowsOf(`filters.view=journal&filters.person=${encodeURIComponent('васил')}`)).toContainEqual(expect.objectContaining({ state: 'stopped', why: 'Человек остановил бот: сообщения до него не доходят.' }))
  const [retrying] = await rowsOf('filters.view=waiting&sortBy=nextTryAt&direction=asc')
  expect(retrying).toMatchObject({ when: 'сегодня в 12:10', why: 'Мессенджер просит подождать: сообщений слишком много. Неудачных попыток: 2.' })
  expect(JSON.stringify(await curator.list('Delivery', 'filters.view=all'))).not.toMatch(/"(why|when)":"[^"]*(server-|too-many|not-linked|by-curator|ETIMEDOUT)/)
})

it('[IMPL-03] a dead message is sent again by the curator of its own school, and the answer stands in the journal', async () => {
  const [dead] = (await curator.list('Delivery', `filters.view=failed&filters.person=${encodeURIComponent('соко')}`)).records?.filter(({ params }) => params['state'] === 'dead') ?? []
  const id = dead?.id ?? ''
  expect(await stranger.page('Delivery', id)).toBeUndefined()
  expect((await stranger.send('Delivery', 'resend', id)).notice?.type).toBe('error')
  expect((await curator.send('Delivery', 'resend', id)).notice?.type).toBe('success')
  expect((await panel.services.deliveries.get(id))?.state).toBe('pending')
  expect((await curator.send('Delivery', 'resend', id)).notice?.type).toBe('error')
})

it('[IMPL-03] the head counts what was sent today, waits, failed and is unknown, of the own school only', async () => {
  const figures = async (who?: Desk) => (await headOf(who))?.figures.map(({ label, text }) => `${label}: ${text}`)
  expect(await figures()).toEqual(['сегодня отправлено: 1', 'ждут: 5', 'не дошли: 2', 'неизвестно: 1'])
  expect(await figures(stranger)).toEqual(['сегодня отправлено: 0', 'ждут: 0', 'не дошли: 0', 'неизвестно: 0'])
})

it('[IMPL-03] what the curator told by phone is marked, waits no more and leaves the front page; it can still be sent again', async () => {
  const [found] = (await curator.list('Delivery', `filters.view=failed&filters.person=${encodeURIComponent('васил')}`)).records ?? []
  const id = found?.id ?? ''
  const own = people['Васильева'] ?? ''
  const waits = async () => (await panel.services.waiting.listFor({ organisationId: panel.own, personId: null, accountId: 'a'.repeat(24), roles: ['curator'], channel: 'panel' })).find(({ code }) => code === 'deliveries-failed')?.items.map(({ subject }) => subject.id)
  expect(await waits()).toContain(own)
  expect((await stranger.send('Delivery', 'handled', id)).notice?.type).not.toBe('success')
  expect((await curator.send('Delivery', 'handled', id)).notice?.type).toBe('success')
  expect(await waits()).not.toContain(own)
  expect((await rowsOf('filters.view=failed')).map((row) => row['id'])).not.toContain(id)
  expect(await rowsOf(`filters.view=journal&filters.person=${encodeURIComponent('васил')}`)).toContainEqual(expect.objectContaining({ id, state: 'handled', when: 'сегодня в 12:00', why: '' }))
  expect((await curator.send('Delivery', 'handled', id)).notice?.type).toBe('error')
  must(await panel.services.deliveries.resend(systemActor('command', panel.own), id))
  expect(await panel.services.deliveries.get(id)).not.toHaveProperty('handledAt')
})

async function frontLines(who: Visitor): Promise<{ id: string; who: string; what: string; acts: { label: string; href?: string }[] }[]> {
  const { sections } = (await (await who.get('/admin/api/dashboard')).json()) as { sections: { lines: Awaited<ReturnType<typeof frontLines>> }[] }
  return sections.flatMap(({ lines }) => lines)
}

it('[IMPL-11] the front page names a person once and opens what failed for this person, found by surname or by name', async () => {
  const late = await aMessage('Соколова', 'help-answered', { state: 'failed', open: false, error: 'by-curator', expiresAt: new Date('2031-09-15T08:00:00Z') })
  const who = visitor(panel.url)
  await who.signIn(await panel.openAccount('curator', panel.own))
  const lines = await frontLines(who)
  const own = lines.filter(({ who: name, id }) => name.startsWith('Соколова') && id.startsWith('deliveries-failed'))
  expect(own).toMatchObject([{ what: expect.stringMatching(/^(передать лично|не дошло сообщений): 1$/), acts: [{ label: 'Передано лично' }, { label: 'Сообщения' }, { href: 'tel:+79007654321' }] }])
  const found = await rowsOf(own[0]?.acts[1]?.href?.split('?')[1] ?? '')
  expect(found.map(({ about }) => about)).toEqual([expect.stringContaining('Задача возвращена')])
  expect((await rowsOf('filters.view=late')).map((row) => row['id'])).toContain(late)
  expect((await rowsOf(`filters.view=failed&filters.person=${encodeURIComponent('анн')}`)).length).toBeGreaterThan(0)
  expect(await rowsOf(`filters.view=failed&filters.person=${encodeURIComponent('.*')}`)).toEqual([])
})

it('[IMPL-23] the head says whether messages go at all, and since when sender and scheduler are silent', async () => {
  const notes = async () => (await headOf())?.notes.map(({ text }) => text) ?? []
  expect(await notes()).toEqual([expect.stringContaining('Отправка ещё не запускалась'), expect.stringContaining('Планировщик ещё не запускался')])
  await panel.services.upkeep.recordJob('wake-sender', { ok: true })
  await panel.services.upkeep.recordLook()
  expect(await notes()).toEqual([expect.stringMatching(/^Отправка работает, проверка сегодня в (11:59|12:00)\.$/)])
  for (let times = 0; times < 3; times += 1) await panel.services.upkeep.recordJob('plan-nudges', { ok: false, error: 'TypeError' })
  expect(await notes()).toContain('Не получается работа «напоминания», раз подряд: 3. Сообщите системному администратору.')
  await defineJobRunModel(database.connection).updateMany({}, { $set: { lastRunAt: new Date(Date.now() - 600_000), lastFailedAt: null, failuresInRow: 0 } })
  const silent = await notes()
  expect(silent[0]).toMatch(/^Отправка молчит, последняя проверка сегодня в 11:(49|50)/)
  expect(silent[1]).toMatch(/^Планировщик молчит, последний раз работал сегодня в 11:(49|50)/)
  const administrator = visitor(panel.url)
  await administrator.signIn(await panel.openAccount('sysadmin', panel.own))
  expect((await frontLines(administrator)).filter(({ what }) => what.startsWith('молчит')).map(({ who }) => who)).toEqual(['Отправка сообщений', 'Планировщик'])
})

it('[IMPL-03] the person’s page shows the newest messages with what became of them', async () => {
  const page = await curator.page('Person', people['Петрова'] ?? '')
  const messages = page?.sections.find(({ id }) => id === 'messages')
  expect(messages?.table?.rows.map(({ cells }) => cells[1]?.text)).toEqual(expect.arrayContaining(['отправлено', 'войдёт в утреннюю сводку', 'неизвестно, дошло ли']))
  expect(wordsOf(page)).toContain('сегодня в 10:03')
  expect(messages?.table?.rows).toHaveLength(3)
})

it('[IMPL-03] what has gone into the archive of its month still stands on the person’s page, and no more in the journal', async () => {
  const old = new Date('2031-06-01T07:00:00Z')
  const id = await aMessage('Соколова', 'pair-paused', { dueAt: old, state: 'sent', open: false, sentAt: old, expiresAt: new Date('2031-06-04T07:00:00Z') })
  const page = async () => wordsOf(await curator.page('Person', people['Соколова'] ?? ''))
  expect(await page()).toContain('01.06.2031 в 10:00')
  expect(await panel.services.deliveries.archive()).toBe(1)
  expect((await rowsOf('filters.view=all')).map((row) => row['id'])).not.toContain(id)
  expect(await page()).toContain('01.06.2031 в 10:00')
})

it('[IMPL-03] has words for every state, every kind and every reason that the sender may write', () => {
  const texts = loadPanelTexts()
  const words = createFateWords(texts)
  expect(fates.filter((fate) => !texts.maybe(`words.Delivery.state.${fate}`))).toEqual([])
  expect(Object.keys(deliveryKinds).filter((kind) => words.kind(kind as DeliveryKind) === 'Сообщение')).toEqual([])
  const sources = listCode().filter(({ path }) => /^src\/(jobs|messenger|modules\/deliveries|db\/restore)/.test(path))
  const written = sources.flatMap(({ text }) => [...text.matchAll(/\b(?:code|error|reason): '([a-z-]+)'(?! in)/g)].map(([, code = '']) => code))
  expect(written.length).toBeGreaterThan(5)
  expect([...new Set(written)].filter((code) => reasonOf(code) === 'other')).toEqual([])
  for (const code of [...written, 'server-502', 'refused-400', 'ETIMEDOUT', 'UND_ERR_SOCKET', 'new-code-of-tomorrow']) {
    expect(texts.text(`words.Delivery.reason.${reasonOf(code)}`)).toMatch(/^[А-Я].+\.$/)
  }
})

it('[IMPL-03] what is unknown says what to do, and is sent again with a warning; a digest is not', async () => {
  const [found] = (await curator.list('Delivery', 'filters.view=unknown')).records ?? []
  const id = found?.id ?? ''
  expect(found?.params['why']).toBe('Мессенджер не ответил. Скорее всего дошло; спросите, если важно.')
  const { form } = (await curator.form('Delivery', 'resend', id)) as { form?: { lead: string } }
  expect(form?.lead).toContain('получит его дважды')
  expect((await stranger.send('Delivery', 'resend', id)).notice?.type).not.toBe('success')
  expect((await curator.send('Delivery', 'resend', id)).notice?.type).toBe('success')
  expect((await panel.services.deliveries.get(id))?.state).toBe('pending')
  for (const state of ['unknown', 'failed'] as const) {
    const digest = await aMessage('Соколова', 'digest', { state, open: false, occurrence: state })
    expect((await curator.send('Delivery', 'resend', digest)).notice?.type).not.toBe('success')
  }
})

it('[IMPL-03] the journal names what each message is about, from records as they stand now, and keeps that from the administrator', async () => {
  const text = 'Собрание наставников в пятницу в 15:00'
  const operator = { organisationId: panel.own, personId: null, accountId: 'a'.repeat(24), roles: ['curator' as const], channel: 'panel' as const }
  const draft = must(await panel.services.announcements.draft(operator, panel.own, { text, audience: 'mentees', pairId: null }))
  must(await panel.services.announcements.publish(operator, draft.id))
  const person = encodeURIComponent('петр')
  const about = async (who: Desk) => ((await who.list('Delivery', `filters.view=all&filters.person=${person}`)).records ?? []).map(({ params }) => params['about'])
  expect(await about(curator)).toContain(`Объявление: «${text}»`)
  expect(wordsOf(await curator.page('Person', people['Петрова'] ?? ''))).toContain(`Объявление: «${text}»`)
  const seen = await about(await signedInDesk(panel, 'sysadmin', panel.own))
  expect(seen).toContain('Объявление')
  expect(JSON.stringify(seen)).not.toContain(text)
})

it('[IMPL-03] what was no longer wanted stands only under «Всё»', async () => {
  const id = await aMessage('Петрова', 'row-nudge', { state: 'cancelled', open: false, error: 'cause-gone' })
  const idsOf = async (view: string) => (await curator.list('Delivery', `filters.view=${view}&filters.person=${encodeURIComponent('петр')}`)).records?.map((record) => record.id)
  expect(await idsOf('journal')).not.toContain(id)
  expect(await idsOf('all')).toContain(id)
})

it('[IMPL-03] the administrator of all schools reads the newest page by an index, not by sorting everything', async () => {
  const model = defineDeliveryModel(database.connection)
  const rows = Array.from({ length: 300 }, (_, at) => ({ key: `scan-${at}`, kind: 'row-nudge', organisationId: panel.other, personId: 'x', subject: { type: 'T', id: `${at}` }, occurrence: '-', offset: 'now', class: 'deadline', state: 'sent', open: false, dueAt: new Date('2031-09-01'), nextTryAt: new Date(Date.parse('2031-09-01') + at), createdAt: new Date('2031-09-01') }))
  await model.collection.insertMany(rows)
  for (const scope of [{}, { organisationId: panel.other }]) {
    const plan = (await model.find(scope).sort({ nextTryAt: -1, _id: -1 }).limit(20).explain('executionStats')) as unknown as { executionStats: { totalDocsExamined: number } }
    expect(plan.executionStats.totalDocsExamined).toBeLessThan(60)
  }
})
