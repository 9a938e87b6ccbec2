import { downloadMongod } from './mongod-download.js'
import { prepareReplicaSet } from './mongod-replica-set.js'
import { findOnPath, isProgram } from './find-program.js'
import type { Candidate, Launch } from './types.js'

const common = {
  storage: 'mongod',
  buildArguments: ({ port, storagePath }: Launch) => ['--bind_ip', '127.0.0.1', '--port', String(port), '--dbpath', storagePath, '--replSet', 'nastavnik', '--wiredTigerCacheSizeGB', '0.25', '--quiet'],
  prepare: prepareReplicaSet,
}

export const mongod: Candidate = {
  ...common,
  kind: 'mongod',
  async findProgram({ env }) {
    const named = env.MONGOMS_SYSTEM_BINARY
    return named && isProgram(named) ? named : findOnPath('mongod', env)
  },
}

export const mongodDownloaded: Candidate = { ...common, kind: 'mongod-downloaded', findProgram: downloadMongod }
