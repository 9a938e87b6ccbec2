import { mkdirSync } from 'node:fs'
import type { TestProject } from 'vitest/node'
import { launchEmbedded } from '../../src/db/embedded/launch.js'
import { mongod, mongodDownloaded } from '../../src/db/embedded/mongod.js'
import { secantusRust } from '../../src/db/embedded/secantus-rust.js'
import { secantusWheel } from '../../src/db/embedded/secantus-wheel.js'
import { createSay, loadTexts } from '../../src/texts.js'
import { secantusBuilt } from './cargo-server.js'
import { sharedDataDir } from './shared-server.js'

declare module 'vitest' {
  interface ProvidedContext {
    mongodbUri: string
    serverKind: string
  }
}

const candidates = [mongod, secantusRust, mongodDownloaded, secantusBuilt, secantusWheel]

/** `TEST_SERVER=secantus-wheel npm test` runs on that server only. */
function chooseCandidates(kind: string | undefined) {
  return kind ? candidates.filter((candidate) => candidate.kind === kind) : candidates
}

/** Parallel runs of vitest share one server: the folder is common, the last run that leaves stops it. */
export default async function setup(project: TestProject) {
  const { TEST_MONGODB_URI: given, TEST_SERVER: kind } = process.env
  if (given) {
    project.provide('mongodbUri', given)
    project.provide('serverKind', 'given')
    return
  }
  const dataDir = sharedDataDir(process.env)
  mkdirSync(dataDir, { recursive: true })
  const server = await launchEmbedded({ dataDir, env: process.env, say: createSay(loadTexts('commands')), candidates: chooseCandidates(kind), keepsData: false })
  if (!server.ok) throw new Error(loadTexts('commands')(`problem-${server.problem.code}`))
  project.provide('mongodbUri', server.value.uri)
  project.provide('serverKind', server.value.kind)
  return () => server.value.release()
}
