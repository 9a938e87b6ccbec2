import type { Connection } from 'mongoose'
import type { Actor, Role } from '../../src/core/actor.js'
import { createClock, type Clock } from '../../src/core/clock.js'
import type { Kernel } from '../../src/core/kernel.js'
import { must, ok } from '../../src/core/result.js'
import { createTransaction } from '../../src/db/transaction.js'
import { createFileStore } from '../../src/db/files.js'
import { createAttachmentService } from '../../src/modules/attachments/attachment-service.js'
import { createAuditService } from '../../src/modules/audit/audit-service.js'
import { createDeliveryService } from '../../src/modules/deliveries/delivery-service.js'
import type { DeliveryKind } from '../../src/modules/deliveries/delivery.js'
import { createOrganisationService } from '../../src/modules/organisations/organisation-service.js'
import { createTextCatalogue } from '../../src/modules/organisations/text-catalogue.js'
import { currentMenteeIds, type Pair } from '../../src/modules/pairs/pair.js'
import { createPairService, type PairService } from '../../src/modules/pairs/pair-service.js'
import { createPeopleService } from '../../src/modules/people/people-service.js'
import { createProgrammeService, type ProgrammeService, type RowInput } from '../../src/modules/programmes/programme-service.js'
import type { RowHold } from '../../src/modules/programmes/programme-dependencies.js'
import type { Response } from '../../src/modules/questionnaires/questionnaire-service.js'
import { createPresetLibrary } from '../../src/presets/load-preset.js'
import { testDatabase } from './database.js'

export const start = '2026-09-14T08:00:00Z'
const system: Actor = { organisationId: null, personId: null, accountId: null, roles: [], channel: 'command' }

/** A row for the plan of a programme from 14 September to the end of the lessons. */
export const aRow = (overrides: Partial<RowInput> = {}): RowInput => ({
  aim: 'difficulty',
  need: 'Методика занятия',
  measures: 'Посетить урок Ольги Ивановны в 7 «Б»',
  mode: 'offline',
  intermediateOn: null,
  finalOn: '2026-10-15',
  result: 'Лист наблюдений',
  ...overrides,
})

export const strengthRow = (overrides: Partial<RowInput> = {}) => aRow({ aim: 'strength', need: 'Умею увлечь класс', measures: 'Провести открытый урок', result: 'План урока', finalOn: '2026-11-20', ...overrides })

function aResponse(organisationId: string, personId: string): Response {
  const at = new Date(start)
  const answer = (question: string, value: string | string[]) => [question, { question, value, text: '', answeredAt: at }] as const
  const answers = Object.fromEntries([
    answer('category', ['burnout']),
    answer('directions', ['methods', 'digital']),
    answer('difficulties', 'Устал, не справляюсь'),
    answer('strengths', 'Умею увлечь класс'),
    answer('problem', 'young'),
    answer('subject', 'methodical'),
  ])
  return { id: `response-${personId}`, organisationId, personId, questionnaireId: 'q', kind: 'needs', version: 1, state: 'sent', answers, startedAt: at, sentAt: at, filledBy: null }
}

/** A school with its people, pairs and programmes: everything real but the papers, which are as the test says. */
export async function buildProgrammeWorld(connection: Connection, clock: Clock) {
  const audit = createAuditService({ connection, clock })
  const kernel: Kernel = { clock, transaction: createTransaction(connection), audit: (entry) => audit.write(entry) }
  const presets = createPresetLibrary()
  const organisations = createOrganisationService({ isOnStaff: async () => true, onZoneChanged: async () => undefined, openWorkOf: async () => ({ programmes: 0, meetings: 0, requests: 0 }), connection, kernel, loadPreset: (code) => presets.load(code), isCodeUsed: async () => false, catalogue: createTextCatalogue([]), defaultZone: 'Europe/Moscow' })
  const people = createPeopleService({ connection, kernel, zoneOf: async (id) => (await organisations.get(id))?.zone ?? 'Europe/Moscow' })
  const deliveries = createDeliveryService({ connection, kernel, markUnreachable: async () => true, curatorsOf: async () => [] })
  const pairs: PairService = createPairService({
    kernel,
    connection,
    deliveries,
    directory: { person: (id) => people.get(id), organisation: (id) => organisations.get(id), currentYear: async () => ({ id: '2026' }) },
    papers: { hasConsent: async () => true, orderDocument: async (_, { number }) => ok({ id: `order-${number}` }) },
    ownCases: { check: async () => ok() },
    work: {
      programmes: {
        ofPair: (id) => programmes.ofPair(id),
        start: (actor, id) => programmes.start(actor, id),
        suspend: (actor, id) => programmes.suspend(actor, id),
        resume: (actor, id) => programmes.resume(actor, id),
        terminate: (actor, id, reason) => programmes.terminate(actor, id, reason),
        moveToPair: (actor, input) => programmes.moveToPair(actor, input),
        dropMentee: (actor, input) => programmes.dropMentee(actor, input),
      },
      stopMeetings: async () => undefined,
      stopRequests: async () => undefined,
      takeOverRequests: async () => undefined,
    },
  })
  const answers = new Map<string, Response>()
  /** Nobody asks for other terms, until requests stand beside. */
  const holds: { of: (programmeId: string) => Promise<RowHold[]> } = { of: async () => [] }
  const programmes: ProgrammeService = createProgrammeService({
    kernel,
    connection,
    deliveries,
    organisationOf: (id) => organisations.get(id),
    pairs,
    ownCases: { check: async () => ok() },
    needsOf: async (personId) => answers.get(personId) ?? null,
    holdsOf: (programmeId) => holds.of(programmeId),
  })
  const attachments = createAttachmentService({
    isOnStaff: async () => true,
    kernel,
    connection,
    files: createFileStore(connection),
    limitsOf: async (id) => (await organisations.get(id))?.settings.attachments ?? null,
    isMentorOf: async (mentorId, menteeId) => (await pairs.openOf(menteeId)).some((pair) => pair.mentorId === mentorId),
  })
  return { audit, kernel, organisations, people, deliveries, pairs, programmes, attachments, answers, holds }
}

