import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor, type Role } from '../../../src/core/actor.js'
import { must } from '../../../src/core/result.js'
import { testDatabase, type TestDatabase } from '../../support/database.js'
import { deskOf, panelWithFiles, type Desk } from '../../support/panel-pages.js'
import { visitor, type TestPanel } from '../../support/panel.js'

let database: TestDatabase
let panel: TestPanel
let curator: Desk
let stranger: Desk

beforeAll(async () => {
  database = await testDatabase()
  panel = await panelWithFiles(database)
  const desk = async (organisationId: string) => {
    const who = visitor(panel.url)
    await who.signIn(await panel.openAccount('curator', organisationId))
    return deskOf(who)
  }
  curator = await desk(panel.own)
  stranger = await desk(panel.other)
  const operator = systemActor('command', panel.own)
  for (const [surname, role] of [['Петрова', 'mentee'], ['Котова', 'mentee'], ['Орлова', 'mentor']] as [string, Role][]) {
    const { id } = must(await panel.services.people.create(operator, panel.own, { surname, name: 'Анна' }))
    must(await panel.services.people.giveRole(operator, id, { role, from: '2031-09-01' }))
  }
})
afterAll(async () => {
  await panel.close()
  await database.drop()
})

const asked = async () => (await panel.services.deliveries.list(panel.own, { kinds: ['survey-open'] })).length

it('[SURVEY-01][IMPL-01] the curator opens a survey until a day, sees before how many it asks, and another school may not', async () => {
  const survey = (await panel.services.questionnaires.currentVersion(panel.own, 'needs'))?.id ?? ''
  const form = (await curator.form('Questionnaire', 'campaign', survey)) as { form?: { lead: string; fields: { value: unknown }[] } }
  expect(form.form?.lead).toContain('в этом учебном году: 2.')
  expect(form.form?.fields[0]?.value).toBe('2031-09-29')
  expect((await stranger.send('Questionnaire', 'campaign', survey, { closesOn: '2031-09-29' })).notice?.type).not.toBe('success')
  expect((await curator.send('Questionnaire', 'campaign', survey, { closesOn: '2031-09-14' })).notice?.type).toBe('error')
  expect(await asked()).toBe(0)
  expect((await curator.send('Questionnaire', 'campaign', survey, { closesOn: '2031-09-29' })).notice?.type).toBe('success')
  expect(await asked()).toBe(2)
})
