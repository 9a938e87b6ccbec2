import type { Connection } from 'mongoose'
import { ok, refuse, type Result } from '../core/result.js'

/** Removes the demo organisation with all its records and files, and nothing else (contract §3). Problem: demo-in-production. */
export async function removeDemo(connection: Connection, organisationIds: readonly string[], isProduction: boolean): Promise<Result<number>> {
  if (isProduction) return refuse('demo-in-production')
  const mine = { organisationId: { $in: [...organisationIds] } }
  for (const model of Object.values(connection.models)) {
    if (model.schema.path('organisationId')) await model.deleteMany(mine)
  }
  await connection.model('Organisation').deleteMany({ _id: { $in: organisationIds }, demo: true })
  return ok(organisationIds.length)
}
