import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../../src/core/result.js'
import type { Actor } from '../../../src/core/actor.js'
import { aSchoolInWork, type Scene } from '../../attack/scene.js'
import { testApp, type TestApp } from '../../support/app.js'

let app: TestApp
let scene: Scene
let curator: Actor
let head: Actor
let schoolId: string

const organisation = async () => {
  const found = await app.services.organisations.get(schoolId)
  if (!found) throw new Error('no school')
  return found
}

beforeAll(async () => {
  app = await testApp()
  scene = await aSchoolInWork(app)
  curator = scene.actors.curator
  head = scene.actors.head
  schoolId = scene.school.id
})
afterAll(() => app.database.drop())

describe('the organisation\'s own words', () => {
  const key = 'pair-why'

  it('[IMPL-26] keeps every former wording of a text, also through a return to ours, and takes one again', async () => {
    const { organisations } = app.services
    must(await organisations.setText(curator, schoolId, key, 'Вот почему: { $why }'))
    app.pass(1)
    must(await organisations.setText(curator, schoolId, key, 'Мы подумали так: { $why }'))
    app.pass(1)
    must(await organisations.resetText(curator, schoolId, key))
    const former = (await organisation()).texts.find((text) => text.key === key)
    expect(former).toMatchObject({ text: null, former: [{ text: 'Вот почему: { $why }' }, { text: 'Мы подумали так: { $why }' }] })
    expect(await organisations.resetText(curator, schoolId, key)).toMatchObject({ problem: { code: 'text-not-changed' } })

    const first = former?.former[0]?.until ?? new Date(0)
    must(await organisations.restoreText(curator, schoolId, key, first))
    expect((await organisation()).texts.find((text) => text.key === key)?.text).toBe('Вот почему: { $why }')
    expect(await organisations.restoreText(curator, schoolId, key, new Date(0))).toMatchObject({ problem: { code: 'text-version-gone' } })
    const [entry] = await app.services.audit.list(schoolId, { pageSize: 1 })
    expect(entry).toMatchObject({ action: 'text-restore', before: { [key]: null }, after: { [key]: 'Вот почему: { $why }' } })
  })

  it('[IMPL-26][DUTY-01] a changed memo keeps codes and clauses of what stayed, is read anew, and comes back whole', async () => {
    const { organisations, duties } = app.services
    const before = (await organisation()).statements.mentorRights
    const [first, second, ...rest] = before.map(({ text }) => text)
    const { sheet } = await duties.sheetOf(schoolId, scene.people.mentor.id, 'mentor')
    must(await duties.acknowledge(scene.actors.mentor, { organisationId: schoolId, personId: scene.people.mentor.id, side: 'mentor', hash: sheet.hash }))
    expect((await duties.sheetOf(schoolId, scene.people.mentor.id, 'mentor')).read).not.toBeNull()

    must(await organisations.setStatements(curator, schoolId, 'mentorRights', [first ?? '', 'Приглашать коллег на свои уроки', ...rest, 'Пить чай с наставляемым', '  ']))
    const after = (await organisation()).statements.mentorRights
    expect(after).toHaveLength(before.length + 1)
    expect(after[0]).toEqual(before[0])
    expect(after[1]).toEqual({ ...before[1], text: 'Приглашать коллег на свои уроки' })
    expect(after.at(-1)).toEqual({ code: 'own-1', text: 'Пить чай с наставляемым', clause: null, proposed: false })
    expect((await duties.sheetOf(schoolId, scene.people.mentor.id, 'mentor')).read).toBeNull()

    const until = (await organisation()).formerStatements.at(-1)?.until ?? new Date(0)
    must(await organisations.restoreStatements(curator, schoolId, 'mentorRights', until))
    expect((await organisation()).statements.mentorRights).toEqual(before)
    expect(second).toBeDefined()
  })

  it.each([[[' ', '']], [Array.from({ length: 41 }, (_, at) => `Право ${at}`)], [['я'.repeat(501)]]])('refuses a memo that nobody could read', async (lines) => {
    expect(await app.services.organisations.setStatements(curator, schoolId, 'menteeDuties', lines)).toMatchObject({ ok: false })
  })

  it('[IMPL-26][CONS-07] lists the versions of a consent and takes a former one again as a new version', async () => {
    const { consents } = app.services
    const [ours] = await consents.versionsOf(schoolId, 'duties')
    must(await consents.publishText(curator, schoolId, 'duties', { title: 'Иное', summary: 'Коротко', text: 'Я, {person}, согласен в {organisation}.' }))
    expect((await consents.previewText(schoolId, { title: 'Т', summary: 'К', text: 'Я согласен в {organisation}.' })).text).toBe(`Я согласен в ${scene.school.name}.`)
    if (!ours) throw new Error('no first version')
    must(await consents.publishText(curator, schoolId, 'duties', ours))
    const versions = await consents.versionsOf(schoolId, 'duties')
    expect(versions.map(({ version }) => version)).toEqual([3, 2, 1])
    expect(versions[0]?.text).toBe(ours.text)
  })
})

