import type { Connection } from 'mongoose'
import type { Kernel } from '../../core/kernel.js'
import type { OwnCaseService } from '../accounts/conflict-of-duties.js'
import type { DeliveryPlanner } from '../deliveries/delivery.js'
import type { Organisation } from '../organisations/organisation.js'
import type { Pair } from '../pairs/pair.js'
import type { ProgrammeService } from '../programmes/programme-service.js'

export interface RequestDependencies {
  kernel: Kernel
  connection: Connection
  deliveries: DeliveryPlanner
  findPair(pairId: string): Promise<Pair | null>
  findOrganisation(organisationId: string): Promise<Organisation | null>
  programmes: Pick<ProgrammeService, 'get' | 'moveTerm' | 'tasksOf'>
  /** Nobody decides in a case of his own while there is somebody else (IMPL-25). */
  ownCases: Pick<OwnCaseService, 'check'>
  /** Does the bot reach this person? */
  isReachable(personId: string): Promise<boolean>
}
