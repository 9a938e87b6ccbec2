import { afterAll, beforeAll, expect, it } from 'vitest'
import { must } from '../../../src/core/result.js'
import { aChatSchool, type ChatSchool } from '../../support/chat-school.js'
import { heavy } from '../../support/database.js'

const hourMs = 3_600_000
let school: ChatSchool
beforeAll(async () => {
  school = await aChatSchool()
})
afterAll(() => school.stop())

async function planAll(): Promise<void> {
  await school.services.programmes.planNudges()
  await school.services.reminders.plan()
  await school.services.requests.escalate()
}

/** Every row that there is or was, hot and archived. */
async function keys(): Promise<{ hot: string[]; archived: string[] }> {
  const db = school.database.connection.db!
  const names = (await db.listCollections().toArray()).map(({ name }) => name)
  const read = async (name: string) => (await db.collection<{ key: string }>(name).find({}).toArray()).map(({ key }) => key)
  return { hot: await read('deliveries'), archived: (await Promise.all(names.filter((name) => name.startsWith('deliveries_archive_')).map(read))).flat() }
}

heavy('after the archive', () => {
  it('[IMPL-01][IMPL-02] planning everything again makes nothing anew that was told before, whatever the hour', async () => {
    const { services, people, as, clock } = school
    const { pair, programmeId } = await school.runningProgramme([people.anna.id])
    const waiting = await school.agreedPair([people.vera.id])
    const row = (await services.programmes.get(programmeId))?.rows[0]
    must(await services.programmes.report(as.anna, { programmeId, rowId: row?.id ?? '', menteeId: people.anna.id, text: 'Была на уроке', fileIds: [] }))
    const far = (days: number) => new Date(clock.now().getTime() + days * 24 * hourMs)
    const kind = school.school.dictionaries.meetingKinds[0]?.code ?? ''
    const times = [far(80), far(81)] as const
    const meeting = must(await services.meetings.set(as.olga, { pairId: pair.id, kind, startsAt: times[0], place: 'каб. 204' }))
    for (let days = 0; days < 24; days += 2) {
      await school.pass(48)
      await planAll()
      await school.deliver()
    }
    await school.pass(34 * 24)
    const told = (await keys()).hot.length
    expect(await services.deliveries.archive()).toBeGreaterThan(told / 2)
    const { archived } = await keys()
    expect(archived.some((key) => key.startsWith('row-unchecked'))).toBe(true)
    expect(archived.some((key) => key.startsWith(`pair-without-order:pair:${waiting.id}`))).toBe(true)

    must(await services.meetings.move(as.olga, { meetingId: meeting.id, startsAt: times[1] }))
    must(await services.meetings.move(as.olga, { meetingId: meeting.id, startsAt: times[0] }))
    for (const hours of [0, 7, 24]) {
      await school.pass(hours)
      await planAll()
      await planAll()
    }
    const now = await keys()
    expect(now.hot.filter((key) => archived.includes(key))).toEqual([])
    expect(new Set([...now.hot, ...now.archived]).size).toBe(now.hot.length + now.archived.length)
  })
})
