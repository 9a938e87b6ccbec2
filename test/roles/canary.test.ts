import { afterAll, beforeAll, expect, it } from 'vitest'
import { must } from '../../src/core/result.js'
import { createLog } from '../../src/log.js'
import { sandboxToken } from '../../src/roles/sandbox-role.js'
import { runProgram } from '../support/program.js'
import { formOf, visitor, type Visitor } from '../support/panel.js'
import { openAtAllHours } from '../support/staff.js'

const surname = 'Канарейкина'
const canaries = { surname, phone: '+79990001122', email: 'kanareyka@school.example', answer: 'Жёлтая птица не поёт по утрам', password: 'Кенар-Пароль-77381', topic: 'Секретная тема канареек' }
const lines: string[] = []
const log = createLog('trace', { write: (line: string) => void lines.push(line) })

let program: Awaited<ReturnType<typeof runProgram>>
let curator: Visitor
let school = ''
let personId = ''
let invitation = ''

/** What a driver, a parser or a messenger would throw: its message quotes data. */
function quoting(name: string): Error {
  const error = Object.assign(new Error(`E11000 duplicate key { phone: "${canaries.phone}", surname: "${surname}", answer: "${canaries.answer}" }`), { code: 11_001, payload: { text: canaries.answer }, method: 'sendMessage' })
  error.name = name
  return error
}

beforeAll(async () => {
  program = await runProgram({ logLevel: 'trace' }, log)
  const { services, operator } = program
  school = must(await services.organisations.createFromPreset(operator, { preset: 'school', name: 'Школа № 9' })).id
  must(await services.organisations.saveSettings(operator, school, { ...openAtAllHours, consentWay: { 'personal-data': 'button', mentoring: 'button', duties: 'button' } }))
  const person = must(await services.people.create(operator, school, { surname, name: 'Нина', phone: canaries.phone, email: canaries.email }))
  personId = person.id
  must(await services.people.giveRole(operator, personId, { role: 'mentee', from: '2020-01-01' }))
  invitation = must(await services.invitations.issue(operator, { personId })).link
  curator = visitor(program.url)
}, 60_000)
afterAll(() => program.stop())

it('S15 the chat, its errors and the messenger’s refusals leave no name, phone, answer or token in the log', async () => {
  const { services } = program
  const nina = program.telegram.user(9_001)
  await nina.opens(invitation)
  await nina.presses('Да, это я')
  await nina.sends(canaries.answer)
  const byTelegram = services.people.byTelegram
  const names = ['MongoServerError', 'GrammyError', 'ValidationError']
  let thrown = 0
  services.people.byTelegram = async () => {
    thrown += 1
    throw quoting(names[thrown % names.length] ?? '')
  }
  const unanswered = names.map((name, at) => program.telegram.user(9_002 + at).sends(`${canaries.answer} ${name}`).catch(() => undefined))
  const failures = () => lines.filter((line) => line.includes('"level":50')).length
  for (let tries = 0; tries < 100 && failures() < names.length; tries += 1) await new Promise((resolve) => setTimeout(resolve, 50))
  services.people.byTelegram = byTelegram
  expect(failures()).toBeGreaterThanOrEqual(names.length)
  await Promise.race([Promise.all(unanswered), nina.sends('/start')])
})

it('S15 the panel, its refusals and its errors leave no password, name, phone or search in the log', async () => {
  const { services, operator } = program
  const { account, password } = must(await services.accounts.create(operator, { email: 'curator@school.example', role: 'curator', organisationId: school }))
  await curator.signIn({ email: account.email, password: canaries.password })
  await curator.signIn({ email: account.email, password })
  const api = '/admin/api/resources'
  const seenAt = (await services.people.get(personId))?.updatedAt.toISOString() ?? ''
  await curator.get(`${api}/Person/actions/search/${encodeURIComponent(surname)}`)
  await curator.get(`${api}/Person/actions/list?filters.surname=${encodeURIComponent(surname)}`)
  await curator.post(`${api}/Person/records/${personId}/edit`, formOf({ surname, name: 'Нина', position: canaries.topic, phone: canaries.phone, seenAt }))
  const before = lines.length
  const [get, list] = [services.people.get, services.people.update]
  services.people.get = async () => {
    throw quoting('MongoServerError')
  }
  services.people.update = async () => {
    throw quoting('CastError')
  }
  await curator.get(`${api}/Person/records/${personId}/show`)
  await curator.post(`${api}/Person/records/${personId}/edit`, formOf({ surname, name: 'Нина', position: canaries.topic, seenAt }))
  Object.assign(services.people, { get, update: list })
  expect(lines.length).toBeGreaterThan(before)
  await curator.get(`/admin/resources/Person/records/${encodeURIComponent(surname)}/show`)
  await curator.get(`/${encodeURIComponent(surname)}`)
  const written = lines.join('\n')
  const secrets = [...Object.values(canaries), password, invitation.split('start=')[1] ?? invitation, sandboxToken, encodeURIComponent(surname), curator.cookie.split('=')[1] ?? '-no-cookie-']
  expect(secrets.filter((secret) => written.includes(secret))).toEqual([])
})
