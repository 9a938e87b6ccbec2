import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor, type Role } from '../../../src/core/actor.js'
import { must } from '../../../src/core/result.js'
import { defineDeliveryModel } from '../../../src/modules/deliveries/delivery-model.js'
import { testDatabase, type TestDatabase } from '../../support/database.js'
import { panelWithFiles, signedInDesk, type Desk } from '../../support/panel-pages.js'
import type { TestPanel } from '../../support/panel.js'

let database: TestDatabase
let panel: TestPanel
let curator: Desk
let stranger: Desk

beforeAll(async () => {
  database = await testDatabase()
  panel = await panelWithFiles(database)
  curator = await signedInDesk(panel, 'curator', panel.own)
  stranger = await signedInDesk(panel, 'curator', panel.other)
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

it('[SURVEY-01][IMPL-01] pressed again while it is open, only the day changes: who was told is not told again, and who has no chat is named', async () => {
  const survey = (await panel.services.questionnaires.currentVersion(panel.own, 'needs'))?.id ?? ''
  const rows = async () => (await panel.services.deliveries.list(panel.own, { kinds: ['survey-open'] })).filter(({ state }) => state !== 'cancelled')
  const model = defineDeliveryModel(database.connection)
  const [told, waiting] = await rows()
  await model.updateOne({ _id: told?.id }, { $set: { state: 'sent', open: false, sentAt: panel.clock.now() } })
  const form = (await curator.form('Questionnaire', 'campaign', survey)) as { form?: { lead: string; fields: { value: unknown }[] } }
  expect(form.form?.lead).toContain('Опрос уже открыт до 29.09.2031, приглашение получили: 1.')
  expect(form.form?.lead).toContain('Передать лично, бот им не напишет: Котова А., Петрова А.')
  expect(form.form?.fields[0]?.value).toBe('2031-09-29')
  for (const [minute, day] of Object.entries(['2031-10-06', '2031-10-08'])) {
    panel.setTime(`2031-09-15T09:0${Number(minute) + 1}:00Z`)
    expect((await curator.send('Questionnaire', 'campaign', survey, { closesOn: day })).notice?.type).toBe('success')
  }
  const after = await rows()
  expect(after.filter(({ personId }) => personId === told?.personId)).toMatchObject([{ id: told?.id, state: 'sent' }])
  expect(after.filter(({ personId }) => personId === waiting?.personId)).toMatchObject([{ state: 'pending', params: { closesOn: '2031-10-08' } }])
  const reminders = (await panel.services.deliveries.list(panel.own, { kinds: ['survey-reminder'], states: ['pending'] })).filter(({ personId }) => personId === told?.personId)
  expect(new Set(reminders.map(({ params }) => params['closesOn']))).toEqual(new Set(['2031-10-08']))
})
