import type { Connection } from 'mongoose'
import type { Kernel } from '../../core/kernel.js'
import type { OwnCaseService } from '../accounts/conflict-of-duties.js'
import type { DeliveryPlanner } from '../deliveries/delivery.js'
import type { Organisation } from '../organisations/organisation.js'
import type { PairService } from '../pairs/pair-service.js'
import type { Response } from '../questionnaires/questionnaire-service.js'

/** While another term of a row is asked for, it is not nudged about: from the question to its end, `to` is null while it is open. */
export interface RowHold {
  programmeId: string
  rowId: string
  menteeId: string
  from: Date
  to: Date | null
}

export interface ProgrammeDependencies {
  kernel: Kernel
  connection: Connection
  deliveries: DeliveryPlanner
  organisationOf: (organisationId: string) => Promise<Organisation | null>
  pairs: Pick<PairService, 'get' | 'openOf' | 'progress' | 'complete'>
  /** Nobody approves in a case of his own while there is somebody else (IMPL-25). */
  ownCases: Pick<OwnCaseService, 'check'>
  /** The newest answers of a future mentee to the needs survey. */
  needsOf: (personId: string) => Promise<Response | null>
  /** Requests for other terms of a programme's rows, former ones too. */
  holdsOf: (programmeId: string) => Promise<RowHold[]>
}
