import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../../src/core/result.js'
import { finalStates, unreachableStates } from '../../../src/core/transitions.js'
import { invitationTransitions, parseBirthday } from '../../../src/modules/invitations/invitation.js'
import { heavy } from '../../support/database.js'
import { aChat, aPerson, aSchool, testApp, type School, type TestApp } from '../../support/app.js'

let app: TestApp
let school: School
const tokenOf = (link: string) => new URL(link).searchParams.get('start') ?? ''

beforeAll(async () => {
  app = await testApp()
  school = await aSchool(app)
})
afterAll(() => app.database.drop())

async function invite(facts = {}) {
  const person = await aPerson(app, school, ['mentee'], facts)
  const issued = must(await app.services.invitations.issue(app.operator, { personId: person.id }))
  return { person, issued, token: tokenOf(issued.link) }
}

describe('one-time links', () => {
  it('[IMPL-04][S11] makes a link of 32 random bytes and stores only its hash', async () => {
    const { issued, token } = await invite()
    expect(issued.link).toMatch(/^https:\/\/t\.me\/nastavnik_bot\?start=[\w-]{43}$/)
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    const stored = await app.database.connection.collection('invitations').find().toArray()
    expect(JSON.stringify(stored)).not.toContain(token)
    const history = await app.database.connection.collection('auditentries').find().toArray()
    expect(JSON.stringify(history)).not.toContain(token)
  })

  it('[DATA-07] shows initials and organisation only, before the person has confirmed', async () => {
    const { token } = await invite({ birthOn: '2001-03-07', phone: '+79123456789' })
    expect(must(await app.services.invitations.look(token))).toEqual({
      initials: 'П. А. С.', organisationName: school.shortName, organisationId: school.id, role: 'mentee', asksBirthday: true,
    })
  })

  it('[IMPL-04][S11] goes on for the same chat when the update is handled again, and for no other', async () => {
    const { token } = await invite()
    const telegramId = aChat()
    must(await app.services.invitations.accept(token, { telegramId }))
    expect((await app.services.invitations.accept(token, { telegramId })).ok).toBe(true)
    expect(await app.services.invitations.accept(token, { telegramId: aChat() })).toMatchObject({ problem: { code: 'invitation-used' } })
  })

  it('[IMPL-04][S11] dies after five wrong birthdays and tells the curator, once', async () => {
    const curator = await aPerson(app, school, ['curator'], { surname: 'Орлова' })
    const { token, issued } = await invite({ birthOn: '2001-03-07' })
    const telegramId = aChat()
    const codes: string[] = []
    for (const birthday of ['01.01', '02.01', '03.01', '04.01', '05.01', '07.03']) {
      const tried = await app.services.invitations.accept(token, { telegramId, birthday })
      codes.push(tried.ok ? 'in' : tried.problem.code)
    }
    expect(codes).toEqual(['birthday-wrong', 'birthday-wrong', 'birthday-wrong', 'birthday-wrong', 'invitation-dead', 'invitation-dead'])
    const told = await app.services.deliveries.list(school.id, { personId: curator.id, kinds: ['invitation-dead'] })
    expect(told.map(({ subject }) => subject.id)).toEqual([issued.invitationId])
  })

  it('[IMPL-04][S11] is guessed by nobody: random tokens, neighbours of a good one, and things that are no token', async () => {
    const { token, person } = await invite()
    const neighbours = [...token].map((sign, at) => token.slice(0, at) + (sign === 'A' ? 'B' : 'A') + token.slice(at + 1)).filter((other) => !Buffer.from(other, 'base64url').equals(Buffer.from(token, 'base64url')))
    const random = Array.from({ length: 200 }, () => randomBytes(32).toString('base64url'))
    const strange = ['', token.toUpperCase(), token.slice(0, -1), `${token}=`, `${token} `, '.*', 'a'.repeat(100_000)]
    for (const guess of [...neighbours, ...random, ...strange]) {
      expect((await app.services.invitations.look(guess)).ok).toBe(false)
      expect((await app.services.invitations.accept(guess, { telegramId: aChat() })).ok).toBe(false)
    }
    expect((await app.services.people.get(person.id))?.telegramId).toBeNull()
    expect((await app.services.invitations.look(token)).ok).toBe(true)
  })

  it('[IMPL-04][S11] forwarded to somebody else it stops at the second datum and ties no chat', async () => {
    const { token, person } = await invite({ birthOn: '2001-03-07' })
    expect(await app.services.invitations.accept(token, { telegramId: aChat() })).toMatchObject({ ok: false, problem: { code: 'birthday-wrong' } })
    expect((await app.services.people.get(person.id))?.telegramId).toBeNull()
  })

  it('[IMPL-04] takes the right birthday as people write it', async () => {
    const { token, person } = await invite({ birthOn: '2001-03-07' })
    expect((await app.services.invitations.accept(token, { telegramId: aChat(), birthday: '7.3' })).ok).toBe(true)
    expect((await app.services.people.get(person.id))?.linkedAt).not.toBeNull()
    expect(['07.03', '7/3', ' 07-03-2001 '].map(parseBirthday)).toEqual(['03-07', '03-07', '03-07'])
    expect(['31.02', '7', 'март', '13.13'].map(parseBirthday)).toEqual([null, null, null, null])
  })

  it('[IMPL-04][S11] ends with its hours, and an earlier link ends with a new one', async () => {
    const { token, person } = await invite()
    const again = must(await app.services.invitations.issue(app.operator, { personId: person.id }))
    expect(await app.services.invitations.look(token)).toMatchObject({ problem: { code: 'invitation-revoked' } })
    app.pass(73)
    expect(await app.services.invitations.accept(tokenOf(again.link), { telegramId: aChat() })).toMatchObject({ problem: { code: 'invitation-expired' } })
  })

  it('[IMPL-04] relinks by a new link: the former chat is untied and told', async () => {
    const { token, person } = await invite()
    const [former, fresh] = [aChat(), aChat()]
    must(await app.services.invitations.accept(token, { telegramId: former }))
    const again = must(await app.services.invitations.issue(app.operator, { personId: person.id }))
    must(await app.services.invitations.accept(tokenOf(again.link), { telegramId: fresh }))
    expect((await app.services.people.get(person.id))?.telegramId).toBe(fresh)
    const [told] = await app.services.deliveries.list(school.id, { personId: person.id, kinds: ['link-replaced'] })
    expect(told?.params).toEqual({ telegramId: String(former) })
  })

  it('[IMPL-04] refuses a chat that is somebody else\'s and keeps the link usable', async () => {
    const first = await invite()
    const telegramId = aChat()
    must(await app.services.invitations.accept(first.token, { telegramId }))
    const second = await invite()
    expect(await app.services.invitations.accept(second.token, { telegramId })).toMatchObject({ problem: { code: 'telegram-taken' } })
    expect((await app.services.invitations.accept(second.token, { telegramId: aChat() })).ok).toBe(true)
  })

  it('[IMPL-04] is issued by curators and administrators of the same organisation only', async () => {
    const person = await aPerson(app, school, ['mentee'])
    const other = await aSchool(app)
    const tries = [school.as(null, 'council'), other.as(null, 'curator'), school.as(person, 'mentee')]
    for (const actor of tries) expect(await app.services.invitations.issue(actor, { personId: person.id })).toMatchObject({ ok: false })
    expect((await app.services.invitations.issue(school.as(null, 'curator'), { personId: person.id })).ok).toBe(true)
    expect(await app.services.invitations.issue(app.operator, { personId: person.id, role: 'mentor' })).toMatchObject({ problem: { code: 'role-not-held' } })
  })

  it('reaches every state, and leaves none of the last ones', () => {
    expect(unreachableStates(invitationTransitions, 'open')).toEqual([])
    expect(finalStates(invitationTransitions)).toEqual(['used', 'revoked', 'dead', 'expired'])
  })
})

