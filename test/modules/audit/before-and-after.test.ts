import { afterAll, beforeAll, expect, it } from 'vitest'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { backupDatabase } from '../../../src/db/backup.js'
import { restoreDatabase } from '../../../src/db/restore.js'
import { createAuditService } from '../../../src/modules/audit/audit-service.js'
import { must } from '../../../src/core/result.js'
import { aSchoolInWork, type Scene } from '../../attack/scene.js'
import { testApp, type TestApp } from '../../support/app.js'
import { testDatabase } from '../../support/database.js'

interface Line {
  action: string
  subject: { type: string; id: string }
  before: object | null
  after: object | null
  reason: string | null
  actor: { channel: string; accountId: string | null; personId: string | null }
}

let app: TestApp
let scene: Scene
let lines: Line[] = []

/** What happens beside a record and changes nothing in it. */
const events = new Set(['nominate', 'remind', 'import', 'account-login', 'account-login-refused', 'database-restored', 'duties-read', 'view', 'export', 'own-case-decided', 'start', 'office-appoint'])

beforeAll(async () => {
  app = await testApp()
  scene = await aSchoolInWork(app)
  const { services } = app
  const { actors, people, programme, row, pair, meeting, help, school, consent, announcement, proposed } = scene
  const target = { programmeId: programme.id, rowId: row.id, menteeId: people.mentee.id }
  must(await services.programmes.accept(actors.mentor, target))
  must(await services.requests.answerHelp(actors.mentor, { requestId: help.id, text: 'Приходите' }))
  must(await services.meetings.cancel(actors.curator, { meetingId: meeting.id, reason: 'карантин' }))
  must(await services.announcements.change(actors.curator, announcement.id, { text: 'Иное', audience: 'all', pairId: null }))
  must(await services.organisations.saveSettings(app.operator, school.id, { reminderBudget: 4 }))
  must(await services.consents.publishText(actors.curator, school.id, 'duties', { title: 'Т', summary: 'С', text: 'П' }))
  must(await services.people.update(actors.curator, people.mentee.id, { position: 'методист' }))
  must(await services.pairs.answer(actors.otherMentor, { pairId: proposed.id, personId: people.otherMentor.id, answer: 'declined', reason: 'занята' }))
  must(await services.consents.withdraw(actors.mentor, { consentId: consent.id }))
  must(await services.pairs.end(actors.curator, { pairId: pair.id, reason: school.dictionaries.endReasons[0]?.code ?? '', side: 'mutual', text: 'переезд' }))
  lines = (await app.database.connection.collection('auditentries').find({ organisationId: school.id }).sort({ _id: 1 }).toArray()) as unknown as Line[]
}, 60_000)
afterAll(() => app.database.drop())

it('[IMPL-05] every change has what was and what is: only the line with which a record begins has nothing before it', () => {
  const begun = new Set<string>()
  const lacking: string[] = []
  for (const { action, subject, before, after } of lines) {
    const key = `${subject.type} ${subject.id}`
    if (after === null && !events.has(action)) lacking.push(`${action}: nothing after`)
    if (before === null && begun.has(key) && !events.has(action)) lacking.push(`${action}: nothing before`)
    begun.add(key)
  }
  expect(lines.length).toBeGreaterThan(40)
  expect(lacking).toEqual([])
})

it('[IMPL-05] who gave a reason finds it in the history, and who did it is named or is the program', () => {
  const reasons = new Map(lines.filter(({ reason }) => reason !== null).map(({ action, reason }) => [reason, action]))
  for (const reason of ['карантин', 'переезд']) expect([reason, reasons.has(reason)]).toEqual([reason, true])
  expect(lines.filter(({ actor }) => actor.accountId === null && actor.personId === null && !['job', 'command'].includes(actor.channel)).map(({ action }) => action)).toEqual([])
})

it('[IMPL-05] the whole story of a school is one unbroken chain', async () => {
  expect((await app.services.audit.verify(scene.school.id)).check).toMatchObject({ entries: lines.length, findings: [] })
})

it('[IMPL-05] [IMPL-23] a copy that is brought back holds the same unbroken chain', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'nastavnik-chain-'))
  const other = await testDatabase()
  try {
    const file = join(folder, 'copy.gz')
    must(await backupDatabase({ connection: app.database.connection, clock: app.clock }, file))
    must(await restoreDatabase({ connection: other.connection, clock: app.clock }, file))
    const [here, there] = await Promise.all([app.services.audit.state(scene.school.id), createAuditService({ connection: other.connection, clock: app.clock }).verify(scene.school.id)])
    expect(there).toMatchObject({ fingerprint: here.fingerprint, length: here.length, check: { findings: [] } })
  } finally {
    await other.drop()
    rmSync(folder, { recursive: true, force: true })
  }
})
