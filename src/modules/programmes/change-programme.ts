import { isValidObjectId } from 'mongoose'
import { belongsTo, type Actor } from '../../core/actor.js'
import { dayOf, type Day } from '../../core/dates.js'
import { canMove } from '../../core/transitions.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { retryLostRaces } from '../../db/lost-race.js'
import type { OwnCase } from '../accounts/conflict-of-duties.js'
import type { Organisation } from '../organisations/organisation.js'
import type { Pair } from '../pairs/pair.js'
import type { ProgrammeDependencies } from './programme-dependencies.js'
import { defineProgrammeModel, defineProgrammeVersionModel, toProgramme } from './programme-model.js'
import { programmeTransitions, type Programme, type ProgrammeState } from './programme.js'

/** What every use case looks at: read inside the transaction. */
export interface Scene {
  actor: Actor
  programme: Programme
  pair: Pair
  organisation: Organisation
  now: Date
  today: Day
}

type Changed = Partial<Omit<Programme, 'id' | 'organisationId' | 'createdAt' | 'updatedAt' | 'version'>>

export interface Change {
  /** Name for the history, as `programme-shown`. */
  action: string
  may(scene: Scene): boolean
  /** Whose own case the step would be, where a second person has to take it (IMPL-25). */
  ownCase?(scene: Scene): Pick<OwnCase, 'parties' | 'action' | 'role'> | null
  /** New values, or a refusal; nothing may have been written by then. */
  apply(scene: Scene): Result<Changed> | Promise<Result<Changed>>
  /** `updatedAt` of what the change was made from; of another one it is refused (panel-stale). */
  seenAt?: Date | undefined
  /** Keeps the former version with this reason (PROG-24); absent when the content does not change. */
  versionReason?: string
  /** What else belongs to the same transaction. */
  after?(scene: Scene, before: Programme): Promise<void>
}

export type ProgrammeChanger = ReturnType<typeof createProgrammeChanger>

/** Allows a move of the programme by the table, or says where it stands. */
export function checkState(programme: Programme, to: ProgrammeState): Result<undefined> {
  return canMove(programmeTransitions, programme.state, to) ? ok() : refuse(`programme-is-${programme.state}`)
}

/** The one way of changing a programme: scope, right, rule, former version, history and messages in one transaction. */
export function createProgrammeChanger({ kernel, connection, organisationOf, pairs, ownCases }: ProgrammeDependencies) {
  const programmes = defineProgrammeModel(connection)
  const versions = defineProgrammeVersionModel(connection)

  async function keepVersion(actor: Actor, former: Programme, reason: string): Promise<void> {
    const { version, id: programmeId } = former
    const author = { byPersonId: actor.personId, byAccountId: actor.accountId }
    await new versions({ programmeId, version, snapshot: former, at: kernel.clock.now(), ...author, reason }).save()
  }

  async function changeOnce(actor: Actor, programmeId: string, step: Change): Promise<Result<Programme>> {
    const document = isValidObjectId(programmeId) ? await programmes.findById(programmeId) : null
    if (!document || !belongsTo(actor, document.organisationId)) return refuse('programme-not-found')
    const before = toProgramme(document)
    const [pair, organisation] = [await pairs.get(before.pairId), await organisationOf(before.organisationId)]
    if (!pair || !organisation) throw new Error(`programme ${programmeId} has lost its pair or organisation`)
    const now = kernel.clock.now()
    const scene: Scene = { actor, programme: before, pair, organisation, now, today: dayOf(now, organisation.zone) }
    if (!step.may(scene)) return refuse('forbidden')
    if (step.seenAt && step.seenAt.getTime() !== before.updatedAt.getTime()) return refuse('panel-stale')
    const applied = await step.apply(scene)
    if (!applied.ok) return applied
    const own = step.ownCase?.(scene) ?? null
    const { organisationId } = before
    const checked = own ? await ownCases.check(actor, { ...own, organisationId, resource: 'Programme', subject: { type: 'Programme', id: programmeId } }) : ok()
    if (!checked.ok) return checked
    if (step.versionReason !== undefined) await keepVersion(actor, before, step.versionReason)
    const version = before.version + (step.versionReason === undefined ? 0 : 1)
    document.set({ ...applied.value, version, updatedAt: now })
    await document.save()
    const after = toProgramme(document)
    await kernel.audit({ actor, organisationId, action: step.action, subject: { type: 'Programme', id: programmeId }, before, after, reason: step.versionReason })
    await step.after?.({ ...scene, programme: after }, before)
    return ok(after)
  }

  return {
    programmes,
    versions,

    /** Runs a change; a second try after a conflict reads everything again. */
    change: (actor: Actor, programmeId: string, step: Change): Promise<Result<Programme>> =>
      retryLostRaces(() => kernel.transaction(() => changeOnce(actor, programmeId, step))),
  }
}
