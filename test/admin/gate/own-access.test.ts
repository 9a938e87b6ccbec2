import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { automaticHeader } from '../../../admin/gate/guard.js'
import type { ShownForm } from '../../../admin/actions/form.js'
import type { Page } from '../../../admin/pages/page.js'
import type { Today } from '../../../admin/pages/today.js'
import { systemActor } from '../../../src/core/actor.js'
import { must } from '../../../src/core/result.js'
import { testDatabase, type TestDatabase } from '../../support/database.js'
import { isInside, reachableOwner, signedIn, wordsOn } from '../../support/gate-scene.js'
import { testPanel, visitor, type TestPanel, type Visitor } from '../../support/panel.js'
import { deskOf } from '../../support/panel-pages.js'

let database: TestDatabase
let panel: TestPanel
let minutes = 0
const command = systemActor('command')

beforeAll(async () => {
  database = await testDatabase()
  panel = await testPanel(database)
})
beforeEach(() => {
  minutes += 40
  panel.setTime(new Date(Date.UTC(2031, 8, 15, 9, minutes)).toISOString())
})
afterAll(async () => {
  await panel.close()
  await database.drop()
})

const later = (amount: number) => panel.setTime(new Date(panel.clock.now().getTime() + amount * 60_000).toISOString())
const accessPage = async (who: Visitor) => (await (await who.get('/admin/api/pages/access')).json()) as Page
const good = 'сирень поёт в пять утра'

describe('the own password', () => {
  it('[IMPL-18][S5] is changed after the old one; this session goes on under a new id, the others end', async () => {
    const { account, who } = await signedIn(panel)
    const other = visitor(panel.url)
    await other.signIn(account)
    const before = who.cookie
    const wrong = await who.post('/admin/access/password', { password: 'guess', fresh: good })
    expect([wrong.status, await wordsOn(wrong)]).toEqual([422, expect.stringContaining('Прежний пароль не подходит')])
    const changed = await who.post('/admin/access/password', { password: account.password, fresh: good })
    expect([changed.status, await wordsOn(changed)]).toEqual([200, expect.stringContaining('Пароль сменён')])
    expect(who.cookie).not.toBe(before)
    expect(await Promise.all([who, other, Object.assign(visitor(panel.url), { cookie: before })].map(isInside))).toEqual([true, false, false])
    expect((await visitor(panel.url).signIn(account)).status).toBe(401)
    expect((await visitor(panel.url).signIn({ ...account, password: good })).status).toBe(303)
  })

  it.each([
    ['short', 'семь слов', 'слишком короткий'],
    ['common', 'qwerty123456', 'легко угадать'],
    ['the e-mail', 'curator.school5', 'легко угадать'],
    ['the old one', '', 'прежний пароль'],
  ])('[IMPL-18] is refused when it is %s', async (_name, fresh, words) => {
    const { account, who } = await signedIn(panel)
    const refused = await who.post('/admin/access/password', { password: account.password, fresh: fresh || account.password })
    expect([refused.status, await wordsOn(refused)]).toEqual([422, expect.stringContaining(words)])
    expect((await visitor(panel.url).signIn(account)).status).toBe(303)
  })

  it('[IMPL-18][S7] is guessed ten times at most inside an open session', async () => {
    const { account, who } = await signedIn(panel)
    const statuses = []
    for (let at = 0; at < 12; at += 1) statuses.push((await who.post('/admin/access/password', { password: `guess ${at}`, fresh: good })).status)
    expect(statuses.filter((status) => status === 422)).toHaveLength(10)
    expect((await who.post('/admin/access/password', { password: account.password, fresh: good })).status).toBe(429)
  })
})

describe('the page of the own login', () => {
  it('[IMPL-18] tells whose it is, how it is guarded, and where it was used last', async () => {
    const owner = await reachableOwner(panel)
    const who = visitor(panel.url)
    await who.post('/admin/login', owner, { 'user-agent': 'Mozilla/5.0 (Linux; Android 14) Chrome/140 Mobile Safari/537.36' })
    const words = JSON.stringify(await accessPage(who))
    for (const said of [owner.email, 'Орлова Марина Викторовна', 'по паролю', 'телефон, Chrome', '127.0.0.1', 'Получить ссылку в Телеграме', '15.09.2031']) expect(words).toContain(said)
  })

  it('[IMPL-18][S5] «leave everywhere» ends every session, this one too, and the browsers are strangers again', async () => {
    const { account, who } = await signedIn(panel)
    const other = visitor(panel.url)
    await other.signIn(account)
    expect((await who.post('/admin/access/leave')).headers.get('location')).toBe('/admin/login')
    expect(await Promise.all([who, other].map(isInside))).toEqual([false, false])
    expect((await database.connection.collection('accounts').findOne({ email: account.email }))?.['devices']).toEqual([])
  })
})

describe('a known browser', () => {
  it('[IMPL-18][S7] lets its owner in while strangers are throttled, is counted itself, and can be forged by nobody', async () => {
    const { account, who } = await signedIn(panel)
    await who.post('/admin/logout')
    const stranger = visitor(panel.url)
    for (let at = 0; at < 10; at += 1) await stranger.signIn({ ...account, password: `guess ${at}` })
    expect((await stranger.signIn(account)).status).toBe(429)
    const forged = visitor(panel.url)
    forged.cookie = who.cookie.replace(/(nastavnik-device=.)[^.]+/, '$1orged')
    expect((await forged.signIn(account)).status).toBe(429)
    const { who: neighbour } = await signedIn(panel)
    expect((await neighbour.signIn(account)).status).toBe(429)
    expect((await who.signIn(account)).status).toBe(303)

    const stolen = visitor(panel.url)
    stolen.cookie = who.cookie.split('; ').filter((pair) => pair.startsWith('nastavnik-device')).join()
    const statuses = []
    for (let at = 0; at < 12; at += 1) statuses.push((await stolen.signIn({ ...account, password: `guess ${at}` })).status)
    expect(statuses.filter((status) => status === 401)).toHaveLength(10)
  })
})

