import { ok, refuse } from '../../core/result.js'
import { currentMenteeIds, participantIds } from '../pairs/pair.js'
import { checkState, type ProgrammeChanger, type Scene } from './change-programme.js'
import { offerCompletion, tellCompletionOffered } from './complete-programme.js'
import { withMark } from './mark-rows.js'
import { checkPeriod, checkTerms, isInside, isUnfinished } from './plan-rules.js'
import type { ProgrammeDependencies } from './programme-dependencies.js'
import { mayKeepProgramme, mayMoveTerm } from './programme-policy.js'
import type { ProgrammeService } from './programme-service.js'
import type { PlanRow, Programme } from './programme.js'
import type { ReminderKeeper } from './term-reminders.js'

type Running = Pick<ProgrammeService, 'start' | 'suspend' | 'resume' | 'terminate' | 'moveToPair' | 'dropMentee' | 'moveTerm'>

const anybody = () => true
const isOver = ({ state }: Programme) => state === 'completed' || state === 'terminated'
const anew = (rows: readonly PlanRow[]) => rows.map((row) => ({ ...row, sequence: row.sequence + 1 }))

/** Marks of all current mentees: one who joined a group later gets the rows that are still open. */
function marksFor(rows: readonly PlanRow[], menteeIds: readonly string[]): PlanRow[] {
  return rows.map((row) => {
    const missing = menteeIds.filter((menteeId) => !row.marks.some((mark) => mark.menteeId === menteeId))
    return { ...row, marks: [...row.marks, ...missing.map((menteeId) => ({ menteeId, state: 'open' as const, reports: [], acceptedAt: null, comment: null }))] }
  })
}

/** What the pair does to its programme; the pair's service asks the rights, these keep the plan and its reminders in step. */
export function createRunning(
  { change }: Pick<ProgrammeChanger, 'change'>,
  { deliveries, pairs }: Pick<ProgrammeDependencies, 'deliveries' | 'pairs'>,
  reminders: ReminderKeeper,
): Running {
  const isActive = ({ programme }: Scene) => programme.state === 'running' && programme.suspendedAt === null

  return {
    start: (actor, programmeId) =>
      change(actor, programmeId, {
        action: 'programme-start',
        may: anybody,
        apply({ programme, pair, now }) {
          const state = checkState(programme, 'running')
          if (!state.ok) return state
          if (pair.order === null) return refuse('programme-order-missing')
          return ok({ state: 'running', runningSince: now, rows: marksFor(programme.rows, currentMenteeIds(pair)) })
        },
        after: (scene) => reminders.planAll(scene),
      }),

    suspend: (actor, programmeId) =>
      change(actor, programmeId, {
        action: 'programme-suspend',
        may: anybody,
        apply: ({ programme, now }) => (isOver(programme) ? refuse(`programme-is-${programme.state}`) : ok({ suspendedAt: programme.suspendedAt ?? now })),
        after: ({ programme }) => reminders.cancelAll(programme),
      }),

    resume: (actor, programmeId) =>
      change(actor, programmeId, {
        action: 'programme-resume',
        may: anybody,
        apply: ({ programme }) => (isOver(programme) ? refuse(`programme-is-${programme.state}`) : ok({ suspendedAt: null, rows: anew(programme.rows) })),
        async after(scene) {
          if (isActive(scene)) await reminders.planAll(scene)
        },
      }),

    terminate: (actor, programmeId, reason) =>
      change(actor, programmeId, {
        action: 'programme-terminate',
        may: anybody,
        versionReason: reason,
        apply({ programme }) {
          const state = checkState(programme, 'terminated')
          return state.ok ? ok({ state: 'terminated' }) : state
        },
        after: ({ programme }) => reminders.cancelAll(programme),
      }),

    async moveToPair(actor, { programmeId, pairId }) {
      const next = await pairs.get(pairId)
      return change(actor, programmeId, {
        action: 'programme-move',
        may: ({ programme }) => next !== null && next.organisationId === programme.organisationId,
        versionReason: 'mentor-replaced',
        apply: ({ programme }) => (isOver(programme) ? refuse(`programme-is-${programme.state}`) : ok({ pairId, rows: anew(programme.rows) })),
        async after(scene, before) {
          await reminders.cancelAll(before)
          if (next && isActive(scene)) await reminders.planAll({ ...scene, pair: next })
        },
      })
    },

    dropMentee: (actor, { programmeId, menteeId, reason }) =>
      change(actor, programmeId, {
        action: 'programme-drop-mentee',
        may: anybody,
        apply(scene) {
          const { programme, pair } = scene
          if (isOver(programme)) return refuse(`programme-is-${programme.state}`)
          const open = programme.rows.filter((row) => row.marks.some((mark) => mark.menteeId === menteeId && isUnfinished(mark)))
          const rows = open.reduce((all, row) => withMark({ ...programme, rows: all }, row.id, menteeId, { state: 'released', comment: reason }), programme.rows)
          const left = currentMenteeIds(pair).filter((id) => id !== menteeId)
          const isAgreed = programme.state === 'shown' && left.length > 0 && left.every((id) => programme.agreedBy.includes(id))
          return ok({ rows, ...(isAgreed ? { state: 'agreed' as const } : {}), ...offerCompletion(scene, rows) })
        },
        async after(scene, before) {
          for (const row of scene.programme.rows) await reminders.settleDoer(scene.programme, row, menteeId)
          await tellCompletionOffered(deliveries, scene, before)
        },
      }),

    moveTerm: (actor, { programmeId, rowId, finalOn, reason }) =>
      change(actor, programmeId, {
        action: 'row-move-term',
        may: ({ pair }) => mayMoveTerm(actor, pair),
        ownCase: ({ programme, pair }) => (finalOn > programme.endsOn ? { parties: participantIds(pair), action: 'extend' } : null),
        versionReason: reason,
        apply({ programme, pair, organisation, today }) {
          const row = programme.rows.find(({ id }) => id === rowId)
          if (!row) return refuse('row-not-found')
          if (programme.state !== 'running') return refuse(`programme-is-${programme.state}`)
          if (!row.marks.some(isUnfinished)) return refuse('mark-accepted-already')
          const isExtending = finalOn > programme.endsOn && mayKeepProgramme(actor, pair, 'extend')
          const period = isExtending ? { ...programme, endsOn: finalOn } : programme
          const terms = checkTerms({ intermediateOn: row.intermediateOn, finalOn }, period, today)
          if (!terms.ok) return terms
          const limits = isExtending ? checkPeriod(period, organisation.settings) : ok()
          if (!limits.ok) return limits
          const moved = { ...row, finalOn, sequence: row.sequence + 1 }
          const rows = programme.rows.map((other) => (other.id === rowId ? moved : other))
          return ok({ rows, endsOn: period.endsOn, extended: programme.extended || !isInside(finalOn, programme) })
        },
        after: (scene, before) => reminders.replan({ ...scene, before }),
      }),
  }
}
