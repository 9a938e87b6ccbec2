import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import ICAL from 'ical.js'
import pino from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { must } from '../../../src/core/result.js'
import { createCalendarRoute } from '../../../src/http/calendar-route.js'
import { closeServer, createHttp, listen } from '../../../src/http/create-http.js'
import type { StaffRole } from '../../../src/modules/accounts/account.js'
import { actorOfAccount } from '../../../src/modules/accounts/account-policy.js'
import { testApp, type TestApp } from '../../support/app.js'
import { aSchoolInWork, type Scene } from '../../attack/scene.js'
import { hostileStrings } from '../../support/hostile-strings.js'

let app: TestApp
let own: Scene
let foreign: Scene
let server: Server
let url: string
let minutes = 0
let made = 0

/** Each test begins with fresh counts of tries. */
const later = () => void (minutes += 11)

beforeAll(async () => {
  app = await testApp()
  own = await aSchoolInWork(app)
  foreign = await aSchoolInWork(app)
  const calendar = createCalendarRoute({ read: app.services.calendar.read, now: () => minutes * 60_000 })
  server = await listen(createHttp({ log: pino({ level: 'silent' }), checks: {}, metrics: [], calendar }), '127.0.0.1', 0)
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}, 60_000)
afterAll(async () => {
  await closeServer(server)
  await app.database.drop()
})

/** A login of the school, as the panel's requests act for it. */
async function anAccount(scene: Scene, role: StaffRole = 'curator', personId: string | null = null) {
  made += 1
  const { account } = must(await app.services.accounts.create(app.operator, { email: `${role}${made}@calendar.example`, role, organisationId: scene.school.id, ...(personId ? { personId } : {}) }))
  return { account, actor: actorOfAccount(account) }
}

async function anAddress(scene: Scene, role: StaffRole = 'curator') {
  const { account, actor } = await anAccount(scene, role)
  const { secret } = must(await app.services.calendar.subscribe(actor, 'all'))
  return { account, actor, secret }
}

const fetched = (secret: string) => fetch(`${url}/calendar/${secret}.ics`)

/** Events of a file, by a reader that throws at what is not one. */
function eventsOf(file: string): ICAL.Event[] {
  const calendar = new ICAL.Component(ICAL.parse(file) as never)
  expect(calendar.name).toBe('vcalendar')
  return calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event))
}

async function eventOf(secret: string, meetingId: string): Promise<ICAL.Event> {
  const event = eventsOf(await (await fetched(secret)).text()).find(({ uid }) => uid.startsWith(meetingId))
  if (!event) throw new Error('the meeting is not in the file')
  return event
}

const statusOf = (event: ICAL.Event) => String(event.component.getFirstPropertyValue('status'))

it('[MAP-13] a calendar reads who meets, when and where, in UTC; moved and called off it is the same event with a greater number', async () => {
  const { secret } = await anAddress(own)
  const set = must(await app.services.meetings.set(own.actors.mentor, { pairId: own.pair.id, kind: own.meeting.kind, startsAt: new Date('2026-10-01T09:00:00Z'), place: 'каб. 204; "верх", \\лево', minutes: 40 }))
  const first = await eventOf(secret, set.id)
  expect(first.summary).toBe('Встреча пары: Анна Сергеевна и Анна Сергеевна')
  expect(first.location).toBe('каб. 204; "верх", \\лево')
  expect([first.startDate.toJSDate().toISOString(), first.endDate.toJSDate().toISOString()]).toEqual(['2026-10-01T09:00:00.000Z', '2026-10-01T09:40:00.000Z'])
  expect(first.startDate.zone).toBe(ICAL.Timezone.utcTimezone)
  expect(statusOf(first)).toBe('CONFIRMED')

  must(await app.services.meetings.move(own.actors.mentor, { meetingId: set.id, startsAt: new Date('2026-10-02T10:00:00Z') }))
  const moved = await eventOf(secret, set.id)
  must(await app.services.meetings.cancel(own.actors.mentor, { meetingId: set.id, reason: 'заболела, давление' }))
  const off = await eventOf(secret, set.id)
  expect([moved.uid, off.uid]).toEqual([first.uid, first.uid])
  expect(moved.sequence).toBeGreaterThan(first.sequence)
  expect(off.sequence).toBeGreaterThan(moved.sequence)
  expect(statusOf(off)).toBe('CANCELLED')
  expect(moved.startDate.toJSDate().toISOString()).toBe('2026-10-02T10:00:00.000Z')
})

