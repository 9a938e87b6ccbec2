import { must } from '../core/result.js'
import type { ConsentKind } from '../modules/consents/consent.js'
import type { Pair } from '../modules/pairs/pair.js'
import type { PlanRow } from '../modules/programmes/programme.js'
import type { DemoPair, DemoProgramme, DemoRow } from './demo-data.js'
import type { Story } from './story.js'

const form = 'teacher_teacher'

/** The curator proposes the pair. */
export async function propose({ services, idOf, as }: Story, { mentor, mentees, kinds, why }: DemoPair): Promise<Pair> {
  return must(await services.pairs.propose(as('curator'), { mentorId: idOf(mentor), menteeIds: mentees.map(idOf), form, kinds, why }))
}

async function agreeToPaper({ services, organisationId, idOf, as }: Story, key: string, kind: ConsentKind, pairId: string | null): Promise<void> {
  const { hash } = await services.consents.textOf(organisationId, kind, idOf(key))
  must(await services.consents.agree(as(key), { personId: idOf(key), kind, pairId, hash }))
}

/** Proposed, agreed by all, and all papers given. */
export async function agreePair(story: Story, demo: DemoPair): Promise<Pair> {
  const { services, idOf, as } = story
  const pair = await propose(story, demo)
  for (const key of [demo.mentor, ...demo.mentees]) {
    must(await services.pairs.answer(as(key), { pairId: pair.id, personId: idOf(key), answer: 'agreed' }))
  }
  await agreeToPaper(story, demo.mentor, 'mentoring', null)
  for (const key of [demo.mentor, ...demo.mentees]) await agreeToPaper(story, key, 'duties', pair.id)
  return pair
}

/** The mentor's plan, agreed by the mentees and approved by the curator. */
export async function composeProgramme(story: Story, demo: DemoProgramme, pair: Pair): Promise<string> {
  const { services, as, idOf, dayIn } = story
  const mentor = as(demo.mentor)
  const { id } = must(await services.programmes.draft(mentor, pair.id))
  const dates = { startsOn: dayIn(-demo.startsDaysAgo), endsOn: dayIn(demo.endsInDays) }
  must(await services.programmes.change(mentor, id, { ...dates, goal: demo.goal, directions: ['subject', 'methods'], support: ['communities'] }))
  for (const { aim, need, measures, mode, inDays, result } of demo.rows) {
    must(await services.programmes.addRow(mentor, id, { aim, need, measures, mode, finalOn: dayIn(inDays), result }))
  }
  must(await services.programmes.show(mentor, id))
  for (const key of demo.mentees) must(await services.programmes.agree(as(key), { programmeId: id, menteeId: idOf(key) }))
  must(await services.programmes.approve(as('curator'), id))
  return id
}

const byMeasures = (rows: readonly PlanRow[], row: DemoRow): string => {
  const found = rows.find(({ measures }) => measures === row.measures)
  if (!found) throw new Error(`the demo's plan lost the row «${row.measures}»`)
  return found.id
}

/** Marks of the rows, as far as each mentee is: what is accepted lies in the past, the rest is fresh. */
export async function markRows(story: Story, demo: DemoProgramme, programmeId: string): Promise<void> {
  const { services, as, idOf, goTo } = story
  const rows = (await services.programmes.get(programmeId))?.rows ?? []
  for (const row of demo.rows) {
    for (const [key, state] of Object.entries(row.marks)) {
      if (state === 'open') continue
      goTo(state === 'accepted' ? 1 - row.inDays : 0)
      const mark = { programmeId, rowId: byMeasures(rows, row), menteeId: idOf(key) }
      must(await services.programmes.report(as(key), { ...mark, text: row.report ?? '', fileIds: [] }))
      if (state === 'accepted') must(await services.programmes.accept(as(demo.mentor), mark))
      if (state === 'returned') must(await services.programmes.returnRow(as(demo.mentor), { ...mark, comment: row.comment ?? '' }))
    }
  }
}
