import { must } from '../../src/core/result.js'
import type { Actor } from '../../src/core/actor.js'
import type { Person } from '../../src/modules/people/person.js'
import type { RowInput } from '../../src/modules/programmes/programme-service.js'
import { aPerson, aSchool, type School, type TestApp } from '../support/app.js'

const day = '2026-09-14'
const rowInput: RowInput = { aim: 'difficulty', need: 'Дисциплина на уроке', measures: 'Посетить два урока', mode: 'offline', finalOn: '2026-10-20', result: 'Лист наблюдений' }

async function staffOf(app: TestApp, school: School) {
  const add = (surname: string, ...roles: Parameters<typeof aPerson>[2]) => aPerson(app, school, roles, { surname })
  const people = {
    mentor: await add('Орлова', 'mentor'), mentee: await add('Петрова', 'mentee'), otherMentor: await add('Белова', 'mentor'), otherMentee: await add('Котова', 'mentee'),
    curator: await add('Лисина', 'curator'), head: await add('Громова', 'head'), psychologist: await add('Тихая', 'psychologist'), council: await add('Советова', 'council'), sysadmin: await add('Админ', 'sysadmin'),
  }
  must(await app.services.organisations.update(app.operator, school.id, { headPersonId: people.head.id, curatorPersonId: people.curator.id }))
  for (const person of Object.values(people)) must(await app.services.consents.registerPaper(app.operator, { personId: person.id, kind: 'personal-data', signedOn: day, fileId: null }))
  return people
}

/** Everybody of one school who may try something. */
function actorsOf(school: School, people: Awaited<ReturnType<typeof staffOf>>) {
  const panel = (person: Person, role: Parameters<School['as']>[1]) => school.as(person, role, 'panel')
  return {
    mentor: school.as(people.mentor, 'mentor'), mentee: school.as(people.mentee, 'mentee'),
    otherMentor: school.as(people.otherMentor, 'mentor'), otherMentee: school.as(people.otherMentee, 'mentee'),
    curator: panel(people.curator, 'curator'), head: panel(people.head, 'head'), psychologist: panel(people.psychologist, 'psychologist'), council: panel(people.council, 'council'), sysadmin: panel(people.sysadmin, 'sysadmin'),
  }
}

