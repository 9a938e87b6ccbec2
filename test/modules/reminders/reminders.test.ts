import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../../src/core/result.js'
import { systemActor, type Actor } from '../../../src/core/actor.js'
import type { DeliveryKind } from '../../../src/modules/deliveries/delivery.js'
import type { Person } from '../../../src/modules/people/person.js'
import type { Question } from '../../../src/modules/questionnaires/questionnaire.js'
import { aChatSchool, type ChatSchool } from '../../support/chat-school.js'

const week = 24 * 7
let school: ChatSchool
beforeAll(async () => {
  school = await aChatSchool()
})
afterAll(() => school.stop())

const planned = (...kinds: DeliveryKind[]) => school.services.deliveries.list(school.school.id, { kinds, limit: 500 })
const peopleOf = async (kind: DeliveryKind) => (await planned(kind)).map(({ personId }) => personId).sort()
const ids = (...people: { id: string }[]) => people.map(({ id }) => id).sort()

/** The job as the worker runs it, also twice in a row, and the sender after it. */
async function runJob(): Promise<void> {
  await school.services.reminders.plan()
  await school.services.reminders.plan()
  await school.deliver()
}

async function passAndRun(hours: number): Promise<void> {
  await school.pass(hours)
  await runJob()
}

describe('reminders of how things stand', () => {
  it('[IMPL-01] tells curator and head of an agreed pair without an order after three days, and once more after seven', async () => {
    await school.agreedPair([school.people.anna.id])
    await runJob()
    expect(await planned('pair-without-order')).toEqual([])
    await passAndRun(3 * 24 + 1)
    expect(await peopleOf('pair-without-order')).toEqual(ids(school.people.maria, school.people.ivan))
    await school.chats.ivan.sees('Пара ждёт приказа: Ольга Ивановна, Анна Сергеевна')
    await passAndRun(4 * 24)
    expect(await planned('pair-without-order')).toHaveLength(4)
  })

  it('[IMPL-02] does not send a reminder whose cause has gone since it was planned', async () => {
    const pair = await school.agreedPair([school.people.vera.id])
    await school.pass(3 * 24 + 1)
    await school.services.reminders.plan()
    const about = async () => (await planned('pair-without-order')).filter(({ subject }) => subject.id === pair.id)
    expect(await about()).toHaveLength(2)
    must(await school.services.pairs.end(school.as.maria, { pairId: pair.id, reason: school.school.dictionaries.endReasons[0]?.code ?? '', side: 'mutual', text: 'Переезд' }))
    await school.deliver()
    expect((await about()).map(({ state }) => state)).toEqual(['cancelled', 'cancelled'])
  })

  it('[IMPL-01] names to the curator those who have had no mentor for two weeks, once a round', async () => {
    const fortnight = async () => {
      for (let day = 0; day < 14; day += 2) await passAndRun(48)
    }
    const before = (await planned('mentees-unpaired')).length
    await fortnight()
    expect(await planned('mentees-unpaired')).toHaveLength(before + 1)
    await fortnight()
    const rounds = await planned('mentees-unpaired')
    expect(rounds).toHaveLength(before + 2)
    expect(rounds.every(({ personId }) => personId === school.people.maria.id)).toBe(true)
    await school.chats.maria.sees(/^Ждут наставника: (?!.*Анна Сергеевна).*Глеб Юрьевич/)
  })
})

