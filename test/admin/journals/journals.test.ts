import ExcelJS from 'exceljs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor, type Role } from '../../../src/core/actor.js'
import { must } from '../../../src/core/result.js'
import type { PagePaper } from '../../../admin/pages/page.js'
import { neededConsents } from '../../../src/modules/pairs/pair-rules.js'
import { testDatabase, type TestDatabase } from '../../support/database.js'
import { testPanel, visitor, type TestPanel, type Visitor } from '../../support/panel.js'

let database: TestDatabase
let panel: TestPanel
const visitors = {} as Record<'curator' | 'head' | 'psychologist' | 'stranger', Visitor>
let pairId: string
let mentorId: string
let menteeId: string

async function aPairAtWork(): Promise<void> {
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
  for (const personId of [mentorId, menteeId]) {
    const pair = must(await services.pairs.answer(operator, { pairId, personId, answer: 'agreed' }))
    for (const kind of neededConsents(pair, personId)) must(await services.consents.registerPaper(operator, { personId, kind, pairId: kind === 'duties' ? pairId : null, signedOn: '2031-09-14', fileId: null }))
  }
  must(await services.pairs.recordOrder(operator, { pairIds: [pairId], number: '18', on: '2031-09-15' }))
  const programmeId = must(await services.programmes.draft(operator, pairId)).id
  must(await services.programmes.change(operator, programmeId, { goal: 'Уверенно вести урок', directions: ['subject'], endsOn: '2032-01-15' }))
  for (const need of ['Дисциплина', '=Начало урока']) must(await services.programmes.addRow(operator, programmeId, { aim: need === 'Дисциплина' ? 'difficulty' : 'strength', need, measures: 'Урок', mode: 'offline', finalOn: '2031-10-15', result: 'лист' }))
  must(await services.programmes.show(operator, programmeId))
  must(await services.programmes.agree(operator, { programmeId, menteeId }))
  must(await services.programmes.approve(operator, programmeId))
  must(await services.requests.askHelp(operator, { pairId, menteeId, text: 'Как вести журнал?' }))
  const [kind = ''] = (await services.organisations.get(own))?.dictionaries.meetingKinds.map(({ code }) => code) ?? []
  const held = must(await services.meetings.set(operator, { pairId, kind, startsAt: new Date('2031-09-16T21:30:00Z'), place: 'каб. 12' }))
  must(await services.meetings.set(operator, { pairId, kind, startsAt: new Date('2031-11-20T10:00:00Z'), place: 'каб. 12' }))
  panel.setTime('2031-09-18T09:00:00Z')
  must(await services.meetings.hold(operator, { meetingId: held.id, presentIds: [menteeId], summary: 'Обсудили урок' }))
}

beforeAll(async () => {
  database = await testDatabase()
  panel = await testPanel(database)
  await aPairAtWork()
  for (const role of ['curator', 'head', 'psychologist'] as const) {
    visitors[role] = visitor(panel.url)
    await visitors[role].signIn(await panel.openAccount(role))
  }
  visitors.stranger = visitor(panel.url)
  await visitors.stranger.signIn(await panel.openAccount('curator', panel.other))
})
afterAll(async () => {
  await panel.close()
  await database.drop()
})

const paperOf = async (query: string, who = visitors.curator) => ((await (await who.get(`/admin/api/pages/journal?${query}`)).json()) as { paper?: PagePaper }).paper

it('[IMPL-19] the journal of a pair holds its rows with marks, its meetings with who came, its requests, and who signs', async () => {
  const paper = await paperOf(`pair=${pairId}`)
  const [plan, meetings, requests] = paper?.tables ?? []
  expect(paper).toMatchObject({ title: 'Журнал работы пары', organisation: 'Школа № 5' })
  expect(paper?.facts.map(({ text }) => text)).toContain('№ 18 от 15.09.2031')
  expect(plan?.rows).toHaveLength(2)
  expect(plan?.rows[0]?.slice(0, 4)).toEqual(['1', 'Дисциплина', 'Урок', '15.10.2031'])
  expect(meetings?.columns.slice(3, 5)).toEqual(['Орлова А.', 'Петрова А.'])
  expect(meetings?.rows[0]?.[0]).toBe('17.09.2031 00:30')
  expect(meetings?.rows[0]?.slice(2)).toEqual(['состоялась', 'не был(а)', 'был(а)', 'Обсудили урок'])
  expect(meetings?.rows[1]?.slice(3, 5)).toEqual(['', ''])
  expect(requests?.rows[0]?.[3]).toContain('Как вести журнал?')
  expect(paper?.signatures.map(({ role, name }) => `${role} ${name}`.trim())).toEqual(['Наставник Орлова А.', 'Наставляемый Петрова А.', 'Куратор'])
})

