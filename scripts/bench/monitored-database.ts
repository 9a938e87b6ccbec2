import mongoose, { type Connection } from 'mongoose'

const { BSON } = mongoose.mongo

interface Seen {
  name: string
  /** bytes of what is written */
  written: number
  collection: string
  command: Record<string, unknown>
  filter: unknown
}

export interface CommandWatch {
  start(): void
  /** Commands since `start`; heartbeats of the driver are not among them. */
  stop(): Seen[]
}

const silent = new Set(['hello', 'ping', 'endSessions', 'isMaster', 'ismaster', 'saslStart', 'saslContinue', 'buildInfo'])

const sizeOf = (value: unknown): number => (value === undefined ? 0 : BSON.calculateObjectSize({ value }))

function writtenBy(command: Record<string, unknown>): number {
  return sizeOf(command.documents) + sizeOf(command.updates) + sizeOf(command.update && typeof command.update === 'object' ? command.update : undefined)
}

/** A connection whose commands can be looked at: counts and bytes of writes. */
export async function openMonitored(uri: string, dbName: string): Promise<{ connection: Connection; watch: CommandWatch }> {
  const connection = await mongoose.createConnection(uri, { dbName, autoIndex: false, autoCreate: false, monitorCommands: true, maxPoolSize: 20 }).asPromise()
  let seen: Seen[] = []
  let isOn = false
  connection.getClient().on('commandStarted', ({ commandName, command }: { commandName: string; command: Record<string, unknown> }) => {
    if (!isOn || silent.has(commandName)) return
    const target = command[commandName]
    seen.push({ name: commandName, collection: typeof target === 'string' ? target : '', written: writtenBy(command), command, filter: command.filter })
  })
  return {
    connection,
    watch: {
      start() {
        seen = []
        isOn = true
      },
      stop() {
        isOn = false
        return seen
      },
    },
  }
}
