import type { Connection } from 'mongoose'
import { createTransaction } from '../db/transaction.js'
import { createRememberedHash } from '../modules/receiving/remembered-hash.js'
import type { Services } from '../services.js'

interface Given {
  connection: Connection
  services: Pick<Services, 'deliveries' | 'meetings' | 'organisations'>
  /** Version of this machine's data about zones. */
  zoneData?: string
}

/** Moves the future of one organisation to the hours that the wall has always shown; inside the caller's transaction. */
export async function recountOrganisation({ deliveries, meetings }: Pick<Services, 'deliveries' | 'meetings'>, organisationId: string, zone: string, formerZone = zone): Promise<void> {
  await meetings.recountLocalTimes(organisationId, zone, formerZone)
  await deliveries.recountLocalTimes(organisationId, zone, formerZone)
}

/** Recounts all that lies ahead when this machine knows other rules of zones than the one that planned it (R10); for the worker's start. */
export async function keepLocalTimes({ connection, services, zoneData = process.versions['tz'] ?? 'unknown' }: Given): Promise<boolean> {
  const remembered = createRememberedHash(connection, 'zone-data')
  if ((await remembered.read()) === zoneData) return false
  const transaction = createTransaction(connection)
  for (const { id, zone } of await services.organisations.list()) await transaction(() => recountOrganisation(services, id, zone))
  await remembered.write(zoneData)
  return true
}
