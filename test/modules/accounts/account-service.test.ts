import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor, type Actor } from '../../../src/core/actor.js'
import { must } from '../../../src/core/result.js'
import { actorOfAccount } from '../../../src/modules/accounts/account-policy.js'
import { testDatabase, type TestDatabase } from '../../support/database.js'
import { knownPerson, otherOrganisation, ownOrganisation, panelKernel, type PanelKernel } from '../../support/panel-kernel.js'

let database: TestDatabase
let panel: PanelKernel
let administrator: Actor
const command = systemActor('command')

beforeAll(async () => {
  database = await testDatabase()
  panel = panelKernel(database)
  await database.index()
  const first = must(await panel.accounts.ensureFirst(command, { email: 'Admin@School.RU' }))
  if (!first) throw new Error('the first administrator was there already')
  administrator = actorOfAccount(first.account)
})
afterAll(() => database.drop())

const open = (email: string, role: 'curator' | 'head' | 'psychologist' = 'curator') =>
  panel.accounts.create(administrator, { email, role, organisationId: ownOrganisation })

describe('opening', () => {
  it('[IMPL-18] makes the first administrator once, from the settings', async () => {
    expect(must(await panel.accounts.ensureFirst(command, { email: 'second@school.ru' }))).toBeNull()
  })

  it('[IMPL-18] opens a personal account with a password shown once and kept as argon2id only', async () => {
    const opened = must(await panel.accounts.create(administrator, { email: ' Anna@School5.ru ', role: 'curator', organisationId: ownOrganisation, personId: knownPerson }))
    expect(opened.account).toMatchObject({ email: 'anna@school5.ru', role: 'curator', organisationId: ownOrganisation, personId: knownPerson })
    expect(opened.password).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/)
    const stored = await database.connection.collection('accounts').findOne({ email: 'anna@school5.ru' })
    expect(stored?.['passwordHash']).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(JSON.stringify(await panel.accounts.list(administrator))).not.toContain('argon2')
  })

  it('[IMPL-18] gives no two people one login', async () => {
    must(await open('once@school5.ru'))
    expect(await open('ONCE@school5.ru')).toEqual({ ok: false, problem: { code: 'account-email-taken' } })
    const both = await Promise.all([open('race@school5.ru'), open('race@school5.ru')])
    expect(both.filter((result) => result.ok)).toHaveLength(1)
  })

  it.each([
    ['a broken e-mail', { email: 'no mail', role: 'curator', organisationId: ownOrganisation }, 'email-wrong'],
    ['a role without a panel', { email: 'x@y.ru', role: 'mentor', organisationId: ownOrganisation }, 'account-role-unknown'],
    ['no organisation', { email: 'x@y.ru', role: 'head' }, 'account-organisation-missing'],
    ['an unknown organisation', { email: 'x@y.ru', role: 'head', organisationId: '65f000000000000000000099' }, 'organisation-not-found'],
    ['a person of another organisation', { email: 'x@y.ru', role: 'head', organisationId: otherOrganisation, personId: knownPerson }, 'person-not-found'],
  ])('refuses %s', async (_name, input, code) => {
    const refused = await panel.accounts.create(administrator, input as Parameters<typeof panel.accounts.create>[1])
    expect(refused).toEqual({ ok: false, problem: { code } })
  })

  it('[ROLE-05] is refused to everybody but the system administrator', async () => {
    for (const role of ['curator', 'head', 'psychologist'] as const) {
      const actor = actorOfAccount(must(await open(`${role}@plain.ru`, role)).account)
      const refused = await panel.accounts.create(actor, { email: 'x@y.ru', role: 'curator', organisationId: ownOrganisation })
      expect(refused).toEqual({ ok: false, problem: { code: 'forbidden' } })
      expect(await panel.accounts.list(actor)).toEqual([])
    }
  })

  it('[ROLE-16] keeps an administrator of one organisation inside it', async () => {
    const local: Actor = { ...administrator, organisationId: otherOrganisation }
    const foreign = must(await open('foreign@school5.ru')).account
    expect(await panel.accounts.reset(local, foreign.id)).toEqual({ ok: false, problem: { code: 'account-not-found' } })
    expect(await panel.accounts.list(local, { organisationId: ownOrganisation })).toEqual([])
    expect(await panel.accounts.create(local, { email: 'x@y.ru', role: 'sysadmin' })).toMatchObject({ ok: false })
  })
})

describe('life of an account', () => {
  it('[IMPL-18] is reset: the old password and the old sessions end', async () => {
    const { account, password } = must(await open('reset@school5.ru'))
    const fresh = must(await panel.accounts.reset(administrator, account.id))
    expect(fresh.account.sessionEpoch).toBe(account.sessionEpoch + 1)
    expect(await panel.accounts.verify('reset@school5.ru', password, '10.0.0.1')).toMatchObject({ ok: false })
    expect(await panel.accounts.verify('reset@school5.ru', fresh.password, '10.0.0.1')).toMatchObject({ ok: true })
  })

  it('[IMPL-18] is closed and opened again', async () => {
    const { account, password } = must(await open('closed@school5.ru'))
    must(await panel.accounts.close(administrator, account.id))
    expect(await panel.accounts.verify('closed@school5.ru', password, '10.0.0.2')).toEqual({ ok: false, problem: { code: 'login-wrong' } })
    expect(await panel.accounts.close(administrator, account.id)).toMatchObject({ problem: { code: 'account-closed-already' } })
    must(await panel.accounts.reopen(administrator, account.id))
    expect(await panel.accounts.verify('closed@school5.ru', password, '10.0.0.2')).toMatchObject({ ok: true })
  })

  it('keeps the last open administrator', async () => {
    const refused = await panel.accounts.close(administrator, administrator.accountId ?? '')
    expect(refused).toEqual({ ok: false, problem: { code: 'account-last-administrator' } })
  })

  it('[IMPL-05] writes every step to the history, without a password', async () => {
    const { account, password } = must(await open('history@school5.ru'))
    must(await panel.accounts.reset(administrator, account.id))
    must(await panel.accounts.close(administrator, account.id))
    const lines = await panel.audit.list(ownOrganisation, { subject: { type: 'Account', id: account.id } })
    expect(lines.map((line) => line.action).sort()).toEqual(['account-close', 'account-open', 'account-reset'])
    expect(JSON.stringify(lines)).not.toMatch(new RegExp(`argon2|${password}`))
  })
})
