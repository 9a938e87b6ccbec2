import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Actor } from '../../../src/core/actor.js'
import { must } from '../../../src/core/result.js'
import { finalStates, unreachableStates } from '../../../src/core/transitions.js'
import { announcementTransitions, longestAnnouncement } from '../../../src/modules/announcements/announcement.js'
import type { AnnouncementInput } from '../../../src/modules/announcements/announcement-service.js'
import type { Person } from '../../../src/modules/people/person.js'
import { aChat, aPerson, aSchool, testApp, type School, type TestApp } from '../../support/app.js'
import { refusalOf } from '../../support/pair-bench.js'

let app: TestApp
let school: School
let other: School
let people: Record<'mentor' | 'spare' | 'mentee' | 'alone' | 'silent' | 'former', Person>
let pairId: string
let curator: Actor

const toAll: AnnouncementInput = { text: 'Собрание в пятницу в 15:00', audience: 'all', pairId: null }
const announcements = () => app.services.announcements
const draft = async (input: Partial<AnnouncementInput> = {}, by = curator) => must(await announcements().draft(by, school.id, { ...toAll, ...input }))
const messages = async (id: string) => (await app.services.deliveries.list(school.id, { kinds: ['announcement'], limit: 500 })).filter(({ subject }) => subject.id === id)

async function linked(surname: string, role: 'mentor' | 'mentee', hasChat = true): Promise<Person> {
  const person = await aPerson(app, school, [role], { surname })
  if (hasChat) must(await app.services.people.link(person.id, aChat(), app.operator))
  return must(await Promise.resolve({ ok: true as const, value: (await app.services.people.get(person.id)) ?? person }))
}

beforeAll(async () => {
  app = await testApp()
  school = await aSchool(app)
  other = await aSchool(app)
  people = {
    mentor: await linked('Орлова', 'mentor'),
    spare: await linked('Белова', 'mentor'),
    mentee: await linked('Петрова', 'mentee'),
    alone: await linked('Котова', 'mentee'),
    silent: await linked('Тихая', 'mentee', false),
    former: await linked('Ушедшая', 'mentee'),
  }
  must(await app.services.people.archive(app.operator, people.former.id))
  const author = await aPerson(app, school, ['curator'], { surname: 'Лисина', name: 'Вера', patronymic: 'Игоревна' })
  curator = school.as(author, 'curator')
  const choice = { form: school.dictionaries.forms[0]?.code ?? '', kinds: [school.dictionaries.kinds[0]?.code ?? ''] }
  pairId = must(await app.services.pairs.propose(curator, { mentorId: people.mentor.id, menteeIds: [people.mentee.id], ...choice })).id
})
afterAll(() => app.database.drop())
beforeEach(() => app.clock.setShift(0))

it('a draft ends published or thrown away, what went may only be withdrawn', () => {
  expect(unreachableStates(announcementTransitions, 'draft')).toEqual([])
  expect(finalStates(announcementTransitions)).toEqual(['withdrawn', 'discarded'])
})

it('[IMPL-21] goes to the chosen audience: roles of today, nobody archived, those without a chat are named apart', async () => {
  const surnames = async (audience: AnnouncementInput['audience'], ofPair: string | null = null) => {
    const { reached, byHand } = await announcements().audience({ organisationId: school.id, audience, pairId: ofPair })
    return [reached.map(({ surname }) => surname), byHand.map(({ surname }) => surname)]
  }
  expect(await surnames('all')).toEqual([['Белова', 'Котова', 'Орлова', 'Петрова'], ['Тихая']])
  expect(await surnames('mentors')).toEqual([['Белова', 'Орлова'], []])
  expect(await surnames('mentees')).toEqual([['Котова', 'Петрова'], ['Тихая']])
  expect(await surnames('unpaired')).toEqual([['Котова'], ['Тихая']])
  expect(await surnames('pair', pairId)).toEqual([['Орлова', 'Петрова'], []])
  must(await app.services.people.saveSettings(app.operator, people.spare.id, { channel: 'curator' }))
  expect(await surnames('mentors')).toEqual([['Орлова'], ['Белова']])
  must(await app.services.people.saveSettings(app.operator, people.spare.id, { channel: 'telegram' }))
})

