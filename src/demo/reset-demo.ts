import type { Connection } from 'mongoose'
import { ok, refuse, type Result } from '../core/result.js'

interface Belongings {
  organisationIds: string[]
  personIds: string[]
  programmeIds: string[]
  fileIds: unknown[]
  /** Chats of the demo's people in the sandbox. */
  chatIds: number[]
}

const idsOf = (documents: { _id: unknown }[]): string[] => documents.map(({ _id }) => String(_id))

/** Only organisations that are marked as demo count, whatever ids were asked for. */
async function collect(connection: Connection, wanted: readonly string[]): Promise<Belongings> {
  const organisationIds = idsOf(await connection.model('Organisation').find({ _id: { $in: wanted }, demo: true }, { _id: 1 }).lean())
  const mine = { organisationId: { $in: organisationIds } }
  const people = await connection.model('Person').find(mine, { telegramId: 1 }).lean<{ _id: unknown; telegramId: number | null }[]>()
  const players = await connection.collection<{ _id: number }>('demo_people').find(mine, { projection: { _id: 1 } }).toArray()
  const linked = people.flatMap(({ telegramId }) => (telegramId === null ? [] : [telegramId]))
  return {
    organisationIds,
    personIds: idsOf(people),
    programmeIds: idsOf(await connection.model('Programme').find(mine, { _id: 1 }).lean()),
    fileIds: (await connection.collection('files.files').find({ 'metadata.organisationId': { $in: organisationIds } }, { projection: { _id: 1 } }).toArray()).map(({ _id }) => _id),
    chatIds: [...new Set([...linked, ...players.map(({ _id }) => _id)])],
  }
}

/** Removes by fields that name the owner; the collection's own rules (append-only history) guard against people, not against this. */
async function removeAll({ connection, removals }: { connection: Connection; removals: [string, object][] }): Promise<void> {
  for (const [collection, filter] of removals) await connection.collection(collection).deleteMany(filter)
}

const startingWith = (values: readonly (string | number)[]) => ({ $regex: `^(${values.join('|') || '-'})(:|$)` })

/** Removes the demo organisation with all its records, files and chats, and nothing else (contract §3). Problem: demo-in-production. */
export async function removeDemo(connection: Connection, wanted: readonly string[], isProduction: boolean): Promise<Result<number>> {
  if (isProduction) return refuse('demo-in-production')
  const { organisationIds, personIds, programmeIds, fileIds, chatIds } = await collect(connection, wanted)
  const chatKeys = chatIds.map(String)
  const owned = Object.values(connection.models).filter((model) => model.schema.path('organisationId'))
  await removeAll({
    connection,
    removals: [
      ['files.chunks', { files_id: { $in: fileIds } }],
      ['files.files', { _id: { $in: fileIds } }],
      ['programmeversions', { programmeId: { $in: programmeIds } }],
      ['pairlocks', { _id: { $in: personIds } }],
      ['draftslots', { _id: startingWith(personIds) }],
      ['dialogues', { _id: { $in: chatKeys } }],
      ['chat_locks', { _id: { $in: chatIds } }],
      ['sandbox_users', { _id: { $in: chatKeys } }],
      ['sandbox_chats', { _id: { $in: chatKeys } }],
      ['sandbox_messages', { _id: startingWith(chatIds) }],
      ['demo_people', { organisationId: { $in: organisationIds } }],
      ...owned.map(({ collection }): [string, object] => [collection.name, { organisationId: { $in: organisationIds } }]),
    ],
  })
  await connection.model('Organisation').deleteMany({ _id: { $in: organisationIds }, demo: true })
  return ok(organisationIds.length)
}