heavy('a link under load', () => {
  it('[IMPL-04][S11] lets exactly one of 1,000 parallel tries in', async () => {
    const { person, token } = await invite()
    const chats = Array.from({ length: 1_000 }, aChat)
    const outcomes = await Promise.all(chats.map((telegramId) => app.services.invitations.accept(token, { telegramId })))
    const winners = chats.filter((_, at) => outcomes[at]?.ok)
    expect(winners).toHaveLength(1)
    expect(outcomes.filter((outcome) => !outcome.ok).every((outcome) => !outcome.ok && outcome.problem.code === 'invitation-used')).toBe(true)
    expect((await app.services.people.get(person.id))?.telegramId).toBe(winners[0])
  })

  it('[IMPL-25] a curator’s link ties no other chat to somebody who decides; the head’s does, and the first tie is the curator’s', async () => {
    const { invitations, people } = app.services
    const other = await aPerson(app, school, ['curator'], { surname: 'Дорофеев' })
    const curator = school.as(other, 'curator')
    const person = await aPerson(app, school, ['mentor', 'psychologist'])
    const first = must(await invitations.issue(curator, { personId: person.id, role: 'mentor' }))
    const own = aChat()
    must(await people.giveRole(app.operator, person.id, { role: 'mentee', from: '2026-09-01' }))
    const spare = must(await invitations.issue(curator, { personId: person.id, role: 'mentee' }))
    must(await invitations.accept(tokenOf(first.link), { telegramId: own }))
    expect(await invitations.accept(tokenOf(spare.link), { telegramId: aChat() })).toMatchObject({ problem: { code: 'invitation-revoked' } })
    expect(await invitations.issue(curator, { personId: person.id })).toMatchObject({ problem: { code: 'invitation-guarded' } })
    must(await people.unlink(person.id))
    expect(await invitations.issue(curator, { personId: person.id })).toMatchObject({ problem: { code: 'invitation-guarded' } })
    const byHead = must(await invitations.issue(school.as(null, 'head', 'panel'), { personId: person.id }))
    expect((await invitations.accept(tokenOf(byHead.link), { telegramId: aChat() })).ok).toBe(true)
  })
})
