import { afterAll, beforeEach, expect, it } from 'vitest'
import { must, type Result } from '../../src/core/result.js'
import { testApp, type TestApp } from '../support/app.js'
import { aSchoolInWork, type Scene } from './scene.js'

let app: TestApp
let scene: Scene
const apps: TestApp[] = []

beforeEach(async () => {
  app = apps[0] ?? (await testApp())
  if (apps.length === 0) apps.push(app)
  scene = await aSchoolInWork(app)
}, 120_000)
afterAll(() => app.database.drop())

const times = <T>(count: number, work: (at: number) => Promise<T>) => Promise.all(Array.from({ length: count }, (_, at) => work(at)))
const good = (results: Result<unknown>[]) => results.filter(({ ok }) => ok).length
const rowState = async () => (await app.services.programmes.get(scene.programme.id))?.rows.find(({ id }) => id === scene.row.id)?.marks[0]
const told = async (...kinds: Parameters<TestApp['services']['deliveries']['list']>[1] extends infer Filter ? (Filter extends { kinds?: (infer Kind)[] } ? Kind[] : never) : never) => app.services.deliveries.list(scene.school.id, { kinds, limit: 500 })

it('[IMPL-13] accepts or returns a report, not both, and tells of it once', async () => {
  const { programmes } = app.services
  const target = { programmeId: scene.programme.id, rowId: scene.row.id, menteeId: scene.people.mentee.id }
  const results = await times(6, (at) => (at % 2 === 0 ? programmes.accept(scene.actors.mentor, target) : programmes.returnRow(scene.actors.curator, { ...target, comment: 'доработать' })))
  const mark = await rowState()
  const messages = await told('row-accepted', 'row-returned')
  expect(['accepted', 'returned']).toContain(mark?.state)
  expect(messages.at(-1)?.kind).toBe(messages.length === 1 ? `row-${mark?.state}` : 'row-returned')
  // A returned row may be accepted afterwards; never the other way round, and never the same twice.
  expect(messages.length).toBe(new Set(messages.map(({ kind }) => kind)).size)
  expect(good(results)).toBe(messages.length)
})

it('[PAIR-03] counts one answer of one side, agreed or declined', async () => {
  const { pairs } = app.services
  const answer = (at: number) => pairs.answer(scene.actors.otherMentor, { pairId: scene.proposed.id, personId: scene.people.otherMentor.id, answer: at % 2 === 0 ? 'agreed' : 'declined', reason: 'занята' })
  await times(6, answer)
  const pair = await pairs.get(scene.proposed.id)
  expect([pair?.mentor.answer, pair?.state]).toEqual(pair?.state === 'proposed' ? ['agreed', 'proposed'] : ['declined', 'terminated'])
  const listeners = (await told('pair-declined')).filter(({ subject }) => subject.id === scene.proposed.id).map(({ personId }) => personId)
  expect(listeners).toHaveLength(new Set(listeners).size)
})

it('[PAIR-04] records one order for one press of two, and an order number is taken once', async () => {
  const { pairs, documents } = app.services
  for (const person of [scene.people.otherMentor, scene.people.otherMentee]) {
    must(await pairs.answer(app.operator, { pairId: scene.proposed.id, personId: person.id, answer: 'agreed' }))
    must(await app.services.consents.registerPaper(app.operator, { personId: person.id, kind: 'duties', pairId: scene.proposed.id, signedOn: scene.day, fileId: null }))
  }
  must(await app.services.consents.registerPaper(app.operator, { personId: scene.people.otherMentor.id, kind: 'mentoring', signedOn: scene.day, fileId: null }))
  const results = await times(4, (at) => pairs.recordOrder(scene.actors.head, { pairIds: [scene.proposed.id], number: at < 2 ? '40' : '41', on: scene.day }))
  const pair = await pairs.get(scene.proposed.id)
  expect(pair?.state).toBe('ordered')
  expect(good(results)).toBeGreaterThanOrEqual(1)
  const orders = await documents.list(scene.school.id, { kind: 'order', pairId: scene.proposed.id })
  expect(orders.filter(({ number }) => number === pair?.order?.number)).toHaveLength(1)
  expect(new Set(orders.map(({ number }) => number)).size).toBe(orders.length)
})

