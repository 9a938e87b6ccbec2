import type { Connection } from 'mongoose'
import type { Clock } from '../../core/clock.js'
import { chainStart, hashOf, type StoredEntry } from './audit-chain.js'
import { chainOf, defineAuditHeadModel, type AuditHead, type Finding, type LastCheck } from './audit-head-model.js'
import { defineAuditModel, type AuditModel } from './audit-model.js'

const mostFindings = 20
const dayMs = 86_400_000

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

/** What the walk keeps of the entry before. */
interface Link {
  hash: string
  seq: number
  /** The latest time that stands in the chain so far. */
  latest: number
  entryId: string | null
}

const timeOf = ({ at }: StoredEntry) => (at instanceof Date ? at.getTime() : 0)

/** One finding for all places that are missing in a row. */
const gap = (from: number, to: number): Finding[] => (to < from ? [] : [{ damage: 'removed', seq: from, entryId: null, ...(to > from ? { to } : {}) }])

/** The end of the chain against its head as it was before the walk, and as it is now: meanwhile more may have been sealed. */
function judgeEnd(last: Link, before: AuditHead | null, now: AuditHead | null): Finding[] {
  if (now === null) return last.seq > 0 ? [{ damage: 'head', seq: last.seq, entryId: null }] : []
  if (!Number.isSafeInteger(now.seq)) return [{ damage: 'head', seq: last.seq, entryId: null }]
  if (last.seq > now.seq) return [{ damage: 'inserted', seq: last.seq, entryId: last.entryId }]
  const head = last.seq === now.seq ? now : before
  if (head && last.seq === head.seq && last.hash !== head.hash) return [{ damage: 'head', seq: last.seq, entryId: null }]
  return gap(last.seq + 1, Math.min(before?.seq ?? 0, now.seq))
}

/** Lines that have no place and do not wait for one: nobody but a stranger writes these. */
async function strangers(entries: AuditModel, organisationId: string | null, walked: number): Promise<Finding[]> {
  const [all, waiting] = await Promise.all([entries.collection.countDocuments({ organisationId }), entries.collection.countDocuments({ organisationId, seq: null })])
  if (all === walked + waiting) return []
  const found: Finding[] = []
  const kinds = [{ seq: { $lte: 0 } }, { seq: NaN }, ...['string', 'object', 'array', 'bool', 'date', 'objectId', 'binData', 'regex', 'timestamp', 'javascript', 'minKey', 'maxKey'].map((type) => ({ seq: { $type: type } }))]
  for (const kind of kinds) {
    for (const { _id } of await entries.collection.find({ organisationId, ...kind } as never, { projection: { _id: 1 } }).limit(mostFindings).toArray()) {
      if (!found.some(({ entryId }) => entryId === String(_id))) found.push({ damage: 'unplaced', seq: 0, entryId: String(_id) })
    }
  }
  return found
}

/** Looks through the chains: each entry against its fingerprint, its place and its forerunner (S19). */
export function createVerifier({ connection, clock, seal }: { connection: Connection; clock: Clock; seal(): Promise<number> }) {
  const entries = defineAuditModel(connection)
  const heads = defineAuditHeadModel(connection)

  const readHead = (organisationId: string | null) => heads.findById(chainOf(organisationId)).lean<AuditHead>()

  /** An entry whose hash is right for another place than it stands at was moved there. */
  async function isMoved(organisationId: string | null, entry: Sealed): Promise<boolean> {
    const next = await entries.collection.findOne({ organisationId, prevHash: entry.hash })
    const places = [next ? Number(next['seq']) - 1 : null, next ? Number(next['seq']) : null, entry.seq - 1, entry.seq + 1]
    return places.some((seq) => seq !== null && seq !== entry.seq && hashOf({ ...entry, seq }) === entry.hash)
  }

  async function judge(organisationId: string | null, entry: Sealed, former: Link, older: string): Promise<Finding[]> {
    const entryId = String(entry._id)
    const { seq } = entry
    if (!Number.isSafeInteger(seq) || seq < 1) return [{ damage: 'unplaced', seq: 0, entryId }]
    const found = gap(former.seq + 1, seq - 1)
    const isNext = seq === former.seq + 1
    if (hashOf(entry) !== entry.hash) found.push({ damage: (await isMoved(organisationId, entry)) ? 'reordered' : 'changed', seq, entryId })
    else if (seq === former.seq) found.push({ damage: 'inserted', seq, entryId })
    else if (isNext && entry.prevHash !== former.hash) found.push({ damage: 'inserted', seq: entry.prevHash === older ? former.seq : seq, entryId: entry.prevHash === older ? null : entryId })
    else if (timeOf(entry) < former.latest - dayMs) found.push({ damage: 'late', seq, entryId })
    return found
  }

  async function walk(organisationId: string | null): Promise<LastCheck> {
    const before = await readHead(organisationId)
    const check: LastCheck = { at: clock.now(), entries: 0, findings: [], total: 0 }
    const note = (found: Finding[]) => {
      check.total += found.length
      check.findings.push(...found.slice(0, mostFindings - check.findings.length))
    }
    let former: Link = { hash: chainStart, seq: 0, latest: 0, entryId: null }
    let older = ''
    for await (const found of entries.collection.find({ organisationId, seq: { $gt: 0 } }).sort({ organisationId: 1, seq: 1 })) {
      const entry = found as unknown as Sealed
      check.entries += 1
      note(await judge(organisationId, entry, former, older))
      if (entry.seq === former.seq || !Number.isSafeInteger(entry.seq)) continue
      older = former.hash
      former = { hash: entry.hash, seq: entry.seq, latest: Math.max(former.latest, timeOf(entry)), entryId: String(entry._id) }
    }
    note(judgeEnd(former, before, await readHead(organisationId)))
    note(await strangers(entries, organisationId, check.entries))
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
    const check = await walk(organisationId)
    await heads.updateOne({ _id }, { $set: { check } })
    return { ...(await state(organisationId)), check }
  }

  /** Looks through a chain without writing anything; a long one as it was last looked at. */
  async function look(organisationId: string | null, most: number): Promise<ChainState> {
    const known = await state(organisationId)
    return known.length > most ? known : { ...known, check: await walk(organisationId) }
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
    const dayAgo = new Date(clock.now().getTime() - dayMs)
    const due = await heads.findOne({ $or: [{ check: null }, { 'check.at': { $lt: dayAgo } }] }, { _id: 1 }).lean()
    if (due) await verify(due._id === chainOf(null) ? null : due._id)
  }

  return { chains, state, look, verify, verifyAll, recheck }
}
