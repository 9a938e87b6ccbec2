import { createClock, type Clock } from '../../src/core/clock.js'
import type { Kernel } from '../../src/core/kernel.js'
import { createAccountService, type AccountService } from '../../src/modules/accounts/account-service.js'
import { createAuditService, type AuditService } from '../../src/modules/audit/audit-service.js'
import type { TestDatabase } from './database.js'

export interface PanelKernel {
  kernel: Kernel
  clock: Clock
  audit: AuditService
  accounts: AccountService
  /** Sets the system's time that the clock reads. */
  setTime(iso: string): void
}

export const ownOrganisation = '65f000000000000000000001'
export const otherOrganisation = '65f000000000000000000002'
export const knownPerson = '65f0000000000000000000aa'

/** Kernel, history and accounts on a test database, with a clock that stands still. */
export function panelKernel(database: TestDatabase, start = '2031-09-15T09:00:00Z'): PanelKernel {
  let system = Date.parse(start)
  const clock = createClock(() => system)
  const audit = createAuditService({ connection: database.connection, clock })
  const kernel: Kernel = { clock, transaction: database.transaction, audit: (entry) => audit.write(entry) }
  const accounts = createAccountService({
    kernel,
    connection: database.connection,
    access: { secret: 'a secret of the tests, 32 signs long', publicUrl: 'http://127.0.0.1:3000' },
    product: 'Наставник',
    wordsAround: async () => ['Школа № 5'],
    chatOf: async () => null,
    sendLink: async () => false,
    organisationExists: async (id) => [ownOrganisation, otherOrganisation].includes(id),
    personExists: async (organisationId, id) => organisationId === ownOrganisation && id === knownPerson,
  })
  return { kernel, clock, audit, accounts, setTime: (iso) => void (system = Date.parse(iso)) }
}
