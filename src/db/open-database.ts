import type { Connection } from 'mongoose'
import type { Config } from '../config.js'
import { ok, type Result } from '../core/result.js'
import type { Say } from '../texts.js'
import { openConnection, type OpenOptions } from './connection.js'
import { launchEmbedded } from './embedded/launch.js'
import type { Environment } from './embedded/types.js'

export interface Database {
  connection: Connection
  uri: string
  /** Closes the connection and leaves the embedded server, if it is one. */
  close(): Promise<void>
}

/** Opens the database of the settings: the given server, or the embedded one of the data folder. */
export async function openDatabase(config: Config, env: Environment, say: Say, waiting: Omit<OpenOptions, 'say'> = {}): Promise<Result<Database>> {
  const embedded = config.mongodbUri === null ? await launchEmbedded({ dataDir: config.dataDir, env, say }) : null
  if (embedded && !embedded.ok) return embedded
  const uri = embedded ? embedded.value.uri : (config.mongodbUri ?? '')
  const opened = await openConnection(uri, config.databaseName, { say, ...waiting })
  if (!opened.ok) {
    await embedded?.value.release()
    return opened
  }
  const close = async () => {
    await opened.value.close()
    await embedded?.value.release()
  }
  return ok({ connection: opened.value, uri, close })
}
