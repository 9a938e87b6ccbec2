import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** Stands before a database; may keep silent without closing anything, as a half-open line does. */
export async function openTcpProxy(uri: string) {
  const target = new URL(uri)
  const pairs = new Set<[Socket, Socket]>()
  let isSilent = false

  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname)
    const pair: [Socket, Socket] = [near, far]
    pairs.add(pair)
    for (const [from, to] of [pair, [far, near]] as const) {
      from.on('data', (bytes) => void (isSilent || to.write(bytes)))
      from.on('error', () => undefined)
      from.on('close', () => {
        pairs.delete(pair)
        to.destroy()
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const proxied = new URL(uri)
  proxied.port = String((server.address() as AddressInfo).port)
  proxied.searchParams.set('directConnection', 'true')

  function cut(): void {
    for (const [near, far] of pairs) {
      near.destroy()
      far.destroy()
    }
  }

  return {
    uri: proxied.href,
    /** True: whatever is sent is swallowed. */
    silence: (silent: boolean): void => void (isSilent = silent),
    cut,
    close(): void {
      cut()
      server.close()
    },
  }
}
