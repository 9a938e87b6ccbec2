import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** `silent`: connections stay, nothing comes through; `reset`: all are cut and none is taken; `slow`: each piece waits. */
export type ProxyMode = 'pass' | 'silent' | 'reset' | 'slow'

export type HalfOpenProxy = Awaited<ReturnType<typeof startProxy>>

/** A line to the database that can fall silent, be cut or slow down; connections open in a silence stay dead for ever, as behind a lost route. */
export async function startProxy(port: number, slowMs: number) {
  let mode: ProxyMode = 'pass'
  const sockets = new Set<Socket>()

  function pump(from: Socket, to: Socket, dead: { is: boolean }): void {
    let chain = Promise.resolve()
    from.on('data', (part: Buffer) => {
      if (mode === 'silent') dead.is = true
      if (dead.is) return
      if (mode !== 'slow') return void (chain = chain.then(() => void to.write(part)))
      chain = chain.then(() => new Promise((resolve) => setTimeout(resolve, slowMs))).then(() => void to.write(part))
    })
    from.on('close', () => to.destroy())
    from.on('error', () => to.destroy())
  }

  const server = createServer((near) => {
    if (mode === 'reset') return void near.resetAndDestroy()
    const far = connect({ port, host: '127.0.0.1' })
    const dead = { is: mode === 'silent' }
    for (const socket of [near, far]) {
      socket.setNoDelay(true)
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
    }
    pump(near, far, dead)
    pump(far, near, dead)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address() as AddressInfo

  return {
    uri: `mongodb://127.0.0.1:${address.port}/?directConnection=true`,
    turn(next: ProxyMode): void {
      mode = next
      if (next === 'reset') for (const socket of sockets) socket.resetAndDestroy()
    },
    async stop(): Promise<void> {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
