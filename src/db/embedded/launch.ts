import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ok, refuse } from '../../core/result.js'
import { candidates as allCandidates } from './candidates.js'
import { withFolderLock } from './folder-lock.js'
import { readNote, writeNote, type ServerNote } from './note.js'
import { endProcess, isAlive, mayHaveArgument } from './processes.js'
import { findFreePort, spawnServer, waitUntilListening } from './server-process.js'
import type { Candidate, LaunchEmbedded, Surroundings } from './types.js'
import { joinUsers, leaveUsers } from './users.js'

/** Two programs never share a folder, so the one that made the data goes first. */
function inOrder(candidates: readonly Candidate[], note: ServerNote | null): Candidate[] {
  const former = candidates.find(({ kind }) => kind === note?.kind)
  if (!former) return [...candidates]
  return [...candidates.filter(({ storage }) => storage === former.storage), ...candidates.filter(({ storage }) => storage !== former.storage)]
}

async function findRunning(dataDir: string): Promise<ServerNote | null> {
  const note = await readNote(dataDir)
  if (!note || note.pid === 0 || !isAlive(note.pid)) return null
  if (!(await mayHaveArgument(note.pid, String(note.port)))) return null
  return (await waitUntilListening(note.pid, note.port)) ? note : null
}

async function startOne(candidate: Candidate, surroundings: Surroundings, isDurable: boolean): Promise<ServerNote | null> {
  const { dataDir, say } = surroundings
  const program = await candidate.findProgram(surroundings)
  if (program === null) return null
  const port = await findFreePort()
  const pid = await spawnServer(candidate, program, dataDir, { port, isDurable })
  if (pid === null) return null
  const note = { kind: candidate.kind, port, pid, uri: `mongodb://127.0.0.1:${port}/?directConnection=true` }
  await writeNote(dataDir, note)
  if (await waitUntilListening(pid, port)) {
    await candidate.prepare?.(note.uri, port)
    return note
  }
  await endProcess(pid)
  say('embedded-did-not-start', { kind: candidate.kind, log: join(dataDir, 'db.log') })
  return null
}

async function startFirst(candidates: readonly Candidate[], surroundings: Surroundings, isDurable: boolean): Promise<ServerNote | null> {
  const former = await readNote(surroundings.dataDir)
  for (const candidate of inOrder(candidates, former)) {
    const note = await startOne(candidate, surroundings, isDurable)
    if (!note) continue
    const isOther = former !== null && candidates.find(({ kind }) => kind === former.kind)?.storage !== candidate.storage
    if (isOther) surroundings.say('embedded-other-data', { kind: former.kind })
    return note
  }
  if (former) await writeNote(surroundings.dataDir, { ...former, pid: 0 })
  return null
}

function createRelease(dataDir: string, note: ServerNote, user: string, storage: string | null): () => Promise<void> {
  let released: Promise<void> | undefined
  const release = () =>
    withFolderLock(dataDir, async () => {
      if ((await leaveUsers(dataDir, user)) > 0) return
      await endProcess(note.pid)
      if (storage !== null) await rm(join(dataDir, storage), { recursive: true, force: true })
      await writeNote(dataDir, { ...note, pid: 0 })
    })
  return () => (released ??= release())
}

/** Joins the server that already runs on the folder, or starts the first candidate that works (design §5). */
export const launchEmbedded: LaunchEmbedded = ({ dataDir, env, say, candidates = allCandidates, keepsData = true }) =>
  withFolderLock(dataDir, async () => {
    const running = await findRunning(dataDir)
    const note = running ?? (await startFirst(candidates, { dataDir, env, say }, keepsData))
    if (!note) return refuse('no-database-server')
    const user = await joinUsers(dataDir)
    say(running ? 'embedded-joined' : 'embedded-started', { kind: note.kind, port: note.port })
    const storage = keepsData ? null : (candidates.find(({ kind }) => kind === note.kind)?.storage ?? null)
    return ok({ uri: note.uri, kind: note.kind, pid: note.pid, isStarter: !running, release: createRelease(dataDir, note, user, storage) })
  })