describe('sessions', () => {
  it('[IMPL-18][S5] a look that the page takes by itself keeps nobody signed in', async () => {
    const { who } = await signedIn(panel)
    for (const minute of [10, 20, 29]) {
      later(minute === 10 ? 10 : minute === 20 ? 10 : 9)
      expect((await who.get('/admin/api/dashboard', { [automaticHeader]: '1' })).status).toBe(200)
    }
    later(2)
    expect((await who.get('/admin/api/dashboard', { [automaticHeader]: '1' })).status).toBe(401)
  })

  it('[IMPL-18][S5] end when the role is changed, and the next one has the new rights', async () => {
    const administrator = await signedIn(panel, 'sysadmin')
    const { account, who } = await signedIn(panel)
    const before = who.cookie
    const desk = deskOf(administrator.who)
    expect((await desk.send('Account', 'changeRole', account.id, { role: 'curator' })).problem).toContain('уже эта роль')
    expect((await desk.send('Account', 'changeRole', account.id, { role: 'sysadmin' })).notice?.type).toBe('success')
    expect(await isInside(who)).toBe(false)
    await who.signIn(account)
    expect(who.cookie).not.toBe(before)
    expect((await deskOf(who).list('Account')).records?.length).toBeGreaterThan(0)
    expect((await desk.send('Account', 'changeRole', administrator.account.id, { role: 'curator' })).notice?.type).toBe('error')
  })

  it('[IMPL-18] a request that ends late brings no session back that was ended meanwhile', async () => {
    const { who } = await signedIn(panel)
    later(3)
    const [late] = await Promise.all([who.get('/admin/api/dashboard'), who.post('/admin/logout')])
    expect([200, 401]).toContain(late.status)
    expect(await isInside(who)).toBe(false)
  })
})

describe('an account', () => {
  it('[IMPL-18][ROLE-05] is opened for a person of its organisation; nameless only when nobody fits', async () => {
    const { who } = await signedIn(panel, 'sysadmin')
    const desk = deskOf(who)
    const owner = await reachableOwner(panel, 'head')
    const fields = { email: 'anna@school5.ru', role: 'head', organisationId: panel.own }
    const form = await desk.form('Account', 'open')
    expect(form.form?.fields.find(({ name }) => name === 'personId')?.choices.map(({ value }) => value)).toContain(owner.personId)
    const refused = await desk.send('Account', 'open', null, fields)
    expect(refused.errors?.['personId']).toContain('Укажите, чей это доступ')
    const opened = await desk.send('Account', 'open', null, { ...fields, personId: owner.personId })
    expect(opened.notice?.type).toBe('success')
    expect(await panel.services.accounts.findByEmail(command, fields.email)).toMatchObject({ personId: owner.personId })
    expect((await desk.send('Account', 'open', null, { ...fields, email: 'later@school5.ru', withoutPerson: 'true' })).notice?.type).toBe('success')
    const later = must({ ok: true, value: (await panel.services.accounts.findByEmail(command, 'later@school5.ru')) ?? undefined } as const)
    expect((await desk.send('Account', 'namePerson', later?.id ?? '', { personId: owner.personId })).notice?.type).toBe('success')
  })

  it('[IMPL-18] of another organisation offers its people only, whatever role of the panel they hold, and takes nobody else', async () => {
    const { who } = await signedIn(panel, 'sysadmin')
    const owner = await reachableOwner(panel, 'head')
    const theirs = must(await panel.services.people.create(command, panel.other, { surname: 'Тихая', name: 'Вера' }, 'psychologist'))
    const { form } = (await (await who.get(`/admin/api/resources/Account/actions/open?organisationId=${panel.other}`)).json()) as { form: ShownForm }
    const offered = form.fields.find(({ name }) => name === 'personId')?.choices ?? []
    expect(offered.map(({ value }) => value)).toEqual([theirs.id])
    const fields = { email: 'quiet@school7.ru', role: 'psychologist', organisationId: panel.other }
    expect((await deskOf(who).send('Account', 'open', null, { ...fields, personId: owner.personId })).errors?.['personId']).toContain('из другой организации')
    expect((await deskOf(who).send('Account', 'open', null, { ...fields, personId: theirs.id })).notice?.type).toBe('success')
  })

  it('[DATA-10] without a person reads who sees what by roles; the administrator of all begins his work on the front page', async () => {
    const page = async (who: Visitor) => (await (await who.get('/admin/api/pages/privacy')).json()) as Page
    const [nameless, all] = [await page((await signedIn(panel, 'curator')).who), (await signedIn(panel, 'sysadmin')).who]
    const notes = nameless.sections[0]?.table?.rows.find(({ id }) => id === 'notes')
    expect([nameless.sections.map(({ id }) => id), notes?.cells[1]?.text]).toEqual([['general'], 'Психолог'])
    expect((await page(all)).missing?.join()).toContain('для всей установки')
    const { quick } = (await (await all.get('/admin/api/dashboard')).json()) as Today
    expect(quick.map(({ href }) => href)).toEqual(expect.arrayContaining(['/admin/resources/Organisation/actions/new', '/admin/resources/Account/actions/open']))
  })
})