/** A school with one record of every kind: an active pair with a reported row, another pair only proposed, and all their papers. */
export async function aSchoolInWork(app: TestApp) {
  const { services, operator } = app
  const school = await aSchool(app)
  const people = await staffOf(app, school)
  const actors = actorsOf(school, people)
  const choice = { form: school.dictionaries.forms[0]?.code ?? '', kinds: [school.dictionaries.kinds[0]?.code ?? ''] }
  const proposed = must(await services.pairs.propose(actors.curator, { mentorId: people.otherMentor.id, menteeIds: [people.otherMentee.id], ...choice }))
  const pair = must(await services.pairs.propose(actors.curator, { mentorId: people.mentor.id, menteeIds: [people.mentee.id], ...choice }))
  for (const person of [people.mentor, people.mentee]) must(await services.pairs.answer(operator, { pairId: pair.id, personId: person.id, answer: 'agreed' }))
  const sign = (person: Person, kind: 'mentoring' | 'duties') => services.consents.registerPaper(operator, { personId: person.id, kind, pairId: kind === 'duties' ? pair.id : null, signedOn: day, fileId: null })
  const consent = must(await sign(people.mentor, 'mentoring'))
  for (const person of [people.mentor, people.mentee]) must(await sign(person, 'duties'))
  must(await services.pairs.recordOrder(operator, { pairIds: [pair.id], number: '17', on: day }))
  const draft = must(await services.programmes.draft(actors.mentor, pair.id))
  must(await services.programmes.change(actors.mentor, draft.id, { goal: 'Уверенно вести урок', directions: [school.dictionaries.directions[0]?.code ?? ''], kinds: choice.kinds }))
  must(await services.programmes.addRow(actors.mentor, draft.id, rowInput))
  must(await services.programmes.addRow(actors.mentor, draft.id, { ...rowInput, aim: 'strength', need: 'Увлечь класс' }))
  must(await services.programmes.show(actors.mentor, draft.id))
  must(await services.programmes.agree(actors.mentee, { programmeId: draft.id, menteeId: people.mentee.id }))
  const programme = must(await services.programmes.approve(operator, draft.id))
  const [row, second] = programme.rows
  if (!row || !second) throw new Error('the plan has no rows')
  const attachment = must(await services.attachments.save(actors.mentee, { organisationId: school.id, name: 'урок.png', mime: 'image/png', content: Buffer.from('89504e470d0a1a0a', 'hex') }))
  must(await services.programmes.report(actors.mentee, { programmeId: draft.id, rowId: row.id, menteeId: people.mentee.id, text: 'Готово', fileIds: [attachment.id] }))
  const meeting = must(await services.meetings.set(actors.mentor, { pairId: pair.id, kind: school.dictionaries.meetingKinds[0]?.code ?? '', startsAt: new Date('2026-09-20T10:00:00Z'), place: 'каб. 12' }))
  const help = must(await services.requests.askHelp(actors.mentee, { pairId: pair.id, menteeId: people.mentee.id, text: 'Нужен совет' }))
  const term = must(await services.requests.askTerm(actors.mentee, { programmeId: draft.id, rowId: second.id, menteeId: people.mentee.id, proposedOn: '2026-11-20' }))
  const response = must(await services.questionnaires.start(actors.mentee, { personId: people.mentee.id, kind: 'needs' }))
  const question = must(await services.questionnaires.current(actors.mentee, response.id))
  const invitation = must(await services.invitations.issue(operator, { personId: people.otherMentee.id }))
  const { account } = must(await services.accounts.create(operator, { email: `curator-${school.id}@school.example`, role: 'curator', organisationId: school.id }))
  const announcement = must(await services.announcements.draft(actors.curator, school.id, { text: 'Собрание в пятницу', audience: 'all', pairId: null }))
  const fileAccess = must(await services.personalFiles.ask(actors.mentor, { pairId: pair.id, menteeId: people.mentee.id, what: 'Дипломы', why: 'Курсы' }))
  const note = must(await services.psychology.note(actors.psychologist, school.id, { kind: 'support', on: day, personIds: [people.mentee.id], details: 'Подробности', conclusion: 'Вывод' }))
  const { office } = must(await services.offices.appoint(operator, school.id, { office: 'deputy', personId: people.head.id, name: null, title: null, position: null, employer: null, insteadOfId: null, from: day, to: null, orderNumber: null, orderOn: null }))
  const [delivery] = await services.deliveries.list(school.id)
  const document = must(await services.documents.makeProgramme(operator, draft.id))
  const duties = await services.duties.sheetOf(school.id, people.mentee.id, 'mentee')
  if (!delivery || !question) throw new Error('the scene is incomplete')
  return { school, people, actors, choice, rowInput, pair, proposed, programme, row, second, attachment, meeting, help, term, response, question, invitation, account, announcement, delivery, document, consent, fileAccess, note, office, duties: duties.sheet, day }
}

export type Scene = Awaited<ReturnType<typeof aSchoolInWork>>
export type Who = keyof Scene['actors']

/** Technical locks, touched also by a try that is refused. */
const locks = /lock/i

/** Every stored document of the database, to see that nothing has changed. */
export async function snapshotOf({ database }: TestApp): Promise<Map<string, string>> {
  const { db } = database.connection
  if (!db) throw new Error('no database')
  const all = new Map<string, string>()
  for (const { name } of await db.listCollections().toArray()) {
    if (locks.test(name)) continue
    for (const document of await db.collection(name).find().toArray()) all.set(`${name} ${String(document._id)}`, JSON.stringify(document))
  }
  return all
}

/** Keys of what differs between two snapshots. */
export function differences(before: Map<string, string>, after: Map<string, string>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((key) => before.get(key) !== after.get(key))
}

/** A system administrator of the whole installation. */
export const installationAdministrator: Actor = { organisationId: null, personId: null, accountId: 'cccccccccccccccccccccccc', roles: ['sysadmin'], channel: 'panel' }
