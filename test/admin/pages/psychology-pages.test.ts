import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor, type Role } from '../../../src/core/actor.js'
import { must } from '../../../src/core/result.js'
import { finalStates, unreachableStates } from '../../../src/core/transitions.js'
import { noteTransitions } from '../../../src/modules/psychology/psychology-note.js'
import { testDatabase, type TestDatabase } from '../../support/database.js'
import { panelWithFiles, signedInDesk, wordsOf, type Desk } from '../../support/panel-pages.js'
import type { TestPanel } from '../../support/panel.js'

const secret = 'Тревожность 24 балла по шкале'
const conclusion = 'Паре подойдут короткие встречи'

let database: TestDatabase
let panel: TestPanel
let psychologist: Desk
let others: Record<'curator' | 'head' | 'sysadmin' | 'council' | 'stranger', Desk>
let mentorId: string
let menteeId: string
let pairId: string
let noteId: string

beforeAll(async () => {
  database = await testDatabase()
  panel = await panelWithFiles(database)
  const { services, own } = panel
  const operator = systemActor('command', own)
  const person = async (surname: string, role: Role) => {
    const { id } = must(await services.people.create(operator, own, { surname, name: 'Анна' }))
    must(await services.people.giveRole(operator, id, { role, from: '2031-09-01' }))
    return id
  }
  mentorId = await person('Орлова', 'mentor')
  menteeId = await person('Петрова', 'mentee')
  pairId = must(await services.pairs.propose(operator, { mentorId, menteeIds: [menteeId], form: 'teacher_teacher', kinds: ['traditional'] })).id
  psychologist = await signedInDesk(panel, 'psychologist', own)
  others = {
    curator: await signedInDesk(panel, 'curator', own),
    head: await signedInDesk(panel, 'head', own),
    sysadmin: await signedInDesk(panel, 'sysadmin', own),
    council: await signedInDesk(panel, 'council', own),
    stranger: await signedInDesk(panel, 'psychologist', panel.other),
  }
})
afterAll(async () => {
  await panel.close()
  await database.drop()
})

const fields = () => ({ kind: 'compatibility', on: '2031-09-15', pairId, testName: 'Методика совместимости', details: secret, conclusion })

it('[ROLE-08] has a sound life of a note', () => {
  expect(unreachableStates(noteTransitions, 'asked')).toEqual([])
  expect(finalStates(noteTransitions)).toEqual(['released'])
})

it('[ROLE-08] the psychologist, or whoever has the role instead, writes a test down; a form refuses at the field', async () => {
  expect((await psychologist.send('PsychologyNote', 'note', null, { ...fields(), testName: '' })).errors).toHaveProperty('testName')
  expect((await psychologist.send('PsychologyNote', 'note', null, { ...fields(), on: '2031-09-20' })).errors).toHaveProperty('on')
  expect((await psychologist.send('PsychologyNote', 'note', null, { ...fields(), pairId: '' })).errors).toHaveProperty('personIds')
  const saved = await psychologist.send('PsychologyNote', 'note', null, fields())
  expect(saved.notice?.type).toBe('success')
  const journal = await psychologist.list('PsychologyNote')
  noteId = journal.records?.[0]?.id ?? ''
  expect(JSON.stringify(journal)).not.toContain(secret)
  const page = wordsOf(await psychologist.page('PsychologyNote', noteId))
  expect(page).toContain(secret)
  expect(page).toContain('Орлова')
})

it('[ROLE-08] [DATA-06] until it is released nothing of a note leaves: list, page, form, search, pair, person, history', async () => {
  for (const [who, desk] of Object.entries(others)) {
    const seen = [
      await desk.list('PsychologyNote'),
      await desk.page('PsychologyNote', noteId),
      await desk.form('PsychologyNote', 'change', noteId),
      await desk.form('PsychologyNote', 'release', noteId),
      await desk.send('PsychologyNote', 'release', noteId),
      await desk.page('Pair', pairId),
      await desk.page('Person', menteeId),
      await desk.list('AuditEntry', 'perPage=100'),
    ]
    const said = JSON.stringify(seen)
    for (const hidden of [secret, conclusion, 'Методика совместимости']) expect(said, who).not.toContain(hidden)
  }
  const entries = await panel.services.audit.list(panel.own, { subject: { type: 'PsychologyNote', id: noteId } })
  expect(entries.length).toBeGreaterThan(0)
  const kept = JSON.stringify(entries)
  for (const hidden of [secret, conclusion, 'Методика', mentorId, menteeId, pairId]) expect(kept).not.toContain(hidden)
  expect((await panel.services.psychology.read({ ...systemActor('job', panel.own) }, noteId))).toBeNull()
})

it('[ROLE-08] [DATA-06] after the press curator and head read the conclusion, and never the details', async () => {
  expect((await psychologist.send('PsychologyNote', 'release', noteId)).notice?.type).toBe('success')
  for (const who of ['curator', 'head'] as const) {
    for (const page of [await others[who].page('Pair', pairId)]) {
      expect(wordsOf(page)).toContain(conclusion)
      expect(wordsOf(page)).not.toContain(secret)
    }
  }
  for (const who of ['council', 'sysadmin', 'stranger'] as const) expect(wordsOf(await others[who].page('Pair', pairId)), who).not.toContain(conclusion)
  const late = await psychologist.send('PsychologyNote', 'change', noteId, { ...fields(), conclusion: 'Другое' })
  expect(late.notice?.type).not.toBe('success')
  expect(wordsOf(await psychologist.page('PsychologyNote', noteId))).toContain(conclusion)
})

it('[ROLE-08] a talk that a mentee asks for waits for the psychologist alone and becomes a note', async () => {
  const { services, own } = panel
  const mentee = { organisationId: own, personId: menteeId, accountId: null, roles: ['mentee' as const], channel: 'bot' as const }
  expect(await services.psychology.askConsultation(mentee, own)).toMatchObject({ ok: false, problem: { code: 'psychologist-none' } })
  const operator = systemActor('command', own)
  const appointed = must(await services.people.create(operator, own, { surname: 'Тихая', name: 'Нина' }))
  must(await services.people.giveRole(operator, appointed.id, { role: 'psychologist', from: '2031-09-01' }))
  must(await services.psychology.askConsultation(mentee, own))
  must(await services.psychology.askConsultation(mentee, own))
  const { asked } = await services.psychology.outlook(own)
  expect(asked.map(({ personId }) => personId)).toEqual([menteeId])
  const told = (await services.deliveries.list(own)).filter(({ kind }) => kind === 'consultation-asked')
  expect(told.map(({ personId, params }) => [personId, params])).toEqual([[appointed.id, {}]])
  const written = await services.audit.list(own, { subject: { type: 'PsychologyNote', id: asked[0]?.id ?? '' } })
  expect(written.map(({ action }) => action)).toEqual(['psychology-ask'])
  expect(JSON.stringify(written)).not.toContain(menteeId)
  expect(JSON.stringify([await others.curator.list('AuditEntry', 'perPage=100'), await others.curator.page('Person', menteeId), await others.curator.list('Delivery', 'perPage=100')])).not.toContain(asked[0]?.id ?? 'none')
  const held = await psychologist.send('PsychologyNote', 'change', asked[0]?.id ?? '', { kind: 'consultation', on: '2031-09-15', personIds: [menteeId], details: secret, conclusion: '' })
  expect(held.notice?.type).toBe('success')
  expect((await services.psychology.outlook(own)).asked).toEqual([])
  expect((await psychologist.send('PsychologyNote', 'release', asked[0]?.id ?? '')).problem).toContain('заключение')
})
