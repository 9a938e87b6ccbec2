import type { Connection } from 'mongoose'
import { createApp } from '../../src/app.js'
import { systemActor } from '../../src/core/actor.js'
import { createClock } from '../../src/core/clock.js'
import { dayOf } from '../../src/core/dates.js'
import { must } from '../../src/core/result.js'
import { createIndexes } from '../../src/db/indexes.js'
import { defineModels } from '../../src/define-models.js'
import { createQuestionnaireService } from '../../src/modules/questionnaires/questionnaire-service.js'

const zone = 'Europe/Moscow'
const operator = systemActor('command')
const words = { yes: '+', no: '-', skipped: '' }

/** Text questions, many, so that a growing state would show. */
const contentOf = (length: number) => ({
  title: 'Bench',
  intro: 'Bench',
  questions: Array.from({ length }, (_, at) => ({ id: `q${at + 1}`, type: 'text' as const, text: `Question ${at + 1}`, optional: false, options: [] })),
})

/** A school whose needs survey has so many questions, with so many linked mentees; chat ids from 1001. */
export async function openSchool(connection: Connection, size: number, questions = 60) {
  const clock = createClock()
  const app = createApp({ connection, clock, defaultZone: zone, botName: () => Promise.resolve('bench_bot') })
  const { services, kernel } = app
  services.questionnaires = createQuestionnaireService({
    connection, kernel, words,
    findPerson: (id) => services.people.get(id),
    hasConsent: (personId, kind) => services.consents.has(personId, kind),
    contentFor: () => Promise.resolve(contentOf(questions)),
  })
  await defineModels(connection)
  await createIndexes(connection)
  const school = must(await services.organisations.createFromPreset(operator, { preset: 'school', name: 'Bench' }))
  must(await services.organisations.saveSettings(operator, school.id, { consentWay: { 'personal-data': 'button', mentoring: 'button', duties: 'button' } }))
  const today = dayOf(clock.now(), zone)
  const chatIds: number[] = []
  for (let at = 1; at <= size; at += 1) {
    const person = must(await services.people.create(operator, school.id, { surname: 'Bench', name: 'Ann' }))
    must(await services.people.giveRole(operator, person.id, { role: 'mentee', from: today }))
    must(await services.consents.registerPaper(operator, { personId: person.id, kind: 'personal-data', signedOn: today, fileId: null }))
    must(await services.people.link(person.id, 1000 + at))
    chatIds.push(1000 + at)
  }
  return { ...app, clock, chatIds }
}
