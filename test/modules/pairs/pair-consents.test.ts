import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../../src/core/result.js'
import { aChatSchool, type ChatSchool } from '../../support/chat-school.js'

let school: ChatSchool
beforeAll(async () => void (school = await aChatSchool()))
afterAll(() => school.stop())

describe('pairs and consents together', () => {
  it('[CONS-08] withdrawing a consent pauses the pair at once, its reminders stop; with the paper it goes on', async () => {
    const { services, as, people } = school
    const { pair, programmeId } = await school.runningProgramme([people.anna.id])
    const duties = must({ ok: true, value: await services.consents.latest(people.anna.id, 'duties', pair.id) })
    must(await services.consents.withdraw(as.anna, { consentId: duties?.id ?? '' }))
    expect(await services.pairs.get(pair.id)).toMatchObject({ state: 'paused', pauseReason: 'consent-withdrawn' })
    expect((await services.programmes.get(programmeId))?.suspendedAt).not.toBeNull()
    const nudges = await services.deliveries.list(school.school.id, { states: ['pending'], kinds: ['row-nudge'] })
    expect(nudges).toEqual([])
    must(await services.consents.registerPaper(as.maria, { personId: people.anna.id, kind: 'duties', pairId: pair.id, signedOn: school.today(), fileId: null }))
    expect((await services.pairs.get(pair.id))?.state).toBe('paused')
    expect(must(await services.pairs.resume(as.maria, pair.id)).state).toBe('active')
    expect((await services.programmes.get(programmeId))?.suspendedAt).toBeNull()
  })

  it('[CONS-02] [DOC-04] giving the last consent moves the pair on by itself; the order is a paper with its hash', async () => {
    const { services, as, people } = school
    const pair = await school.agreedPair([people.vera.id])
    const missing = await services.pairs.missing(pair.id)
    expect(missing.filter(({ what }) => what === 'consent').map(({ kind }) => kind)).toEqual(['duties', 'duties'])
    const text = await services.consents.textOf(school.school.id, 'duties')
    for (const actor of [as.olga, as.vera]) {
      const shown = await services.consents.textOf(school.school.id, 'duties', actor.personId ?? '')
      must(await services.consents.agree(actor, { personId: actor.personId ?? '', kind: 'duties', pairId: pair.id, hash: shown.hash ?? text.hash }))
    }
    expect((await services.pairs.get(pair.id))?.state).toBe('consents')
    const [ordered] = must(await services.pairs.recordOrder(as.maria, { pairIds: [pair.id], number: '77', on: school.today() }))
    const paper = await services.documents.get(ordered?.order?.documentId ?? '')
    expect(paper).toMatchObject({ kind: 'order', number: '77', pairIds: [pair.id], hash: expect.stringMatching(/^[0-9a-f]{64}$/) })
  })
})