describe('reminders of a running pair', () => {
  it('[IMPL-01] asks the mentor of a pair without events after three weeks and tells the curator after four, without blame', async () => {
    const { pair } = await school.runningProgramme([school.people.gleb.id])
    const about = async () => (await planned('pair-idle')).filter(({ subject }) => subject.id === pair.id).map(({ personId }) => personId)
    await passAndRun(20 * 24)
    expect(await about()).toEqual([])
    await passAndRun(2 * 24)
    expect(await about()).toEqual([school.people.olga.id])
    await passAndRun(week)
    expect((await about()).sort()).toEqual(ids(school.people.olga, school.people.maria))
  })

  it('[IMPL-01] asks the mentor every month how it goes; not where the organisation has set no interval', async () => {
    const { services, school: organisation } = school
    const asked = async () => (await planned('mentor-check-in')).map(({ personId, occurrence }) => `${personId} ${occurrence}`)
    const before = await asked()
    expect(before).toHaveLength(0)
    await passAndRun(2 * 24)
    const first = await asked()
    expect(first).toEqual([expect.stringContaining(school.people.olga.id)])
    await school.chats.olga.sees('Глеб Юрьевич: как идут дела?')
    const silent = async (days: number) => must(await services.organisations.saveSettings(systemActor('command'), organisation.id, { mentorMessageDays: days }))
    await silent(0)
    await passAndRun(31 * 24)
    expect(await asked()).toEqual(first)
    await silent(30)
  })

  it('[IMPL-01] tells both sides and the curator when the programme comes to its end, each step once', async () => {
    const programme = (await school.services.programmes.list(school.school.id, { states: ['running'] }))[0]
    if (!programme) throw new Error('no programme runs')
    const left = (new Date(`${programme.endsOn}T13:30:00Z`).getTime() - school.clock.now().getTime()) / 3_600_000
    await passAndRun(left - 30 * 24)
    expect(await peopleOf('programme-ending')).toEqual(ids(school.people.olga, school.people.gleb, school.people.maria))
    await passAndRun(16 * 24)
    expect(await planned('programme-ending')).toHaveLength(6)
  })
})

/** Answers the whole form, with the first choice of each question, and sends it. */
async function answerAll(person: Person): Promise<void> {
  const { questionnaires } = school.services
  const actor: Actor = { ...school.as.anna, personId: person.id }
  const { id: responseId } = must(await questionnaires.start(actor, { personId: person.id, kind: 'needs' }))
  const valueOf = ({ type, options, scale }: Question) => {
    if (type === 'multiple') return options.slice(0, 1).map(({ code }) => code)
    if (type === 'single') return options[0]?.code ?? ''
    if (type === 'scale') return String(scale?.min ?? 1)
    return { 'yes-no': 'no', date: '2026-09-01', text: 'Слова' }[type]
  }
  for (let asked = must(await questionnaires.current(actor, responseId)); asked; ) {
    asked = must(await questionnaires.answer(actor, { responseId, questionId: asked.question.id, value: valueOf(asked.question) }))
  }
  must(await questionnaires.send(actor, responseId))
}

describe('an open survey', () => {
  it('[SURVEY-01][IMPL-01] is told to all who have not answered, again in the middle and the day before closing; who has answered hears no more', async () => {
    const { services, people, as, clock } = school
    const closesAt = new Date(clock.now().getTime() + 10 * 24 * 3_600_000)
    const opened = must(await services.reminders.openSurvey(as.maria, { organisationId: school.school.id, kind: 'needs', closesAt }))
    expect(opened.asked).toBe(3)
    expect(await peopleOf('survey-open')).toEqual(ids(people.anna, people.vera, people.gleb))
    expect((await planned('survey-reminder')).map(({ personId, offset }) => `${personId} ${offset}`).sort()).toEqual(
      ids(people.anna, people.vera, people.gleb).flatMap((id) => [`${id} -1d`, `${id} middle`]),
    )
    await answerAll(people.anna)
    await school.pass(10 * 24 - 23)
    const reminded = await planned('survey-reminder')
    const sentTo = reminded.filter(({ state }) => state === 'sent').map(({ personId }) => personId)
    expect(sentTo).toContain(people.vera.id)
    expect(sentTo).not.toContain(people.anna.id)
    expect(await services.reminders.openSurvey(as.anna, { organisationId: school.school.id, kind: 'needs', closesAt })).toMatchObject({ problem: { code: 'not-allowed' } })
  })
})
