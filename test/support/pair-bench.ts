import { expect } from 'vitest'
import type { Actor, Role } from '../../src/core/actor.js'
import { createClock } from '../../src/core/clock.js'
import type { Kernel } from '../../src/core/kernel.js'
import { must, ok, type Result } from '../../src/core/result.js'
import { createAuditService } from '../../src/modules/audit/audit-service.js'
import { createDeliveryService } from '../../src/modules/deliveries/delivery-service.js'
import { deliveryKinds, type DeliveryKind } from '../../src/modules/deliveries/delivery.js'
import type { Organisation } from '../../src/modules/organisations/organisation.js'
import { currentMenteeIds, type Pair } from '../../src/modules/pairs/pair.js'
import type { PairDependencies, PairWork } from '../../src/modules/pairs/pair-ports.js'
import { createPairService, type ProposedPair } from '../../src/modules/pairs/pair-service.js'
import { usualEmployment, usualSettings, type Person } from '../../src/modules/people/person.js'
import type { Programme, ProgrammeState } from '../../src/modules/programmes/programme.js'
import { createPresetLibrary } from '../../src/presets/load-preset.js'
import { testDatabase } from './database.js'

export const organisationId = '650000000000000000000001'
export const otherOrganisationId = '650000000000000000000002'
const start = '2026-09-14T08:00:00Z'

/** A person of the staff with the roles since the beginning of the year. */
export function aPerson(id: string, surname: string, name: string, patronymic: string, roles: Role[], overrides: Partial<Person> = {}): Person {
  const facts = { birthOn: null, hiredOn: null, experienceYears: null, position: null, subject: null, qualification: null, phone: null, email: null }
  const forms = { genitive: null, dative: null, accusative: null, instrumental: null }
  return {
    ...{ id, organisationId, surname, name, patronymic, ...facts },
    roles: roles.map((role) => ({ role, from: '2026-09-01', to: null })),
    ...{ telegramId: null, linkedAt: null, unreachableAt: null, nameForms: forms, settings: usualSettings, employment: usualEmployment, searchName: '', archivedAt: null },
    ...{ createdAt: new Date(start), updatedAt: new Date(start) },
    ...overrides,
  }
}

export const ids = {
  olga: '650000000000000000000010',
  boris: '650000000000000000000011',
  anna: '650000000000000000000020',
  vera: '650000000000000000000021',
  gleb: '650000000000000000000022',
  curator: '650000000000000000000030',
  second: '650000000000000000000031',
  head: '650000000000000000000040',
}

function staff(): Person[] {
  return [
    aPerson(ids.olga, 'Орлова', 'Ольга', 'Ивановна', ['mentor'], { subject: 'математика', birthOn: '1998-03-01', experienceYears: 4 }),
    aPerson(ids.boris, 'Белов', 'Борис', 'Петрович', ['mentor', 'mentee'], { subject: 'физика' }),
    aPerson(ids.anna, 'Петрова', 'Анна', 'Сергеевна', ['mentee', 'mentor'], { subject: 'химия', birthOn: '1961-03-01', experienceYears: 35 }),
    aPerson(ids.vera, 'Котова', 'Вера', 'Львовна', ['mentee']),
    aPerson(ids.gleb, 'Зимин', 'Глеб', 'Юрьевич', ['mentee']),
    aPerson(ids.curator, 'Лисина', 'Мария', 'Олеговна', ['curator']),
    aPerson(ids.second, 'Рощин', 'Павел', 'Ильич', ['curator']),
    aPerson(ids.head, 'Громов', 'Иван', 'Андреевич', ['head']),
  ]
}

/** The demo school as plain data, straight from its preset. */
export function anOrganisation(overrides: Partial<Organisation> = {}): Organisation {
  const { content } = must(createPresetLibrary().load('music-college'))
  const profile = { founder: null, region: null, municipality: null, site: null, socialPages: [], headPersonId: ids.head, curatorPersonId: ids.curator, parentId: null }
  return {
    ...content,
    ...profile,
    ...{ id: organisationId, preset: 'school', demo: false, name: 'Школа № 5 имени Ушакова', shortName: 'Школа № 5', zone: 'Europe/Moscow', texts: [], formerStatements: [] },
    ...{ createdAt: new Date(start), updatedAt: new Date(start) },
    ...overrides,
  }
}

export const actorOf = (personId: string, ...roles: Role[]): Actor => ({ organisationId, personId, accountId: null, roles, channel: 'bot' })
export const curator: Actor = { organisationId, personId: ids.curator, accountId: 'account-curator', roles: ['curator'], channel: 'panel' }
export const head: Actor = { organisationId, personId: ids.head, accountId: 'account-head', roles: ['head'], channel: 'panel' }
export const sysadmin: Actor = { organisationId, personId: null, accountId: 'account-sysadmin', roles: ['sysadmin'], channel: 'panel' }
export const olga = actorOf(ids.olga, 'mentor')
export const anna = actorOf(ids.anna, 'mentee')

