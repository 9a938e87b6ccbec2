import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function take(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    return false
  }
}

function readHolder(path) {
  try {
    return Number(readFileSync(path, 'utf8')) || null
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
    return null
  }
}

/** Runs the work while no other process holds the lock file; the lock of a dead process does not count. */
export async function withFileLock(path, work) {
  mkdirSync(dirname(path), { recursive: true })
  while (!take(path)) {
    const holder = readHolder(path)
    if (holder !== null && !isAlive(holder)) rmSync(path, { force: true })
    await wait(100)
  }
  try {
    return await work()
  } finally {
    rmSync(path, { force: true })
  }
}