export type ProgrammeWorld = Awaited<ReturnType<typeof buildProgrammeWorld>>

type SchoolWorld = Pick<ProgrammeWorld, 'organisations' | 'people' | 'answers' | 'pairs' | 'programmes'>

/** Fills the world: school, mentor Olga, mentees Anna and Vera, curator Maria, head Ivan. */
export async function settleSchool({ organisations, people, answers, pairs, programmes }: SchoolWorld, overrides: { programmeApprover?: 'curator' | 'head' } = {}) {
  const made = must(await organisations.createFromPreset(system, { preset: 'school', name: `Школа № 5 ${Math.random()}`, shortName: 'Школа № 5' }))
  const person = async (surname: string, name: string, patronymic: string, roles: Role[]) => {
    const { id } = must(await people.create(system, made.id, { surname, name, patronymic }))
    for (const role of roles) must(await people.giveRole(system, id, { role, from: '2026-09-01' }))
    return id
  }
  const olga = await person('Орлова', 'Ольга', 'Ивановна', ['mentor'])
  const boris = await person('Белов', 'Борис', 'Петрович', ['mentor'])
  const anna = await person('Петрова', 'Анна', 'Сергеевна', ['mentee'])
  const vera = await person('Котова', 'Вера', 'Львовна', ['mentee'])
  const maria = await person('Лисина', 'Мария', 'Олеговна', ['curator'])
  const ivan = await person('Громов', 'Иван', 'Андреевич', ['head'])
  must(await organisations.update(system, made.id, { curatorPersonId: maria, headPersonId: ivan }))
  if (overrides.programmeApprover) must(await organisations.saveSettings(system, made.id, { programmeApprover: overrides.programmeApprover }))
  for (const id of [anna, vera]) answers.set(id, aResponse(made.id, id))
  const actor = (personId: string, role: Role): Actor => ({ organisationId: made.id, personId, accountId: role === 'curator' ? 'account-maria' : null, roles: [role], channel: 'bot' })
  const as = { olga: actor(olga, 'mentor'), boris: actor(boris, 'mentor'), anna: actor(anna, 'mentee'), vera: actor(vera, 'mentee'), maria: actor(maria, 'curator'), ivan: actor(ivan, 'head') }
  const ids = { olga, boris, anna, vera, maria, ivan }

  async function agreedPair(menteeIds: string[] = [anna], kinds = ['traditional']): Promise<Pair> {
    let pair = must(await pairs.propose(as.maria, { mentorId: olga, menteeIds, form: made.dictionaries.forms[0]?.code ?? '', kinds }))
    for (const personId of [olga, ...menteeIds]) pair = must(await pairs.answer(as.maria, { pairId: pair.id, personId, answer: 'agreed' }))
    return pair
  }
  async function composed(pair: Pair, rows: RowInput[] = [aRow(), strengthRow()]) {
    const { id } = must(await programmes.draft(as.olga, pair.id))
    for (const row of rows) must(await programmes.addRow(as.olga, id, row))
    return id
  }
  async function running(menteeIds: string[] = [anna], rows?: RowInput[]) {
    const pair = await agreedPair(menteeIds)
    must(await pairs.recordOrder(as.ivan, { pairIds: [pair.id], number: '17', on: '2026-09-14' }))
    const id = await composed(pair, rows)
    must(await programmes.show(as.olga, id))
    for (const menteeId of currentMenteeIds(pair)) must(await programmes.agree(as.maria, { programmeId: id, menteeId }))
    must(await programmes.approve(as.maria, id))
    return id
  }
  return { organisationId: made.id, ids, as, agreedPair, composed, running }
}

/** The world on a database and a clock of its own, for the tests of the module. */
export async function aProgrammeBench(overrides: Parameters<typeof settleSchool>[1] = {}) {
  const database = await testDatabase()
  let time = Date.parse(start)
  const world = await buildProgrammeWorld(database.connection, createClock(() => time))
  await database.index()
  const school = await settleSchool(world, overrides)
  const names = new Map(Object.entries(school.ids).map(([name, id]) => [id, name]))
  return {
    database,
    ...world,
    ...school,
    setTime: (iso: string) => void (time = Date.parse(iso)),
    /** «kind person [offset]» of everything open of these kinds, sorted. */
    async told(...kinds: DeliveryKind[]) {
      const rows = await world.deliveries.list(school.organisationId, { states: ['pending'], kinds, limit: 500 })
      return rows.map((row) => `${row.kind} ${names.get(row.personId)}${row.offset === 'now' ? '' : ` ${row.offset}`}`).sort()
    },
    planned: (...kinds: DeliveryKind[]) => world.deliveries.list(school.organisationId, { states: ['pending'], kinds, limit: 500 }),
  }
}

export type ProgrammeBench = Awaited<ReturnType<typeof aProgrammeBench>>