it('[IMPL-19] attendance counts what was held and who came, within the chosen days of the organisation’s zone', async () => {
  const whole = await paperOf('kind=attendance&from=2031-09-01&to=2031-12-31')
  expect(whole?.tables[0]?.rows).toEqual([['Орлова Анна', '2', '1', '0', '1', '0'], ['Петрова Анна', '2', '1', '1', '0', '0']])
  expect(whole?.tables[1]?.rows[0]?.slice(3)).toEqual(['Петрова А.', 'Орлова А.'])
  expect((await paperOf('kind=attendance&from=2031-09-17&to=2031-09-17'))?.tables[1]?.rows).toHaveLength(1)
  expect((await paperOf('kind=attendance&from=2031-09-16&to=2031-09-16'))?.tables[1]?.rows).toHaveLength(0)
})

it('[IMPL-19] [DATA-06] requests stand with state and wait; what was asked is for whom the table of rights lets read it', async () => {
  const curators = await paperOf('kind=requests&from=2031-09-01&to=2031-12-31')
  const heads = await paperOf('kind=requests&from=2031-09-01&to=2031-12-31', visitors.head)
  expect(curators?.facts).toEqual([{ label: 'Всего обращений', text: '1' }, { label: 'Ждут ответа', text: '1' }])
  expect(curators?.tables[0]?.rows[0]?.slice(1, 3)).toEqual(['Петрова А.', 'Орлова А.'])
  expect(JSON.stringify(curators)).toContain('Как вести журнал?')
  expect(heads?.tables[0]?.rows).toHaveLength(1)
  expect(JSON.stringify(heads)).not.toContain('Как вести журнал?')
})

it('[IMPL-19] each journal is an xlsx too, noted in the history, without live formulas', async () => {
  const response = await visitors.curator.get(`/admin/export/journal/pair.xlsx?pair=${pairId}`)
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(await response.arrayBuffer())
  const texts: string[] = []
  book.worksheets[0]?.eachRow((row) => row.eachCell((cell) => void texts.push(`${cell.type === ExcelJS.ValueType.Formula ? 'formula ' : ''}${cell.text}`)))
  expect(texts).toEqual(expect.arrayContaining(['Журнал работы пары', 'Школа № 5', 'Дисциплина', '=Начало урока', '17.09.2031 00:30']))
  expect(texts.filter((text) => text.startsWith('formula'))).toEqual([])
  const entry = (await panel.services.audit.list(panel.own, { pageSize: 20 })).find(({ action }) => action === 'export')
  expect(entry).toMatchObject({ action: 'export', subject: { type: 'Pair' }, after: { format: 'xlsx' } })
})

it('[ROLE-16] a journal is not there for other roles, for another organisation, or for a pair that is none', async () => {
  const status = async (who: Visitor, path: string) => (await who.get(path)).status
  for (const path of [`/admin/api/pages/journal?pair=${pairId}`, `/admin/export/journal/pair.xlsx?pair=${pairId}`]) {
    expect(await status(visitors.psychologist, path)).toBe(404)
    expect(await status(visitors.stranger, path)).toBe(404)
  }
  expect(await status(visitors.curator, '/admin/export/journal/pair.xlsx')).toBe(404)
  expect(await status(visitors.curator, '/admin/api/pages/journal?pair=zzz')).toBe(404)
  expect(await status(visitors.curator, `/admin/export/journal/constructor.xlsx?pair=${pairId}`)).toBe(404)
})
