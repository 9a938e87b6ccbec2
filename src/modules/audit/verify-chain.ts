import type { Connection } from 'mongoose'
import type { Clock } from '../../core/clock.js'
import { chainStart, hashOf, type StoredEntry } from './audit-chain.js'
import { chainOf, defineAuditHeadModel, type AuditHead, type Finding, type LastCheck } from './audit-head-model.js'
import { defineAuditModel } from './audit-model.js'

const mostFindings = 20

/** What is known of a chain: how long it is, when it was looked through and what was found. */
export interface ChainState {
  organisationId: string | null
  /** Sealed entries by the head. */
  length: number
  /** Entries that got no place yet. */
  waiting: number
  /** Fingerprint of the last entry, and by it of all. */
  fingerprint: string | null
  check: LastCheck | null
}

interface Sealed extends StoredEntry {
  _id: unknown
  seq: number
  prevHash: string
  hash: string
}

/** Looks through the chains: each entry against its fingerprint, its place and its forerunner (S19). */
export function createVerifier({ connection, clock, seal }: { connection: Connection; clock: Clock; seal(): Promise<number> }) {
  const entries = defineAuditModel(connection)
  const heads = defineAuditHeadModel(connection)

  /** An entry whose hash is right for another place than it stands at was moved there. */
  async function isMoved(organisationId: string | null, entry: Sealed): Promise<boolean> {
    const next = await entries.collection.findOne({ organisationId, prevHash: entry.hash })
    const places = [next ? Number(next['seq']) - 1 : null, next ? Number(next['seq']) : null, entry.seq - 1, entry.seq + 1]
    return places.some((seq) => seq !== null && seq !== entry.seq && hashOf({ ...entry, seq }) === entry.hash)
  }

  async function judge(organisationId: string | null, entry: Sealed, former: { hash: string; seq: number }, older: string): Promise<Finding[]> {
    const found: Finding[] = []
    const entryId = String(entry._id)
    for (let seq = former.seq + 1; seq < entry.seq; seq += 1) found.push({ damage: 'removed', seq, entryId: null })
    const isNext = entry.seq === former.seq + 1
    if (hashOf(entry) !== entry.hash) found.push({ damage: (await isMoved(organisationId, entry)) ? 'reordered' : 'changed', seq: entry.seq, entryId })
    else if (entry.seq === former.seq) found.push({ damage: 'inserted', seq: entry.seq, entryId })
    else if (isNext && entry.prevHash !== former.hash) found.push({ damage: 'inserted', seq: entry.prevHash === older ? former.seq : entry.seq, entryId: entry.prevHash === older ? null : entryId })
    return found
  }

  async function walk(organisationId: string | null, head: AuditHead | null): Promise<LastCheck> {
    const check: LastCheck = { at: clock.now(), entries: 0, findings: [], total: 0 }
    const note = (found: Finding[]) => {
      check.total += found.length
      check.findings.push(...found.slice(0, mostFindings - check.findings.length))
    }
    let former = { hash: chainStart, seq: 0 }
    let older = ''
    for await (const found of entries.collection.find({ organisationId, seq: { $gt: 0 } }).sort({ organisationId: 1, seq: 1 })) {
      const entry = found as unknown as Sealed
      check.entries += 1
      note(await judge(organisationId, entry, former, older))
      if (entry.seq === former.seq) continue
      older = former.hash
      former = { hash: entry.hash, seq: entry.seq }
    }
    const isSealedMeanwhile = head !== null && former.seq > head.seq
    if (head === null ? former.seq > 0 : former.seq === head.seq && former.hash !== head.hash) note([{ damage: 'head', seq: former.seq, entryId: null }])
    if (head && !isSealedMeanwhile) for (let seq = former.seq + 1; seq <= head.seq; seq += 1) note([{ damage: 'removed', seq, entryId: null }])
    return check
  }

  /** The chain as it was last looked at, and what waits. */
  async function state(organisationId: string | null): Promise<ChainState> {
    const head = await heads.findById(chainOf(organisationId)).lean()
    const waiting = await entries.countDocuments({ organisationId, seq: null })
    return { organisationId, length: head?.seq ?? 0, waiting, fingerprint: head?.hash ?? null, check: head?.check ?? null }
  }

  /** Organisations that have a chain; null is the installation's. */
  async function chains(): Promise<(string | null)[]> {
    const known = (await heads.find({}, { _id: 1 }).lean()).map(({ _id }) => (_id === chainOf(null) ? null : _id))
    return [...new Set<string | null>([...known, ...(await entries.distinct('organisationId'))])]
  }

  /** Seals what waits, looks through the whole chain, and keeps what was found for the journal. */
  async function verify(organisationId: string | null): Promise<ChainState & { check: LastCheck }> {
    await seal()
    const _id = chainOf(organisationId)
    const check = await walk(organisationId, await heads.findById(_id).lean())
    await heads.updateOne({ _id }, { $set: { check } })
    return { ...(await state(organisationId)), check }
  }

  /** Looks through a chain without writing anything; a long one as it was last looked at. */
  async function look(organisationId: string | null, most: number): Promise<ChainState> {
    const known = await state(organisationId)
    return known.length > most ? known : { ...known, check: await walk(organisationId, await heads.findById(chainOf(organisationId)).lean()) }
  }

  /** Every chain of this installation, one after the other. */
  async function verifyAll(): Promise<(ChainState & { check: LastCheck })[]> {
    await seal()
    const done: (ChainState & { check: LastCheck })[] = []
    for (const organisationId of await chains()) done.push(await verify(organisationId))
    return done
  }

  /** Looks through one chain that nobody has looked through for a day. */
  async function recheck(): Promise<void> {
    const dayAgo = new Date(clock.now().getTime() - 24 * 3_600_000)
    const due = await heads.findOne({ $or: [{ check: null }, { 'check.at': { $lt: dayAgo } }] }, { _id: 1 }).lean()
    if (due) await verify(due._id === chainOf(null) ? null : due._id)
  }

  return { chains, state, look, verify, verifyAll, recheck }
}