describe('a finished year', () => {
  it('[IMPL-06] is closed only when it is over and finished; then papers of its days are refused until the head opens it again', async () => {
    const { organisations, programmes, meetings, requests, pairs, documents, consents } = app.services
    const year = await organisations.currentYear(schoolId)
    if (!year) throw new Error('no year')
    expect(await organisations.closeYear(curator, year.id)).toMatchObject({ problem: { code: 'year-not-over' } })

    app.pass(24 * 360)
    expect(await organisations.closeYear(curator, year.id)).toMatchObject({ problem: { code: 'year-unfinished', params: { programmes: 1, meetings: 1, requests: 2 } } })
    must(await meetings.miss(curator, { meetingId: scene.meeting.id, reason: 'Болел' }))
    must(await requests.answerHelp(scene.actors.mentor, { requestId: scene.help.id, text: 'Поговорили' }))
    must(await pairs.end(curator, { pairId: scene.pair.id, reason: scene.school.dictionaries.endReasons[0]?.code ?? '', side: 'curator', text: 'Год закончился' }))
    expect(await organisations.openWork(year.id)).toEqual({ programmes: 0, meetings: 0, requests: 0 })

    expect(await organisations.closeYear(scene.actors.sysadmin, year.id)).toMatchObject({ problem: { code: 'forbidden' } })
    must(await organisations.closeYear(curator, year.id))
    must(await organisations.closeYear(curator, year.id))
    const closed = { problem: { code: 'year-closed', params: { year: year.title } } }
    const { mentee } = scene.people
    expect(await consents.registerPaper(curator, { personId: mentee.id, kind: 'mentoring', signedOn: '2027-02-01', fileId: null })).toMatchObject(closed)
    expect(await pairs.recordOrder(curator, { pairIds: [scene.proposed.id], number: '99', on: '2027-03-01' })).toMatchObject({ ok: false })
    expect(await documents.recordOrder(curator, { pairIds: [scene.pair.id], number: '99', on: '2027-03-01', fileId: null })).toMatchObject(closed)
    expect(await documents.registerScan(curator, { organisationId: schoolId, title: 'Скан', fileId: 'f', fileName: 'f', on: '2027-03-01' })).toMatchObject(closed)

    expect(await organisations.reopenYear(curator, year.id, 'Нашлась бумага')).toMatchObject({ problem: { code: 'forbidden' } })
    expect(await organisations.reopenYear(head, year.id, '  ')).toMatchObject({ problem: { code: 'reason-missing' } })
    must(await organisations.reopenYear(head, year.id, 'Нашлась бумага'))
    must(await consents.registerPaper(curator, { personId: mentee.id, kind: 'mentoring', signedOn: '2027-02-01', fileId: null }))
    expect((await app.services.audit.list(schoolId, { subject: { type: 'AcademicYear', id: year.id } })).map(({ action, reason }) => [action, reason])).toEqual([['year-reopen', 'Нашлась бумага'], ['year-close', null]])
    const over = await programmes.get(scene.programme.id)
    expect(over?.state).toBe('terminated')
  })

  it('[IMPL-06] leaves a finished programme to be read only: every change is refused, nothing is deleted', async () => {
    const { programmes } = app.services
    const id = scene.programme.id
    const before = await programmes.get(id)
    const target = { programmeId: id, rowId: scene.row.id, menteeId: scene.people.mentee.id }
    const tries = [
      () => programmes.change(curator, id, { goal: 'Иное' }, 'так надо'),
      () => programmes.addRow(curator, id, scene.rowInput, 'так надо'),
      () => programmes.changeRow(curator, { programmeId: id, rowId: scene.row.id, patch: { need: 'Иное' }, reason: 'так надо' }),
      () => programmes.removeRow(curator, { programmeId: id, rowId: scene.row.id }),
      () => programmes.accept(curator, target),
      () => programmes.returnRow(curator, { ...target, comment: 'Иначе' }),
      () => programmes.release(curator, { ...target, reason: 'Не нужно' }),
      () => programmes.report(curator, { ...target, text: 'Готово', fileIds: [] }),
      () => programmes.show(curator, id),
      () => programmes.approve(head, id),
    ]
    for (const attempt of tries) expect(await attempt()).toMatchObject({ ok: false })
    expect(await programmes.get(id)).toEqual(before)
  })

  it('[IMPL-06] serves as the model of a new plan: rows without marks, terms as far from the beginning as there', async () => {
    const { programmes, pairs, people } = app.services
    const { otherMentor, otherMentee } = scene.people
    for (const person of [otherMentor, otherMentee]) must(await pairs.answer(app.operator, { pairId: scene.proposed.id, personId: person.id, answer: 'agreed' }))
    expect(await programmes.draft(curator, scene.proposed.id, 'ffffffffffffffffffffffff')).toMatchObject({ problem: { code: 'programme-not-found' } })
    const draft = must(await programmes.draft(curator, scene.proposed.id, scene.programme.id))
    const model = await programmes.get(scene.programme.id)
    expect(draft.rows.map(({ measures }) => measures)).toEqual(model?.rows.map(({ measures }) => measures))
    expect(draft.rows.every(({ marks }) => marks.length === 1 && marks[0]?.menteeId === otherMentee.id && marks[0].state === 'open')).toBe(true)
    const days = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
    expect(days(draft.startsOn, draft.rows[0]?.finalOn ?? '')).toBe(days(model?.startsOn ?? '', model?.rows[0]?.finalOn ?? ''))
    expect(await people.get(otherMentee.id)).not.toBeNull()
  })
})