it('[MAP-13] nothing of what a pair works on is in the file: no difficulty, topic, reason, link or phone, and no name where the school is strict', async () => {
  later()
  const { secret } = await anAddress(own)
  await app.services.people.update(app.operator, own.people.mentee.id, { phone: '+79001234567' })
  must(await app.services.meetings.set(own.actors.mentor, { pairId: own.pair.id, kind: own.meeting.kind, startsAt: new Date('2026-10-05T09:00:00Z'), link: 'https://meet.example/room?pwd=1', topic: 'Усталость и конфликт с классом', rowIds: [own.row.id] }))
  const file = (await (await fetched(secret)).text()).replace(/\r\n /g, '')
  for (const kept of ['Усталость', 'давление', 'meet.example', 'pwd', '79001234567', own.row.need, own.row.measures, 'Орлова', 'Петрова']) expect(file).not.toContain(kept)
  must(await app.services.organisations.saveSettings(app.operator, own.school.id, { chatPrivacy: 'strict' }))
  const strict = eventsOf(await (await fetched(secret)).text())
  must(await app.services.organisations.saveSettings(app.operator, own.school.id, { chatPrivacy: 'normal' }))
  expect(new Set(strict.map(({ summary }) => summary))).toEqual(new Set(['Встреча пары']))
  expect(strict.every(({ location }) => !location)).toBe(true)
})

it('[MAP-13] «my pairs» holds the meetings of the pairs whom the curator leads, and another school none of ours', async () => {
  later()
  const mine = await anAccount(own, 'curator', own.people.curator.id)
  const all = eventsOf(must(await app.services.calendar.download(mine.actor, 'all')))
  expect(all.some(({ uid }) => uid.startsWith(own.meeting.id))).toBe(true)
  const led = await app.services.pairs.list(own.school.id, { curatorId: own.people.curator.id })
  const ofMine = eventsOf(must(await app.services.calendar.download(mine.actor, 'mine')))
  expect(ofMine.length).toBe(led.some(({ id }) => id === own.pair.id) ? all.length : 0)
  const stranger = await anAccount(own, 'curator', own.people.head.id)
  expect(eventsOf(must(await app.services.calendar.download(stranger.actor, 'mine')))).toEqual([])
  const other = await anAddress(foreign)
  const theirs = await (await fetched(other.secret)).text()
  expect(theirs).toContain(foreign.meeting.id)
  expect(theirs).not.toContain(own.meeting.id)
})

it('[MAP-13] the secret is 256 bits told once: only its hash is kept, the history knows of it without it', async () => {
  later()
  const { actor, account, secret } = await anAddress(own)
  expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/)
  const { db } = app.database.connection
  for (const { name } of (await db?.listCollections().toArray()) ?? []) expect(JSON.stringify(await db?.collection(name).find().toArray()), name).not.toContain(secret)
  const noted = await app.services.audit.list(own.school.id, { subject: { type: 'Account', id: account.id } })
  expect(noted.map(({ action }) => action)).toContain('calendar-subscribe')
  expect(await app.services.calendar.linkOf(actor)).toMatchObject({ scope: 'all', lastUsedAt: null })
  const answer = await fetched(secret)
  expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  expect(answer.headers.get('cache-control')).toBe('private, max-age=900')
  expect((await app.services.calendar.linkOf(actor))?.lastUsedAt).toEqual(app.clock.now())
})