it('[IMPL-21] nobody hears of a draft; a double press sends one message a person, in the same transaction', async () => {
  const { id } = await draft()
  expect(await messages(id)).toEqual([])
  const pressed = await Promise.all([1, 2, 3].map(() => announcements().publish(curator, id)))
  expect(pressed.filter(({ ok }) => ok)).toHaveLength(1)
  expect(pressed.filter(({ ok }) => !ok).map(refusalOf)).toEqual(['announcement-gone', 'announcement-gone'])
  const rows = await messages(id)
  expect(rows.map(({ personId }) => personId).sort()).toEqual([people.mentor, people.spare, people.mentee, people.alone].map((person) => person.id).sort())
  expect(rows.every((row) => row.class === 'digest' && row.state === 'pending')).toBe(true)
  expect(await announcements().get(id)).toMatchObject({ state: 'published', byHandIds: [people.silent.id] })
})

it('[IMPL-21] is withdrawn while somebody has not got it, and its open messages go with it', async () => {
  const { id } = await draft({ audience: 'mentors' })
  must(await announcements().publish(curator, id))
  must(await announcements().withdraw(curator, id))
  expect((await messages(id)).map(({ state, error }) => [state, error])).toEqual([['cancelled', 'cause-gone'], ['cancelled', 'cause-gone']])
  expect(refusalOf(await announcements().withdraw(curator, id))).toBe('announcement-gone')
  const late = await draft({ audience: 'mentors' })
  must(await announcements().publish(curator, late.id))
  await app.services.deliveries.expireDue(school.id)
  expect(refusalOf(await announcements().withdraw(curator, late.id))).toBe('announcement-all-sent')
})

it('[IMPL-21] what is sent is what was looked at: a draft changed since is shown again first', async () => {
  const first = await draft()
  app.pass(1)
  must(await announcements().change(curator, first.id, { ...toAll, text: 'Собрание перенесено' }, first.updatedAt))
  expect(refusalOf(await announcements().publish(curator, first.id, first.updatedAt))).toBe('panel-stale')
  expect(refusalOf(await announcements().change(curator, first.id, toAll, first.updatedAt))).toBe('panel-stale')
  must(await announcements().discard(curator, first.id))
  expect(refusalOf(await announcements().publish(curator, first.id))).toBe('announcement-gone')
})

it('[IMPL-21] refuses no words, too many, no pair, nobody to write to, strangers and other schools', async () => {
  const tried = async (input: Partial<AnnouncementInput>, by = curator) => refusalOf(await announcements().draft(by, school.id, { ...toAll, ...input }))
  expect(await tried({ text: ' \n ' })).toBe('words-missing')
  expect(await tried({ text: 'х'.repeat(longestAnnouncement + 1) })).toBe('text-too-long')
  expect(await tried({ audience: 'pair', pairId: null })).toBe('announcement-pair-missing')
  expect(await tried({}, school.as(people.mentor, 'mentor'))).toBe('forbidden')
  expect(await tried({}, other.as(null, 'curator'))).toBe('forbidden')
  const { id } = await draft()
  expect(refusalOf(await announcements().publish(other.as(null, 'curator'), id))).toBe('announcement-not-found')
  expect(refusalOf(await announcements().publish(school.as(people.mentor, 'mentor'), id))).toBe('forbidden')
  const empty = must(await announcements().draft(other.as(null, 'head', 'panel'), other.id, toAll))
  expect(refusalOf(await announcements().publish(other.as(null, 'head', 'panel'), empty.id))).toBe('announcement-nobody')
})

it('[IMPL-21] is in the history with who wrote it and what', async () => {
  const { id } = await draft({ text: 'Для истории' })
  must(await announcements().publish(curator, id))
  const entries = await app.services.audit.list(school.id, { subject: { type: 'Announcement', id } })
  expect(entries.map(({ action }) => action).sort()).toEqual(['announcement-draft', 'announcement-publish'])
})
