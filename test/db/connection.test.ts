import { createServer, connect, type Server } from 'node:net'
import { afterEach, describe, expect, inject, it } from 'vitest'
import { must } from '../../src/core/result.js'
import { openConnection } from '../../src/db/connection.js'
import { findFreePort } from '../../src/db/embedded/server-process.js'

const doors: Server[] = []
afterEach(() => {
  for (const door of doors.splice(0)) door.close()
})

/** A port that leads to the suite's server: the database that comes back. */
function openDoor(port: number): void {
  const { hostname, port: target } = new URL(inject('mongodbUri'))
  const door = createServer((socket) => {
    const through = connect(Number(target), hostname)
    socket.pipe(through).pipe(socket)
    socket.on('error', () => through.destroy())
    through.on('error', () => socket.destroy())
  })
  doors.push(door.listen(port, '127.0.0.1'))
}

describe('opening the database', () => {
  it('waits while it is away, says so, and goes on when it comes', async () => {
    const port = await findFreePort()
    const said: string[] = []
    const say = (key: string) => {
      said.push(key)
      openDoor(port)
    }
    const connection = must(await openConnection(`mongodb://127.0.0.1:${port}/?directConnection=true`, 'test_away', { say }))
    expect(said).toEqual(['database-away'])
    await connection.close()
  })

  it('stops waiting when the program ends', async () => {
    const stopping = new AbortController()
    const opening = openConnection(`mongodb://127.0.0.1:${await findFreePort()}/`, 'test_away', { say: () => stopping.abort(), signal: stopping.signal })
    expect(await opening).toEqual({ ok: false, problem: { code: 'database-gave-up' } })
  })
})
