import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../../src/core/result.js'
import { canMove, unreachableStates } from '../../../src/core/transitions.js'
import { consentStates, consentTransitions, type ConsentKind } from '../../../src/modules/consents/consent.js'
import type { Person } from '../../../src/modules/people/person.js'
import { aPerson, aSchool, testApp, type School, type TestApp } from '../../support/app.js'

let app: TestApp
let school: School

beforeAll(async () => {
  app = await testApp()
  school = await aSchool(app)
})
afterAll(() => app.database.drop())

async function agree(person: Person, kind: ConsentKind, at: School = school) {
  const { hash } = await app.services.consents.textOf(at.id, kind, person.id)
  return app.services.consents.agree(at.as(person, 'mentee'), { personId: person.id, kind, hash })
}

describe('consents', () => {
  it('[CONS-07] keeps text, version, hash, way and time of what was agreed to', async () => {
    const person = await aPerson(app, school, ['mentee'])
    const shown = await app.services.consents.textOf(school.id, 'personal-data', person.id)
    const consent = must(await agree(person, 'personal-data'))
    expect(consent).toMatchObject({ state: 'given', way: 'button', version: 1, text: shown.text, pairId: null, fileId: null })
    expect(consent.hash).toBe(createHash('sha256').update(`${shown.title}\n${shown.text}`).digest('hex'))
    expect(shown.text).toContain('Петрова Анна Сергеевна')
    expect(shown.text).toContain(school.name)
    expect(shown.text).not.toMatch(/\{\w+\}/)
  })

  it('[CONS-01] [CONS-02] [DOC-07] keeps three separate papers: one consent is not another', async () => {
    const person = await aPerson(app, school, ['mentor'])
    must(await agree(person, 'mentoring'))
    const { has } = app.services.consents
    expect(await Promise.all((['personal-data', 'mentoring', 'duties'] as const).map((kind) => has(person.id, kind)))).toEqual([false, true, false])
  })

  it('[CONS-07] counts the button as readiness only where the organisation wants paper, until the curator registers date and scan', async () => {
    const strict = await aSchool(app, { consentWay: { 'personal-data': 'paper', mentoring: 'paper', duties: 'paper' } })
    const person = await aPerson(app, strict, ['mentee'])
    expect(must(await agree(person, 'personal-data', strict)).state).toBe('declared')
    expect(await app.services.consents.has(person.id, 'personal-data')).toBe(false)
    const curator = strict.as(null, 'curator')
    const scan = must(await app.services.attachments.save(curator, { organisationId: strict.id, ownerPersonId: person.id, name: 'scan.png', mime: 'image/png', content: Buffer.from('89504e470d0a1a0a', 'hex') }))
    const paper = must(await app.services.consents.registerPaper(curator, { personId: person.id, kind: 'personal-data', signedOn: '2026-09-10', fileId: scan.id }))
    expect(paper).toMatchObject({ state: 'given', way: 'paper', signedOn: '2026-09-10', fileId: scan.id, registeredBy: curator.accountId })
    expect(await app.services.consents.has(person.id, 'personal-data')).toBe(true)
    for (const [signedOn, code] of [['2026-09-31', 'date-invalid'], ['2026-10-01', 'date-future']] as const) {
      const input = { personId: person.id, kind: 'duties' as const, signedOn, fileId: null }
      expect(await app.services.consents.registerPaper(curator, input)).toMatchObject({ problem: { code } })
    }
  })

  it('[CONS-08] may be refused and withdrawn at any time; the history keeps every decision', async () => {
    const person = await aPerson(app, school, ['mentee'])
    const actor = school.as(person, 'mentee')
    must(await app.services.consents.refuse(actor, { personId: person.id, kind: 'personal-data' }))
    const given = must(await agree(person, 'personal-data'))
    must(await app.services.consents.withdraw(actor, { consentId: given.id, reason: 'передумала' }))
    expect(await app.services.consents.has(person.id, 'personal-data')).toBe(false)
    must(await agree(person, 'personal-data'))
    const states = (await app.services.consents.listOf(person.id)).map(({ state }) => state)
    expect(states.sort()).toEqual(['given', 'refused', 'withdrawn'])
    const history = await app.services.audit.list(school.id, { subject: { type: 'Consent', id: given.id } })
    expect(history.map(({ action }) => action)).toEqual(['consent-given', 'consent-withdrawn', 'consent-given', 'consent-refused'])
  })

  it.each([['mentee', 'needs'], ['mentor', 'mentor']] as const)('[DATA-01] [CONS-03] closes the questionnaire of a %s until the consent is in force', async (role, kind) => {
    const person = await aPerson(app, school, [role])
    const actor = school.as(person, role)
    expect(await app.services.questionnaires.start(actor, { personId: person.id, kind })).toMatchObject({ problem: { code: 'consent-missing' } })
    must(await agree(person, 'personal-data'))
    expect((await app.services.questionnaires.start(actor, { personId: person.id, kind })).ok).toBe(true)
  })

  it('is harmless when pressed twice, and both presses see one decision', async () => {
    const person = await aPerson(app, school, ['mentee'])
    const [first, second] = await Promise.all([agree(person, 'personal-data'), agree(person, 'personal-data')])
    expect(must(first).state).toBe('given')
    expect(must(second).id).toBe(must(first).id)
    expect(await app.services.consents.listOf(person.id)).toHaveLength(1)
  })

  it('[IMPL-26] asks for the new text after it was changed, and keeps the old one with old consents', async () => {
    const own = await aSchool(app)
    const person = await aPerson(app, own, ['mentee'])
    const before = await app.services.consents.textOf(own.id, 'personal-data', person.id)
    const wording = { title: 'Согласие', summary: 'Коротко.', text: 'Я, {person}, согласна.' }
    const published = must(await app.services.consents.publishText(own.as(null, 'curator'), own.id, 'personal-data', wording))
    expect(published.version).toBe(2)
    const late = await app.services.consents.agree(own.as(person, 'mentee'), { personId: person.id, kind: 'personal-data', hash: before.hash })
    expect(late).toMatchObject({ problem: { code: 'consent-text-changed' } })
    expect(must(await agree(person, 'personal-data', own)).text).toBe('Я, Петрова Анна Сергеевна, согласна.')
  })

  it('[IMPL-29] is decided by the person alone; the curator of the same organisation registers, nobody else', async () => {
    const person = await aPerson(app, school, ['mentee'])
    const other = await aSchool(app)
    const stranger = await aPerson(app, school, ['mentor'])
    const { hash } = await app.services.consents.textOf(school.id, 'duties', person.id)
    const input = { personId: person.id, kind: 'duties' as const }
    for (const actor of [school.as(stranger, 'mentor'), school.as(null, 'curator'), school.as(null, 'head', 'panel')]) {
      expect(await app.services.consents.agree(actor, { ...input, hash })).toMatchObject({ problem: { code: 'not-allowed' } })
    }
    const paper = { ...input, signedOn: '2026-09-10', fileId: null }
    expect(await app.services.consents.registerPaper(other.as(null, 'curator'), paper)).toMatchObject({ ok: false })
    expect(await app.services.consents.registerPaper(school.as(null, 'sysadmin', 'panel'), paper)).toMatchObject({ ok: false })
    expect((await app.services.consents.registerPaper(school.as(null, 'curator'), paper)).ok).toBe(true)
  })

  it('moves only as its table says', () => {
    expect(unreachableStates(consentTransitions, 'declared')).toEqual([])
    const allowed = consentStates.flatMap((from) => consentStates.filter((to) => canMove(consentTransitions, from, to)).map((to) => `${from}→${to}`))
    expect(allowed).toEqual([
      'declared→given', 'declared→refused', 'declared→withdrawn', 'given→withdrawn', 'refused→declared', 'refused→given', 'withdrawn→declared', 'withdrawn→given',
    ])
  })
})
