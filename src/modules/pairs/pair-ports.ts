import type { Connection } from 'mongoose'
import type { Actor } from '../../core/actor.js'
import type { Kernel } from '../../core/kernel.js'
import type { Result } from '../../core/result.js'
import type { OwnCaseService } from '../accounts/conflict-of-duties.js'
import type { ConsentKind } from '../consents/consent-service.js'
import type { DeliveryPlanner } from '../deliveries/delivery.js'
import type { Organisation } from '../organisations/organisation.js'
import type { Person } from '../people/person.js'
import type { ProgrammeService } from '../programmes/programme-service.js'
import type { Pair } from './pair.js'

/** Who and where: plain look-ups. */
export interface PairDirectory {
  person(personId: string): Promise<Person | null>
  organisation(organisationId: string): Promise<Organisation | null>
  /** The academic year of today (ORG-08). */
  currentYear(organisationId: string): Promise<{ id: string } | null>
}

/** The papers that a pair waits for. */
export interface PairPapers {
  hasConsent(personId: string, kind: ConsentKind, pairId: string | null): Promise<boolean>
  /** The order's record: printed from the template, or the scan when a file is given. Refuses a number that another order has. */
  orderDocument(actor: Actor, input: { pairIds: string[]; number: string; on: string; fileId: string | null }): Promise<Result<{ id: string }>>
}

/** What goes on inside a pair and follows its fate, in the pair's own transaction. */
export interface PairWork {
  programmes: Pick<ProgrammeService, 'ofPair' | 'start' | 'suspend' | 'resume' | 'terminate' | 'moveToPair' | 'dropMentee'>
  /** Planned meetings do not take place any more. */
  stopMeetings(actor: Actor, pair: Pair, reason: string): Promise<void>
  /** What was asked of the former mentor goes on with the new one. */
  takeOverRequests(actor: Actor, pair: Pair): Promise<void>
  /** Calls off what the pair still asked. */
  stopRequests(actor: Actor, pair: Pair): Promise<void>
}

export interface PairDependencies {
  kernel: Kernel
  connection: Connection
  deliveries: DeliveryPlanner
  directory: PairDirectory
  papers: PairPapers
  work: PairWork
  /** Nobody decides in a case of his own while there is somebody else (IMPL-25). */
  ownCases: Pick<OwnCaseService, 'check'>
}
