import { ObjectId } from 'mongodb'
import type { Connection } from 'mongoose'
import type { App } from '../../../src/app.js'
import { systemActor, type Actor, type Role } from '../../../src/core/actor.js'
import { must } from '../../../src/core/result.js'
import type { PlannedDelivery } from '../../../src/modules/deliveries/delivery.js'
import type { Judge } from './judge.js'

/** `reminder`: of a meeting, an unknown outcome is tried once more; `news`: a meeting was called off, never tried again. */
export type Sort = 'reminder' | 'news'

/** One message that is due, and the sign in its text by which the judge knows it. */
export interface Due {
  sign: string
  sort: Sort
  chatId: number
  personId: string
  meetingId: string
  planned: PlannedDelivery
}

export interface Wanted {
  count: number
  /** By turns; reminders only when missing. */
  sorts?: readonly Sort[]
  /** Now when missing. */
  dueAt?: (index: number) => Date
  expiresAt?: (index: number) => Date
  /** All to one person, else one to each. */
  onePerson?: boolean
}

const operator = systemActor('command')
const hourMs = 3_600_000
const part = 1_000
const firstChat = 100_000

/** Signs have one length, so that none is the beginning of another. */
const signOf = (number: number) => `S${String(number).padStart(6, '0')}E`
export const signIn = (text: string): string | null => /S\d{6}E/.exec(text)?.[0] ?? null

async function foundPair(app: App, settings: object) {
  const { services } = app
  const { id: organisationId } = must(await services.organisations.createFromPreset(operator, { preset: 'school', name: 'Школа № 5', shortName: 'Школа № 5' }))
  const open = { quietFrom: '00:00', quietTo: '00:00', quietWeekdays: [], reminderBudget: 20, ...settings }
  const school = must(await services.organisations.saveSettings(operator, organisationId, open))
  const curator: Actor = { organisationId, personId: null, accountId: 'a'.repeat(24), roles: ['curator'], channel: 'panel' }
  const person = async (surname: string, role: Role) => {
    const { id } = must(await services.people.create(operator, organisationId, { surname, name: 'Анна', patronymic: 'Сергеевна' }))
    must(await services.people.giveRole(operator, id, { role, from: '2026-09-01' }))
    return id
  }
  const mentorId = await person('Орлова', 'mentor')
  const menteeId = await person('Петрова', 'mentee')
  const form = school.dictionaries.forms[0]?.code ?? ''
  const kinds = [school.dictionaries.kinds[0]?.code ?? '']
  let pair = must(await services.pairs.propose(curator, { mentorId, menteeIds: [menteeId], form, kinds }))
  for (const personId of [mentorId, menteeId]) pair = must(await services.pairs.answer(curator, { pairId: pair.id, personId, answer: 'agreed' }))
  const meetingOf = () => services.meetings.set(curator, { pairId: pair.id, kind: school.dictionaries.meetingKinds[0]?.code ?? '', startsAt: new Date(Date.now() + 48 * hourMs), place: 'кабинет 1' })
  const pattern = must(await meetingOf())
  return { organisationId, curator, mentorId, menteeId, pair, pattern }
}

export type School = Awaited<ReturnType<typeof foundSchool>>

/** A school where nothing is quiet, with one pair made by the services; further people and meetings are copies of theirs. */
export async function foundSchool(app: App, connection: Connection, judge: Judge, settings: object = {}) {
  const founded = await foundPair(app, settings)
  const { organisationId, menteeId, pattern } = founded
  const people = connection.collection('people')
  const meetings = connection.collection('meetings')
  await connection.collection('deliveries').deleteMany({})
  const person = await people.findOne({ _id: new ObjectId(menteeId) })
  const meeting = await meetings.findOne({ _id: new ObjectId(pattern.id) })
  let made = 0

  function drawOne(number: number, chatNumber: number, personId: ObjectId, wanted: Wanted, index: number): Due {
    const sort = wanted.sorts?.[index % wanted.sorts.length] ?? 'reminder'
    const meetingId = String(new ObjectId())
    const dueAt = wanted.dueAt?.(index) ?? new Date()
    const expiresAt = wanted.expiresAt?.(index) ?? new Date(Date.now() + 47 * hourMs)
    const kind = sort === 'reminder' ? ('meeting-reminder' as const) : ('meeting-cancelled' as const)
    const planned: PlannedDelivery = {
      kind, organisationId, personId: String(personId), subject: { type: 'meeting', id: meetingId }, occurrence: '0', offset: '-1h', params: { meetingId }, dueAt, expiresAt,
    }
    return { sign: signOf(number), sort, chatId: firstChat + chatNumber, personId: String(personId), meetingId, planned }
  }

  async function write(dues: readonly Due[]): Promise<void> {
    const chats = new Map(dues.map((due) => [due.chatId, due.personId]))
    judge.open(chats.keys())
    await people.insertMany([...chats].map(([telegramId, id]) => ({ ...person, _id: new ObjectId(id), telegramId, linkedAt: new Date() })))
    await meetings.insertMany(
      dues.map(({ sign, sort, meetingId, personId, planned }) => ({
        ...meeting, _id: new ObjectId(meetingId), place: `кабинет ${sign}`, startsAt: planned.expiresAt ?? new Date(Date.now() + 48 * hourMs),
        attendees: [{ personId, reply: 'waiting', present: null, wish: null }],
        ...(sort === 'news' ? { state: 'cancelled', reason: `причина ${sign}` } : {}),
      })),
    )
  }

  /** Draws messages with their people and meetings. */
  async function drawAll(wanted: Wanted): Promise<Due[]> {
    const first = made
    made += wanted.count
    const one = new ObjectId()
    const dues = Array.from({ length: wanted.count }, (_, index) =>
      wanted.onePerson ? drawOne(first + index, first, one, wanted, index) : drawOne(first + index, first + index, new ObjectId(), wanted, index),
    )
    for (let start = 0; start < dues.length; start += part) await write(dues.slice(start, start + part))
    return dues
  }

  return {
    ...founded,
    draw: drawAll,
    /** Draws them and plans them by the service, a thousand in a transaction. */
    async plan(wanted: Wanted): Promise<Due[]> {
      const dues = await drawAll(wanted)
      for (let start = 0; start < dues.length; start += part) {
        const rows = dues.slice(start, start + part).map(({ planned }) => planned)
        await app.kernel.transaction(() => app.services.deliveries.plan(rows))
      }
      return dues
    },
  }
}
