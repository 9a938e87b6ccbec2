import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor, type Role } from '../../../src/core/actor.js'
import { must } from '../../../src/core/result.js'
import { neededConsents } from '../../../src/modules/pairs/pair-rules.js'
import { testDatabase, type TestDatabase } from '../../support/database.js'
import { panelWithFiles, signedInDesk, wordsOf, type Desk } from '../../support/panel-pages.js'
import type { TestPanel } from '../../support/panel.js'

let database: TestDatabase
let panel: TestPanel
let curator: Desk
let stranger: Desk
let pairId: string
let programmeId: string
let mentorId: string
let menteeId: string

const succeeded = (answer: { notice?: { type: string } }) => expect(answer, JSON.stringify(answer)).toMatchObject({ notice: { type: 'success' } })
const refused = (answer: { notice?: { type: string } }) => expect(answer.notice?.type).toBe('error')

async function runningPair(): Promise<void> {
  const { services, own } = panel
  const operator = systemActor('command', own)
  const person = async (surname: string, role: Role) => {
    const { id } = must(await services.people.create(operator, own, { surname, name: 'Анна' }))
    must(await services.people.giveRole(operator, id, { role, from: '2031-09-01' }))
    return id
  }
  mentorId = await person('Орлова', 'mentor')
  menteeId = await person('Петрова', 'mentee')
  const pair = must(await services.pairs.propose(operator, { mentorId, menteeIds: [menteeId], form: 'teacher_teacher', kinds: ['traditional'] }))
  pairId = pair.id
  for (const personId of [mentorId, menteeId]) {
    must(await services.pairs.answer(operator, { pairId, personId, answer: 'agreed' }))
    for (const kind of neededConsents(pair, personId)) {
      must(await services.consents.registerPaper(operator, { personId, kind, pairId: kind === 'duties' ? pairId : null, signedOn: '2031-09-14', fileId: null }))
    }
  }
  must(await services.pairs.recordOrder(operator, { pairIds: [pairId], number: '1', on: '2031-09-15' }))
  programmeId = must(await services.programmes.draft(operator, pairId)).id
  must(await services.programmes.change(operator, programmeId, { goal: 'Цель', directions: ['subject'], endsOn: '2032-01-15' }))
  for (const aim of ['difficulty', 'strength'] as const) {
    must(await services.programmes.addRow(operator, programmeId, { aim, need: aim, measures: 'Урок', mode: 'offline', finalOn: '2031-10-15', result: 'лист' }))
  }
  must(await services.programmes.show(operator, programmeId))
  must(await services.programmes.agree(operator, { programmeId, menteeId }))
  must(await services.programmes.approve(operator, programmeId))
}

async function signIn(): Promise<void> {
  curator = await signedInDesk(panel, 'curator', panel.own)
  stranger = await signedInDesk(panel, 'curator', panel.other)
}

beforeAll(async () => {
  database = await testDatabase()
  panel = await panelWithFiles(database)
  await runningPair()
  await signIn()
})
afterAll(async () => {
  await panel.close()
  await database.drop()
})

it('[MEET-01][IMPL-29] sets, moves and closes a meeting for the mentor, at the hour of the school', async () => {
  const meeting = { pairId, kind: 'planning', startsAt: '2031-09-16T14:30', place: 'каб. 204' }
  refused(await curator.send('Meeting', 'set', null, { ...meeting, startsAt: '2031-09-10T14:30' }))
  refused(await curator.send('Meeting', 'set', null, { ...meeting, place: '' }))
  succeeded(await curator.send('Meeting', 'set', null, meeting))
  const [set] = await panel.services.meetings.listOf(pairId)
  const id = set?.id ?? ''
  expect(set?.startsAt.toISOString()).toBe('2031-09-16T11:30:00.000Z')
  expect(wordsOf(await curator.page('Pair', pairId))).toContain('16.09.2031 14:30')
  refused(await curator.send('Meeting', 'hold', id, { presentIds: [mentorId, menteeId], summary: 'рано' }))
  succeeded(await curator.send('Meeting', 'move', id, { startsAt: '2031-09-17T09:00' }))
  succeeded(await curator.send('Meeting', 'confirm', id, { personId: menteeId }))
  panel.setTime('2031-09-17T08:00:00Z')
  await signIn()
  refused(await stranger.send('Meeting', 'hold', id, { presentIds: [menteeId], summary: 'чужое' }))
  succeeded(await curator.send('Meeting', 'hold', id, { presentIds: [mentorId, menteeId], summary: 'Составили план' }))
  expect(await panel.services.meetings.get(id)).toMatchObject({ state: 'held', summary: 'Составили план' })
  expect((await curator.list('Meeting', `filters.view=held&filters.people=${encodeURIComponent('пет')}`)).records).toHaveLength(1)
  expect(await stranger.page('Meeting', id)).toBeUndefined()
})

it('[REQ-06] lists open requests, and the curator decides a term outside the programme', async () => {
  const mentee = { organisationId: panel.own, personId: menteeId, accountId: null, roles: ['mentee' as const], channel: 'bot' as const }
  // The mentor has no chat here, so the curator is asked at once.
  const { id } = must(await panel.services.requests.askTerm(mentee, { programmeId, rowId: 'r1', menteeId, proposedOn: '2032-02-01', text: 'Болела' }))
  expect((await panel.services.requests.get(id))?.state).toBe('curator')
  expect((await curator.list('Request', 'filters.view=open')).records?.map((record) => record.id)).toEqual([id])
  const page = await curator.page('Request', id)
  for (const words of ['01.02.2032', 'Болела', 'решаете вы']) expect(wordsOf(page)).toContain(words)
  refused(await stranger.send('Request', 'decline', id, { text: '' }))
  succeeded(await curator.send('Request', 'decline', id, { text: 'Сначала продлим программу' }))
  expect(await panel.services.requests.get(id)).toMatchObject({ state: 'declined', answer: 'Сначала продлим программу' })
  expect((await panel.services.programmes.get(programmeId))?.rows[0]?.finalOn).toBe('2031-10-15')
})

it('[DOC-04] keeps a signed paper that came from outside, for its own organisation only', async () => {
  const file = new File([Buffer.from('%PDF-1.4 приказ')], 'приказ.pdf', { type: 'application/pdf' })
  expect((await curator.send('Document', 'attach', null, { title: 'Приказ' })).errors).toHaveProperty('file')
  const kept = await curator.send('Document', 'attach', null, { title: 'Приказ о группе', number: '5', on: '2031-09-15', pairIds: [pairId], file })
  succeeded(kept)
  const id = kept.redirectUrl?.split('/').at(-2) ?? ''
  expect(await (await curator.file(id)).text()).toContain('приказ')
  expect(wordsOf(await curator.page('Pair', pairId))).toContain('Приказ о группе')
  expect((await stranger.file(id)).status).toBe(404)
  expect(await stranger.page('Document', id)).toBeUndefined()
  refused(await curator.send('Document', 'attach', null, { title: 'Программа', file: new File([Buffer.from('MZ…')], 'a.exe') }))
})