it('[CONS-08] a withdrawal beside an acceptance leaves the pair paused', async () => {
  const { consents, programmes, pairs } = app.services
  const target = { programmeId: scene.programme.id, rowId: scene.row.id, menteeId: scene.people.mentee.id }
  const [withdrawn] = await Promise.all([consents.withdraw(scene.actors.mentor, { consentId: scene.consent.id }), programmes.accept(scene.actors.mentor, target), consents.withdraw(scene.actors.curator, { consentId: scene.consent.id })])
  expect(withdrawn.ok).toBe(true)
  expect((await pairs.get(scene.pair.id))?.state).toBe('paused')
  expect((await rowState())?.state).toBe('accepted')
  expect((await told('consent-withdrawn')).length).toBe(1)
})

it('[END-09] replaces a mentor once, beside an acceptance of the row', async () => {
  const { pairs, programmes } = app.services
  const target = { programmeId: scene.programme.id, rowId: scene.row.id, menteeId: scene.people.mentee.id }
  const replace = () => pairs.replaceMentor(scene.actors.curator, { pairId: scene.pair.id, mentorId: scene.people.otherMentor.id, reason: 'отпуск' })
  await Promise.all([replace(), programmes.accept(scene.actors.curator, target), replace()])
  const heirs = (await pairs.list(scene.school.id)).filter(({ replacesId }) => replacesId === scene.pair.id)
  expect(heirs).toHaveLength(1)
  expect((await pairs.get(scene.pair.id))?.replacedById).toBe(heirs[0]?.id)
  expect((await programmes.get(scene.programme.id))?.pairId).toBe(heirs[0]?.id)
  expect((await rowState())?.state).toBe('accepted')
})

it('[PROG-02] makes one draft of one pair, and one draft of one survey, from many presses', async () => {
  const { pairs, programmes, questionnaires } = app.services
  for (const person of [scene.people.otherMentor, scene.people.otherMentee]) must(await pairs.answer(app.operator, { pairId: scene.proposed.id, personId: person.id, answer: 'agreed' }))
  const drafts = (await times(6, () => programmes.draft(scene.actors.otherMentor, scene.proposed.id))).map(must)
  expect(new Set(drafts.map(({ id }) => id)).size).toBe(1)
  expect((await programmes.list(scene.school.id)).filter(({ pairId }) => pairId === scene.proposed.id)).toHaveLength(1)
  const responses = (await times(6, () => questionnaires.start(scene.actors.otherMentee, { personId: scene.people.otherMentee.id, kind: 'needs' }))).map(must)
  expect(new Set(responses.map(({ id }) => id)).size).toBe(1)
})

it('[PAIR-15] proposes the same two once, and keeps to the mentor’s places, from many presses', async () => {
  const { pairs } = app.services
  const results = await times(5, () => pairs.propose(scene.actors.curator, { mentorId: scene.people.otherMentor.id, menteeIds: [scene.people.mentee.id], ...scene.choice }))
  expect(good(results)).toBe(1)
})

it('[IMPL-04] ties one chat to one person from many links at once', async () => {
  const { invitations, people } = app.services
  const tokens: string[] = []
  for (const person of [scene.people.mentee, scene.people.otherMentee, scene.people.mentor]) tokens.push(must(await invitations.issue(app.operator, { personId: person.id })).link.split('start=')[1] ?? '')
  const chat = Number.parseInt(scene.school.id.slice(-6), 16)
  const results = await times(9, (at) => invitations.accept(tokens[at % 3] ?? '', { telegramId: chat }))
  const tied = (await people.list(scene.school.id)).items.filter(({ telegramId }) => telegramId === chat)
  expect(tied).toHaveLength(1)
  expect(new Set(results.flatMap((result) => (result.ok ? [result.value.personId] : [])))).toEqual(new Set([tied[0]?.id]))
})