/** Pairs on a real database with real deliveries and history; papers and the programme are what the test says. */
export async function aPairBench() {
  const database = await testDatabase()
  let system = Date.parse(start)
  const clock = createClock(() => system)
  const audit = createAuditService({ connection: database.connection, clock })
  const kernel: Kernel = { clock, transaction: database.transaction, audit: (entry) => audit.write(entry) }
  const deliveries = createDeliveryService({ connection: database.connection, kernel, markUnreachable: async () => true, curatorsOf: async () => [] })
  const organisation = anOrganisation()
  const people = new Map(staff().map((person) => [person.id, person]))
  const consents = new Set<string>()
  const programmes = new Map<string, { id: string; pairId: string; state: ProgrammeState }>()
  const calls: string[] = []
  const orders: string[][] = []

  const step = (name: string, state?: ProgrammeState) => async (_: Actor, id: string): Promise<Result<Programme>> => {
    const programme = [...programmes.values()].find((candidate) => candidate.id === id)
    if (!programme) throw new Error('no such programme')
    if (state) programme.state = state
    calls.push(`${name} ${id}`)
    return ok(programme as Programme)
  }
  const work: PairWork = {
    programmes: {
      ofPair: async (pairId) => ([...programmes.values()].find((programme) => programme.pairId === pairId) ?? null) as Programme | null,
      start: step('start', 'running'),
      suspend: step('suspend'),
      resume: step('resume'),
      terminate: step('terminate', 'terminated'),
      async moveToPair(actor, { programmeId, pairId }) {
        const programme = programmes.get(programmeId)
        if (programme) programme.pairId = pairId
        return step('move')(actor, programmeId)
      },
      dropMentee: (actor, { programmeId, menteeId }) => step(`drop ${menteeId}`)(actor, programmeId),
    },
    stopMeetings: async (_, pair, reason) => void calls.push(`stop-meetings ${pair.id} ${reason}`),
    stopRequests: async (_, pair) => void calls.push(`stop-requests ${pair.id}`),
    takeOverRequests: async (_, pair) => void calls.push(`take-over ${pair.id}`),
  }
  const given: PairDependencies = {
    kernel,
    connection: database.connection,
    deliveries,
    directory: {
      person: async (id) => people.get(id) ?? null,
      organisation: async (id) => (id === organisationId ? organisation : null),
      currentYear: async () => ({ id: '650000000000000000000099' }),
    },
    papers: {
      hasConsent: async (personId, kind, pairId) => consents.has(`${personId} ${kind} ${pairId}`),
      async orderDocument(_, { pairIds, number }) {
        orders.push(pairIds)
        return ok({ id: `order-${number}` })
      },
    },
    work,
    ownCases: { check: async () => ok() },
  }
  const pairs = createPairService(given)
  await database.index()

  const proposal: ProposedPair = {
    mentorId: ids.olga,
    menteeIds: [ids.anna],
    form: organisation.dictionaries.forms[0]?.code ?? '',
    kinds: [organisation.dictionaries.kinds[0]?.code ?? ''],
    why: 'Обе ведут естественные предметы',
  }
  const give = (pair: Pair, personId: string, mentoring: boolean) => {
    consents.add(`${personId} personal-data null`)
    consents.add(`${personId} duties ${pair.id}`)
    if (mentoring) consents.add(`${personId} mentoring null`)
  }
  const bench = {
    database, kernel, audit, deliveries, organisation, people, consents, programmes, calls, orders, pairs, proposal,
    another: () => createPairService(given),
    passHours: (hours: number) => void (system += hours * 3_600_000),
    signAll: (pair: Pair) => [pair.mentorId, ...currentMenteeIds(pair)].forEach((personId) => give(pair, personId, personId === pair.mentorId)),
    programme: (pair: Pair, state: ProgrammeState) => void programmes.set(`programme-${pair.id}`, { id: `programme-${pair.id}`, pairId: pair.id, state }),
    propose: async (overrides: Partial<ProposedPair> = {}) => must(await pairs.propose(curator, { ...proposal, ...overrides })),
    async agreed(overrides: Partial<ProposedPair> = {}) {
      const pair = await bench.propose(overrides)
      let last = pair
      for (const personId of [pair.mentorId, ...currentMenteeIds(pair)]) last = must(await pairs.answer(curator, { pairId: pair.id, personId, answer: 'agreed' }))
      return last
    },
    async ordered(overrides: Partial<ProposedPair> = {}, number = '17') {
      const pair = await bench.agreed(overrides)
      bench.signAll(pair)
      const [ordered] = must(await pairs.recordOrder(head, { pairIds: [pair.id], number, on: '2026-09-14' }))
      if (!ordered) throw new Error('nothing was ordered')
      return ordered
    },
    async active(overrides: Partial<ProposedPair> = {}, number = '17') {
      const pair = await bench.ordered(overrides, number)
      bench.programme(pair, 'approved')
      return must(await pairs.progress(curator, pair.id))
    },
    async refresh(pair: Pair) {
      const found = await pairs.get(pair.id)
      if (!found) throw new Error('the pair is gone')
      return found
    },
    /** «kind person» of everything still open about the pair. */
    async told(pair: Pair, kinds: DeliveryKind[] = Object.keys(deliveryKinds) as DeliveryKind[]) {
      const names = new Map(Object.entries(ids).map(([name, id]) => [id, name]))
      const rows = await deliveries.list(organisationId, { states: ['pending'], kinds })
      return rows.filter((row) => row.subject.id === pair.id).map((row) => `${row.kind} ${names.get(row.personId)}`).sort()
    },
  }
  return bench
}

export type PairBench = Awaited<ReturnType<typeof aPairBench>>

/** The code of an expected refusal. */
export function refusalOf(result: Result<unknown>): string {
  expect(result.ok).toBe(false)
  return result.ok ? '' : result.problem.code
}
