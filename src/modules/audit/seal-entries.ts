import type { Connection } from 'mongoose'
import type { Clock } from '../../core/clock.js'
import { retryLostRaces } from '../../db/lost-race.js'
import { createTransaction, currentSession } from '../../db/transaction.js'
import { createLease } from '../receiving/lease.js'
import { chainStart, hashOf } from './audit-chain.js'
import { chainOf, defineAuditHeadModel } from './audit-head-model.js'
import { defineAuditModel, type AuditDocument } from './audit-model.js'

const batch = 500
const leaseMs = 60_000

/** Another sealer was there: what it has left is read again. */
function lostRace(): Error {
  const error = new Error('another sealer was faster')
  error.name = 'VersionError'
  return error
}

interface SealerDependencies {
  connection: Connection
  clock: Clock
}

/**
 * Gives entries their places in the chains (S19). One sealer at a time by a lease; were there two, the head, which each batch moves from
 * the very place that it has read, lets only one of them through.
 */
export function createSealer({ connection, clock }: SealerDependencies) {
  const entries = defineAuditModel(connection)
  const heads = defineAuditHeadModel(connection)
  const transaction = createTransaction(connection)
  const lease = createLease(connection, 'seal-history', leaseMs)
  let running: Promise<number> | null = null

  /** Entries of one chain, in one transaction with its head. */
  async function sealChain(organisationId: string | null, found: readonly AuditDocument[]): Promise<void> {
    const chain = chainOf(organisationId)
    const session = currentSession(connection)
    const head = await heads.findById(chain).lean()
    let seq = head?.seq ?? 0
    let prevHash = head?.hash ?? chainStart
    const writes = found.map((entry) => {
      seq += 1
      const seal = { seq, prevHash }
      const hash = hashOf({ ...entry, ...seal })
      prevHash = hash
      return { updateOne: { filter: { _id: entry._id, seq: null }, update: { $set: { ...seal, hash } } } }
    })
    const moved = { seq, hash: prevHash, sealedAt: clock.now() }
    if (head === null) await new heads({ _id: chain, ...moved }).save()
    else if ((await heads.updateOne({ _id: chain, seq: head.seq }, { $set: moved })).matchedCount === 0) throw lostRace()
    const { modifiedCount } = await entries.collection.bulkWrite(writes as never, { session })
    if (modifiedCount !== found.length) throw lostRace()
  }

  async function sealBatch(): Promise<number> {
    return transaction(async () => {
      const session = currentSession(connection)
      const found = (await entries.collection.find({ seq: null }, { session }).sort({ seq: 1, at: 1 }).limit(batch).toArray()) as unknown as AuditDocument[]
      const chains = new Map<string | null, AuditDocument[]>()
      for (const entry of found) chains.set(entry.organisationId, [...(chains.get(entry.organisationId) ?? []), entry])
      for (const [organisationId, own] of chains) await sealChain(organisationId, own)
      return found.length
    })
  }

  async function sealAll(): Promise<number> {
    let sealed = 0
    while (await lease.take()) {
      const more = await retryLostRaces(sealBatch)
      sealed += more
      if (more < batch) break
    }
    await lease.release()
    return sealed
  }

  /** Seals what waits; 0 when another process is at it. Returns how many entries got their place. */
  return function seal(): Promise<number> {
    running ??= sealAll().finally(() => {
      running = null
    })
    return running
  }
}
