import { createHash } from 'node:crypto'
import type { Connection } from 'mongoose'

/** What is no product record: received updates, dialogues, leases, the clockwork's notes. */
const left = new Set(['inbox', 'dialogues', 'leases', 'chatleases', 'rememberedhashes', 'systemjobs', 'job_runs', 'sendturns', 'transaction_checks', 'loginattempts'])

export type Fingerprint = Map<string, string>

async function productCollections(connection: Connection) {
  const listed = (await connection.db?.listCollections({}, { nameOnly: true }).toArray()) ?? []
  return listed.map(({ name }) => name).filter((name) => !left.has(name) && !name.startsWith('system.') && !name.startsWith('sandbox_')).sort()
}

/** `collection/id` of every product record with a hash of what it holds. */
export async function takeFingerprint(connection: Connection): Promise<Fingerprint> {
  const print: Fingerprint = new Map()
  for (const name of await productCollections(connection)) {
    for await (const document of connection.collection(name).find({})) {
      print.set(`${name}/${String(document._id)}`, createHash('sha1').update(JSON.stringify(document)).digest('hex'))
    }
  }
  return print
}

/** The records that came, went or changed between two fingerprints. */
export function differences(before: Fingerprint, after: Fingerprint): string[] {
  const changed = [...after].filter(([key, hash]) => before.get(key) !== hash).map(([key]) => `${before.has(key) ? 'changed' : 'new'} ${key}`)
  return [...changed, ...[...before.keys()].filter((key) => !after.has(key)).map((key) => `gone ${key}`)]
}

/** How many records of each collection there are, and of the deliveries how many of each kind. */
export async function countRecords(connection: Connection): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const name of await productCollections(connection)) counts[name] = await connection.collection(name).countDocuments({})
  for await (const { kind } of connection.collection('deliveries').find({}, { projection: { kind: 1 } })) counts[`delivery ${String(kind)}`] = (counts[`delivery ${String(kind)}`] ?? 0) + 1
  for await (const { action, subject } of connection.collection('auditentries').find({}, { projection: { action: 1, 'subject.type': 1 } })) {
    const key = `audit ${String(action)} ${String((subject as { type?: string } | undefined)?.type)}`
    counts[key] = (counts[key] ?? 0) + 1
  }
  return counts
}
