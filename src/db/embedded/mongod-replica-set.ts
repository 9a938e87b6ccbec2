import { setTimeout as wait } from 'node:timers/promises'
import mongoose from 'mongoose'

const notYetInitialized = 94
const patienceMs = 30_000

type Admin = { command(command: Record<string, unknown>): Promise<Record<string, unknown>> }

async function readReplicaConfig(admin: Admin): Promise<Record<string, unknown> | null> {
  try {
    return (await admin.command({ replSetGetConfig: 1 })).config as Record<string, unknown>
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === notYetInitialized) return null
    throw error
  }
}

async function waitForPrimary(admin: Admin): Promise<void> {
  for (let waited = 0; waited < patienceMs; waited += 100) {
    if ((await admin.command({ hello: 1 })).isWritablePrimary === true) return
    await wait(100)
  }
  throw new Error('mongod did not become primary')
}

/** Makes the server a replica set of one node, or tells it its new port after a restart. */
export async function prepareReplicaSet(uri: string, port: number): Promise<void> {
  const client = await mongoose.mongo.MongoClient.connect(uri, { serverSelectionTimeoutMS: patienceMs })
  try {
    const admin = client.db('admin')
    const members = [{ _id: 0, host: `127.0.0.1:${port}` }]
    const config = await readReplicaConfig(admin)
    if (config === null) await admin.command({ replSetInitiate: { _id: 'nastavnik', members } })
    else await admin.command({ replSetReconfig: { ...config, members, version: Number(config.version) + 1 }, force: true })
    await waitForPrimary(admin)
  } finally {
    await client.close()
  }
}
