import { Types } from 'mongoose'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { must } from '../../src/core/result.js'
import { aPerson, aSchool, testApp, type School, type TestApp } from '../support/app.js'

let app: TestApp
let school: School
beforeAll(async () => {
  app = await testApp()
  school = await aSchool(app)
})
afterAll(() => app.database.drop())

const collection = (name: string) => app.database.connection.collection(name)

it('[IMPL-02] R18: an organisation stored before holidays were known is read with none, and can set them', async () => {
  await collection('organisations').updateOne({ _id: new Types.ObjectId(school.id) }, { $unset: { 'settings.holidays': 1, 'settings.mentorMessageDays': 1 }, $inc: { __v: 1 } })
  expect((await app.services.organisations.get(school.id))?.settings).toMatchObject({ holidays: [], mentorMessageDays: 30 })
  const holidays = [{ from: '2026-10-26', to: '2026-11-03', name: 'Осенние каникулы' }]
  expect(must(await app.services.organisations.saveSettings(app.operator, school.id, { holidays })).settings.holidays).toEqual(holidays)
  expect(await app.services.organisations.saveSettings(app.operator, school.id, { holidays: [{ from: '2026-11-03', to: '2026-10-26' }] })).toMatchObject({ problem: { code: 'settings-wrong' } })
  expect(await app.services.organisations.saveSettings(app.operator, school.id, { holidays: [{ from: '2026-02-30', to: '2026-03-01' }] })).toMatchObject({ problem: { code: 'settings-wrong' } })
})

it('[IMPL-02] R18: a person stored with the former lasting «fewer» is read with the usual settings, and his own stay', async () => {
  const { id } = await aPerson(app, school, ['mentee'])
  await collection('people').updateOne({ _id: new Types.ObjectId(id) }, { $set: { settings: { quietFrom: '21:00', quietTo: null, digestAt: '09:00', fewerReminders: true } } })
  expect((await app.services.people.get(id))?.settings).toEqual({ quietFrom: '21:00', quietTo: null, digestAt: '09:00', channel: 'telegram', fewerUntil: null })
  expect(must(await app.services.people.saveSettings(app.operator, id, { channel: 'curator' })).settings).toMatchObject({ quietFrom: '21:00', digestAt: '09:00', channel: 'curator' })
})
