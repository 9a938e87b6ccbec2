import { appendFileSync } from 'node:fs'
import mongoose, { type Connection } from 'mongoose'

const { EJSON } = mongoose.mongo.BSON

/** Where the shapes of all queries are written, when somebody wants to explain them: `npm run bench -- --only scans`. */
const file = process.env.RECORD_QUERIES

const seen = new Set<string>()
const explained = ['find', 'aggregate', 'update', 'delete', 'findAndModify', 'count', 'distinct']
const ofTheDriver = ['$db', 'lsid', '$clusterTime', 'txnNumber', 'startTransaction', 'autocommit', 'readConcern', 'writeConcern', '$readPreference', 'cursor']

/** The same question with other values has the same shape. */
export function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length > 0 ? [shapeOf(value[0])] : []
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof mongoose.Types.ObjectId || value instanceof RegExp) return typeof value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]))
}

/** The address with which a connection tells its commands. */
export const recordedUri = (uri: string): string => (file ? `${uri}${uri.includes('?') ? '&' : '?'}monitorCommands=true` : uri)

/** Writes each new shape of a query once, with an example of it. */
export function recordQueries(connection: Connection): void {
  if (!file) return
  connection.getClient().on('commandStarted', ({ commandName, command }: { commandName: string; command: Record<string, unknown> }) => {
    if (!explained.includes(commandName) || typeof command[commandName] !== 'string') return
    const plain = Object.fromEntries(Object.entries(command).filter(([key]) => !ofTheDriver.includes(key)))
    const { filter, q, query, updates, deletes, pipeline, sort } = plain
    const shape = JSON.stringify([commandName, command[commandName], shapeOf({ filter, q, query, updates, deletes, pipeline }), sort])
    if (seen.has(shape)) return
    seen.add(shape)
    appendFileSync(file, `${EJSON.stringify({ shape, command: plain }, { relaxed: false })}\n`)
  })
}
