import type { Actor } from '../../core/actor.js'
import { ok, refuse, type Result } from '../../core/result.js'
import type { DeliveryPlanner } from '../deliveries/delivery.js'
import type { Change, ProgrammeChanger, Scene } from './change-programme.js'
import { offerCompletion, tellCompletionOffered } from './complete-programme.js'
import { reportOccurrence, rowNotice } from './notices.js'
import { checkMark } from './plan-rules.js'
import { mayActFor, mayCompose } from './programme-policy.js'
import type { ProgrammeService } from './programme-service.js'
import type { Mark, MarkState, PlanRow, Programme, Report } from './programme.js'
import type { ReminderKeeper } from './term-reminders.js'
import { allowText, requireText } from './wording.js'

type Marking = Pick<ProgrammeService, 'report' | 'accept' | 'returnRow' | 'release'>
type Target = { programmeId: string; rowId: string; menteeId: string }
type Found = { row: PlanRow; mark: Mark }

/** Finds a mentee's mark on a row. */
export function findMark(programme: Programme, rowId: string, menteeId: string): Found | null {
  const row = programme.rows.find(({ id }) => id === rowId)
  const mark = row?.marks.find((other) => other.menteeId === menteeId)
  return row && mark ? { row, mark } : null
}

/** The plan with one mark changed. */
export function withMark(programme: Programme, rowId: string, menteeId: string, values: Partial<Mark>): PlanRow[] {
  const changeMark = (mark: Mark) => (mark.menteeId === menteeId ? { ...mark, ...values } : mark)
  return programme.rows.map((row) => (row.id === rowId ? { ...row, marks: row.marks.map(changeMark) } : row))
}

function withLastReport(mark: Mark, values: Partial<Report>): Report[] {
  return mark.reports.map((report, index) => (index === mark.reports.length - 1 ? { ...report, ...values } : report))
}

/** Use cases of the mark of completion (PROG-06): all guarded by the mark's state, so a second press changes nothing. */
export function createMarking({ change }: Pick<ProgrammeChanger, 'change'>, deliveries: DeliveryPlanner, reminders: ReminderKeeper): Marking {
  function move(
    actor: Actor,
    { programmeId, rowId, menteeId }: Target,
    step: { to: MarkState; may: Change['may']; ownCase?: Change['ownCase']; values(found: Found, scene: Scene): Result<Partial<Mark>>; after(found: Found, scene: Scene): Promise<void> },
  ): Promise<Result<Programme>> {
    return change(actor, programmeId, {
      action: `row-${step.to}`,
      may: step.may,
      ownCase: step.ownCase,
      apply(scene) {
        const found = findMark(scene.programme, rowId, menteeId)
        if (!found) return refuse('row-not-found')
        if (scene.programme.state !== 'running') return refuse(`programme-is-${scene.programme.state}`)
        const allowed = checkMark(found.mark, step.to)
        if (!allowed.ok) return allowed
        const values = step.values(found, scene)
        if (!values.ok) return values
        const rows = withMark(scene.programme, rowId, menteeId, { ...values.value, state: step.to })
        return ok({ rows, ...offerCompletion(scene, rows) })
      },
      async after(scene, before) {
        const found = findMark(scene.programme, rowId, menteeId)
        if (!found) throw new Error(`row ${rowId} of programme ${programmeId} is gone`)
        await step.after(found, scene)
        await tellCompletionOffered(deliveries, scene, before)
      },
    })
  }

  const answered = (kind: 'row-accepted' | 'row-returned', { row, mark }: Found, { programme }: Scene) => {
    const isFirst = programme.rows.flatMap(({ marks }) => marks).filter((other) => other.menteeId === mark.menteeId && other.state === 'accepted').length === 1
    const params: Record<string, string> = kind === 'row-accepted' && isFirst ? { first: 'yes' } : {}
    const occurrence = reportOccurrence(mark.menteeId, mark.reports.length)
    return deliveries.plan([rowNotice(programme, { kind, personId: mark.menteeId, rowId: row.id, menteeId: mark.menteeId, occurrence, params })])
  }
  const checked = ({ row, mark }: Found, { programme }: Scene) =>
    reminders.settleCheck(programme, row.id, reportOccurrence(mark.menteeId, mark.reports.length))

  return {
    report: (actor, { text, fileIds, ...target }) =>
      move(actor, target, {
        to: 'reported',
        may: ({ pair }) => mayActFor(actor, pair, target.menteeId, 'report'),
        values({ mark }, { now, organisation }) {
          const wording = allowText('comment', text)
          if (!wording.ok) return wording
          const most = organisation.settings.attachments.maxPerReport
          if (fileIds.length > most) return refuse('report-too-many-files', { most })
          const recordedBy = actor.personId === target.menteeId ? null : actor.accountId
          const report: Report = { at: now, text: wording.value, fileIds: [...new Set(fileIds)], comment: null, checkedAt: null, recordedBy }
          return ok({ reports: [...mark.reports, report] })
        },
        async after(found, scene) {
          const { row, mark } = found
          await reminders.settleDoer(scene.programme, row, mark.menteeId)
          const occurrence = reportOccurrence(mark.menteeId, mark.reports.length)
          await deliveries.plan([rowNotice(scene.programme, { kind: 'row-reported', personId: scene.pair.mentorId, rowId: row.id, menteeId: mark.menteeId, occurrence })])
        },
      }),

    accept: (actor, { comment, ...target }) =>
      move(actor, target, {
        to: 'accepted',
        may: ({ pair }) => mayCompose(actor, pair, 'accept'),
        // The mentor checks the mentee's work: that is his office. The mentee himself is a party, whatever else he is.
        ownCase: () => ({ parties: [target.menteeId], action: 'accept' }),
        values({ mark }, { now }) {
          const wording = allowText('comment', comment)
          if (!wording.ok) return wording
          const words = wording.value || null
          if (mark.state !== 'reported') return ok({ acceptedAt: now, comment: words })
          return ok({ acceptedAt: now, reports: withLastReport(mark, { comment: words, checkedAt: now }) })
        },
        async after(found, scene) {
          await reminders.settleDoer(scene.programme, found.row, found.mark.menteeId)
          await checked(found, scene)
          await answered('row-accepted', found, scene)
        },
      }),

    returnRow: (actor, { comment, ...target }) =>
      move(actor, target, {
        to: 'returned',
        may: ({ pair }) => mayCompose(actor, pair, 'return'),
        values({ mark }, { now }) {
          const wording = requireText('comment', comment)
          if (!wording.ok) return wording
          return ok({ reports: withLastReport(mark, { comment: wording.value, checkedAt: now }) })
        },
        async after(found, scene) {
          await checked(found, scene)
          await reminders.replanDoer(scene, found.row, found.mark.menteeId)
          await answered('row-returned', found, scene)
        },
      }),

    release: (actor, { reason, ...target }) =>
      move(actor, target, {
        to: 'released',
        may: ({ pair }) => mayCompose(actor, pair, 'release'),
        ownCase: () => ({ parties: [target.menteeId], action: 'release' }),
        values() {
          const wording = requireText('comment', reason)
          return wording.ok ? ok({ comment: wording.value }) : refuse('reason-required')
        },
        async after(found, scene) {
          await reminders.settleDoer(scene.programme, found.row, found.mark.menteeId)
          await checked(found, scene)
        },
      }),
  }
}