it('[MAP-13] an address ends: renewed, revoked, with the account, its role or its sessions; unknown and former ones look alike', async () => {
  later()
  const { services, operator } = app
  const unknown = await fetched('A'.repeat(43))
  const plain = await unknown.text()
  expect([unknown.status, unknown.headers.get('content-type')]).toEqual([404, 'text/plain; charset=utf-8'])
  const ended = async (secret: string, why: string) => {
    const answer = await fetched(secret)
    expect([answer.status, await answer.text()], why).toEqual([404, plain])
  }
  const renewed = await anAddress(own)
  const { secret: fresh } = must(await services.calendar.subscribe(renewed.actor, 'all'))
  await ended(renewed.secret, 'renewed')
  expect((await fetched(fresh)).status).toBe(200)
  must(await services.calendar.unsubscribe(renewed.actor))
  await ended(fresh, 'revoked')
  expect(await services.calendar.unsubscribe(renewed.actor)).toMatchObject({ ok: false, problem: { code: 'calendar-not-found' } })

  const closed = await anAddress(own)
  must(await services.accounts.close(operator, closed.account.id))
  await ended(closed.secret, 'closed')
  must(await services.accounts.reopen(operator, closed.account.id))
  await ended(closed.secret, 'opened again')
  expect(await services.calendar.linkOf(closed.actor)).toBe(null)

  const moved = await anAddress(own)
  must(await services.accounts.changeRole(operator, moved.account.id, 'psychologist'))
  await ended(moved.secret, 'another role')
  for (const role of ['psychologist', 'council', 'sysadmin'] as const) {
    const { actor } = await anAccount(own, role)
    expect(await services.calendar.subscribe(actor, 'all'), role).toMatchObject({ ok: false, problem: { code: 'not-allowed' } })
    expect(await services.calendar.download(actor, 'all'), role).toMatchObject({ ok: false })
  }
})

it('[MAP-13] guessing is shut after twenty tries, reading too often after thirty', async () => {
  later()
  const { secret } = await anAddress(own)
  const wrong = ['', '.ics', 'x', `${secret}x`, secret.slice(1), secret.toUpperCase(), secret.toLowerCase(), '..%2f..%2fetc%2fpasswd', `${secret}%00`, '[$ne]', '%D0%B0'.repeat(43), 'a'.repeat(3_000)]
  const statuses = []
  for (const guess of wrong) statuses.push((await fetched(guess)).status)
  expect(new Set(statuses)).toEqual(new Set([404]))
  for (let tried = wrong.length; tried < 20; tried += 1) await fetched('B'.repeat(43))
  const shut = await fetched('C'.repeat(43))
  expect([shut.status, shut.headers.get('retry-after')]).toEqual([429, '600'])
  expect((await fetched(secret)).status, 'who knows the address is not kept out by a guesser of the same network').toBe(200)
  later()
  const read = []
  for (let times = 0; times < 31; times += 1) read.push((await fetched(secret)).status)
  expect(read).toEqual([...Array<number>(30).fill(200), 429])
})

it('[MAP-13] names and places that hurt what trusts them are still one event each (S14)', async () => {
  later()
  const { secret } = await anAddress(foreign)
  const { pair, meeting, actors } = foreign
  const places = hostileStrings.filter((text) => text.trim() !== '' && text.length < 200).filter((_, at) => at % 4 === 0)
  const { Meeting } = app.database.connection.models
  const stored = await Meeting?.findById(meeting.id).lean<Record<string, unknown>>()
  await Meeting?.insertMany(places.map((place, at) => ({ ...stored, _id: undefined, place, startsAt: new Date(Date.parse('2026-11-02T08:00:00Z') + at * 3_600_000) })))
  await app.services.people.update(actors.curator, foreign.people.mentee.id, { name: 'Анна\r\nEND:VEVENT' })
  const text = await (await fetched(secret)).text()
  const events = eventsOf(text)
  expect(events.length).toBe(places.length + 1)
  expect(events.every(({ uid, summary }) => /^[0-9a-f]{24}@nastavnik$/.test(uid) && summary.startsWith('Встреча пары'))).toBe(true)
  expect(text.match(/^BEGIN:VEVENT\r$/gm)?.length).toBe(places.length + 1)
  expect(pair.id).not.toBe(own.pair.id)
})
