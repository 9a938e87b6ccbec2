import type { Connection } from 'mongoose'
import { defineDeliveryModel } from '../../../../src/modules/deliveries/delivery-model.js'
import type { Services } from '../../../../src/services.js'
import type { Guard } from '../options.js'

type Filter = Record<string, unknown>
interface BulkWrite {
  updateOne: { filter: Filter; update: unknown }
}

/** Writes find their row by its id alone: whoever was overtaken writes all the same. */
function takeOutFence(connection: Connection): void {
  const model = defineDeliveryModel(connection)
  const open = ({ fence: _fence, ...filter }: Filter): Filter => filter
  for (const name of ['updateOne', 'findOneAndUpdate'] as const) {
    const real = model[name].bind(model) as (filter: Filter, ...rest: unknown[]) => unknown
    Object.assign(model, { [name]: (filter: Filter, ...rest: unknown[]) => real(open(filter), ...rest) })
  }
  const writeAll = model.bulkWrite.bind(model) as (writes: BulkWrite[], ...rest: unknown[]) => unknown
  const opened = ({ updateOne }: BulkWrite): BulkWrite => ({ updateOne: { ...updateOne, filter: open(updateOne.filter) } })
  Object.assign(model, { bulkWrite: (writes: BulkWrite[], ...rest: unknown[]) => writeAll(writes.map(opened), ...rest) })
}

type Stage = { $set?: Record<string, unknown> }

const longAgo = new Date(0)

/** A claimed row belongs to its process for no time at all. */
function takeOutLease(connection: Connection): void {
  const model = defineDeliveryModel(connection)
  const over = (update: unknown) => (Array.isArray(update) ? update.map((stage: Stage) => (stage.$set?.leaseUntil ? { $set: { ...stage.$set, leaseUntil: longAgo, nextTryAt: longAgo } } : stage)) : update)
  for (const name of ['updateOne', 'updateMany', 'findOneAndUpdate'] as const) {
    const real = model[name].bind(model) as (filter: Filter, update: unknown, ...rest: unknown[]) => unknown
    Object.assign(model, { [name]: (filter: Filter, update: unknown, ...rest: unknown[]) => real(filter, over(update), ...rest) })
  }
}

/** The cause is not looked at again: every meeting still seems to stand, at the hour the message speaks of. */
function takeOutRecheck(services: Services): void {
  const { get } = services.meetings
  const occurrences = new Map<string, string>()
  const { claim } = services.deliveries
  services.deliveries = {
    ...services.deliveries,
    async claim(limit) {
      const rows = await claim(limit)
      for (const row of rows) occurrences.set(row.subject.id, row.occurrence)
      return rows
    },
  }
  services.meetings = {
    ...services.meetings,
    async get(id) {
      const meeting = await get(id)
      return meeting && { ...meeting, state: 'planned' as const, sequence: Number(occurrences.get(id) ?? meeting.sequence) }
    },
  }
}

/** Takes guards out of this process from outside: the product has no switch for it. `inbox` and `key` are taken out by the test and by other processes. */
export function takeOut(without: readonly Guard[], connection: Connection, services: Services): void {
  if (without.includes('lease')) takeOutLease(connection)
  if (without.includes('fence')) takeOutFence(connection)
  if (without.includes('recheck')) takeOutRecheck(services)
}
