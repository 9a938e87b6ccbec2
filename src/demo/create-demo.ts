import { setTimeout as pause } from 'node:timers/promises'
import type { Connection } from 'mongoose'
import { createApp } from '../app.js'
import { createLease } from '../modules/receiving/lease.js'
import { systemActor } from '../core/actor.js'
import type { Clock } from '../core/clock.js'
import { instantAt } from '../core/dates.js'
import { must } from '../core/result.js'
import { sandboxBotName } from '../sandbox/bot-name.js'
import type { Services } from '../services.js'
import { loadDemoData, type DemoData } from './demo-data.js'
import { defineDemoPersonModel } from './demo-people.js'
import { agreePair, composeProgramme, markRows, propose } from './pairs-chapter.js'
import { fillQuestionnaire, linkPerson } from './people-chapter.js'
import { createStory, createStoryClock, type Story } from './story.js'

interface DemoDependencies {
  connection: Connection
  clock: Clock
  defaultZone: string
  /** Ends what was due before the story reached the present: nobody is to get a month of messages at once. */
  expireDue(organisationId: string): Promise<void>
}

export const demoPreset = 'school'
/** Days before the present at which the story begins. */
const beginning = 60

const lateComers = ['kseniya']
const needsOf = ['anna', 'darya', 'ilya', 'elena', 'maxim']
const mentors = ['olga', 'viktor', 'tatyana', 'natalya']

async function openSchool(services: Services, data: DemoData, startedOn: string) {
  const operator = systemActor('command')
  const { name, shortName, region, municipality } = data.organisation
  const { id } = must(await services.organisations.createFromPreset(operator, { preset: demoPreset, name, shortName, demo: true }))
  const consentWay = { 'personal-data': 'button', mentoring: 'button', duties: 'button' } as const
  must(await services.organisations.saveSettings(operator, id, { consentWay }))
  const ids = new Map<string, string>()
  for (const { key, telegram: _telegram, roles, about: _about, ...facts } of data.people) {
    const person = must(await services.people.create(operator, id, facts))
    for (const role of roles) must(await services.people.giveRole(operator, person.id, { role, from: startedOn }))
    ids.set(key, person.id)
  }
  const organisation = must(await services.organisations.update(operator, id, { region, municipality, headPersonId: ids.get('head'), curatorPersonId: ids.get('curator') }))
  return { organisation, ids }
}

async function tellThePast(story: Story): Promise<void> {
  const { data, goTo, services } = story
  goTo(55)
  for (const { key } of data.people) if (!lateComers.includes(key)) await linkPerson(story, key)
  goTo(53)
  for (const key of needsOf) await fillQuestionnaire(story, key, 'needs')
  for (const key of mentors) await fillQuestionnaire(story, key, 'mentor')
  for (const demo of data.programmes) {
    goTo(demo.startsDaysAgo + 3)
    const pair = await agreePair(story, demo)
    const programmeId = await composeProgramme(story, demo, pair)
    goTo(demo.order.daysAgo)
    must(await services.pairs.recordOrder(story.operator, { pairIds: [pair.id], number: demo.order.number, on: story.dayIn(-demo.order.daysAgo) }))
    await markRows(story, { ...demo, rows: demo.rows.filter((row) => Object.values(row.marks).includes('accepted')) }, programmeId)
  }
  goTo(4)
  await fillQuestionnaire(story, 'roman', 'needs', 6)
  await agreePair(story, data.ordered)
}

async function tellThePresent(story: Story): Promise<void> {
  const { data, goTo, services, as, idOf, dayIn, zone } = story
  goTo(0)
  await propose(story, data.waiting)
  for (const demo of data.programmes) {
    const [pair] = await services.pairs.openOf(idOf(demo.mentor))
    const programme = pair ? await services.programmes.ofPair(pair.id) : null
    if (!pair || !programme) throw new Error('the demo lost a programme')
    await markRows(story, { ...demo, rows: demo.rows.filter((row) => !Object.values(row.marks).includes('accepted')) }, programme.id)
    if (!demo.meeting) continue
    const { kind, inDays, hour, minute, place, topic } = demo.meeting
    must(await services.meetings.set(as(demo.mentor), { pairId: pair.id, kind, startsAt: instantAt(dayIn(inDays), hour, minute, zone), place, topic }))
  }
}

const longestStory = 5 * 60_000

/** Makes the demonstration school with people in all stages (IMPL-30) and returns its id. The history is sealed only when all is told: the story goes to and fro in time. */
export async function createDemo(given: DemoDependencies): Promise<string> {
  const lease = createLease(given.connection, 'seal-history', longestStory)
  for (let tries = 0; tries < 100 && !(await lease.take()); tries += 1) await pause(200)
  return tellDemo(given).finally(lease.release)
}

async function tellDemo({ connection, clock, defaultZone, expireDue }: DemoDependencies): Promise<string> {
  const data = loadDemoData()
  const { clock: storyClock, goTo } = createStoryClock(clock)
  const { services } = createApp({ connection, clock: storyClock, defaultZone, botName: () => Promise.resolve(sandboxBotName) })
  goTo(beginning)
  const startedOn = storyClock.now().toISOString().slice(0, 10)
  const { organisation, ids } = await openSchool(services, data, startedOn)
  const story = createStory({ services, data, organisation, ids, present: clock, goTo })
  await tellThePast(story)
  goTo(0)
  await expireDue(organisation.id)
  await tellThePresent(story)
  const stored = data.people.map(({ key, telegram, about }) => ({ _id: telegram, organisationId: organisation.id, personId: story.idOf(key), about }))
  await defineDemoPersonModel(connection).insertMany(stored)
  return organisation.id
}
